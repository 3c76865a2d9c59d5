"""Every address that this site answers at: what docs/rights.md calls it, and an example of it to ask for."""

import re
from itertools import product
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse

from skillmatrix.importing import keep
from skillmatrix.models import FeedbackLink, Operation, Organisation, User
from skillmatrix.models.feedback import digest
from skillmatrix.receiving import new_token
from skillmatrix.recording.operations import Cause, recorded

MATRIX = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
BESIDE_THE_ROUTES = {"/healthz", "/readyz"}  # answered by middleware
OF_ONE = (
    *("change", "delete", "history", "password_change", "restore", "undo"),
    *("columns", "comment", "discard", "file", "how"),
)
_MODEL = re.compile(r"admin:(?P<app>[a-z]+)_(?P<model>[a-z]+)_(?P<action>\w+)|/admin/\w+/(?P<old>\w+)/<path:")


def routes():
    """The name of each route, or its pattern where it has none."""
    return set(_routes(get_resolver().url_patterns, "", "/")) | BESIDE_THE_ROUTES


def _routes(patterns, namespace, before):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, inner, route)
        else:
            yield namespace + pattern.name if pattern.name else route


def matrix():
    """The table in docs/rights.md: route -> kind of user -> (status of GET, status of POST)."""
    lines = MATRIX.read_text().partition("## Every address")[2].splitlines()
    header, _rule, *rows = [_cells(line) for line in lines if line.startswith("|")]
    found = {}
    for addresses, *answers in rows:
        for route in _expanded(addresses):
            assert route not in found, f"{route} stands twice in {MATRIX.name}"
            found[route] = dict(zip(header[1:], map(_statuses, answers), strict=True))
    return found


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _expanded(cell):
    """`a_{b,c}_{d,e}` is four routes."""
    for written in re.findall(r"`([^`]+)`", cell):
        parts = [part.split(",") for part in re.split(r"[{}]", written)]
        yield from ("".join(choice) for choice in product(*parts))


def _statuses(cell):
    get, _slash, post = cell.partition(" / ")
    return get, post or get


def kind_of_row(route):
    """The model whose example row an address is about; "" where it is about none."""
    found = _MODEL.match(route)
    if found is None:
        return ""
    is_about_one = found["old"] or found["action"] in OF_ONE
    return (found["model"] or found["old"]) if is_about_one else ""


def example(route, rows):
    """An address of the route, about one of `rows` (model name -> row) where it is about any."""
    kind = kind_of_row(route)
    if route.startswith("/admin/") and kind:
        return f"{route.partition('<')[0]}{rows[kind].pk}/"
    if kind:
        return reverse(route, args=[rows[kind].pk])
    return _SPECIAL[route](rows) if route in _SPECIAL else reverse(route)


def _compared(route, rows, **query):
    """The role at its level beside itself."""
    here = f"{rows['role'].slug}:{rows['level'].slug}"
    return reverse(route, query={"from": here, "to": here, **query})


_SPECIAL = {
    "/healthz": lambda rows: "/healthz",
    "/readyz": lambda rows: "/readyz",
    "/admin/(?P<url>.*)$": lambda rows: "/admin/no/such/page/",
    "skill": lambda rows: reverse("skill", args=[rows["skill"].slug]),
    "role": lambda rows: reverse("role", args=[rows["role"].slug]),
    "role_matrix": lambda rows: reverse("role_matrix", args=[rows["role"].slug]),
    "role_track": lambda rows: reverse("role_track", args=[rows["role"].slug]),
    "domain": lambda rows: reverse("domain", args=[rows["domain"].slug]),
    "compare_next_step": lambda rows: _compared("compare_next_step", rows),
    "compare_export": lambda rows: _compared("compare_export", rows, format="csv"),
    "feedback": lambda rows: reverse("feedback", query={"skill": rows["skill"].slug}),
    "feedback_report": lambda rows: reverse("feedback_report", args=[private_link(rows["feedback"])]),
    "admin:skillmatrix_expectation_template": lambda rows: reverse(
        "admin:skillmatrix_expectation_template", query={"layout": "grid"}
    ),
    "admin:app_list": lambda rows: reverse("admin:app_list", args=["skillmatrix"]),
    "admin:autocomplete": lambda rows: reverse(
        "admin:autocomplete",
        query={"app_label": "skillmatrix", "model_name": "skill", "field_name": "domain"},
    ),
    "admin:view_on_site": lambda rows: reverse(
        "admin:view_on_site",
        args=[ContentType.objects.get_for_model(rows["skill"]).pk, rows["skill"].pk],
    ),
}


def private_link(report):
    """The token of a link to a report, as its sender was given it."""
    token = new_token()
    FeedbackLink.objects.create(of=report, digest=digest(token))
    return token


def example_rows(framework):
    """A row for each kind that an address is about, except the history."""
    return {
        "domain": framework.domain,
        "skillgroup": framework.group,
        "skill": framework.skill,
        "rolefamily": framework.family,
        "role": framework.role,
        "level": framework.senior,
        "rolelevel": framework.place,
        "proficiency": framework.working,
        "expectation": framework.expectation,
        "feedback": framework.report,
        "organisation": Organisation.objects.get_or_create(pk=1)[0],
        "user": User.objects.get_or_create(username="somebody")[0],
        "group": Group.objects.get_or_create(name="Some group")[0],
        "import": keep(None, "theirs.csv", b"skill,role,level\nPython,Engineer,Senior\n"),
    }


def history_rows(framework):
    """The history after the expectation was edited once."""
    with recorded(Cause(Operation.Kind.FORM)) as operation:
        framework.expectation.description = "Reuses what others trained."
        framework.expectation.save()
    return {"change": operation.changes.get(table="expectation"), "operation": operation}
