"""The arrows of the design, held by reading the code: who imports what, and who writes to the framework."""

import ast
from pathlib import Path

import pytest

from skillmatrix.models.base import RetiredSlug, Row
from skillmatrix.models.framework import SideStep

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "skillmatrix"
PURE = [
    "comparing.py",
    "depthchart.py",
    "corpus.py",
    "drafting.py",
    "flaws.py",
    "nearest.py",
    "overtaken.py",
    "planning.py",
    "replaying.py",
    "restoring.py",
    "plans.py",
    "progress.py",
    "remarks",
    "rows.py",
    "scopes.py",
    "searching.py",
    "senders.py",
    "text.py",
    "tracks.py",
    "worddiff.py",
    "exchange",
]
REQUESTLESS = [
    *PURE,
    "applying.py",
    "importing.py",
    "locking.py",
    "models",
    "queries",
    "receiving.py",
    "recording",
]
OF_REQUESTS = ("django.http", "django.shortcuts", "django.views", "skillmatrix.admin", "skillmatrix.views")
OF_THE_DATABASE = (
    "django.apps",
    "django.contrib",
    "django.db",
    "skillmatrix.applying",
    "skillmatrix.models",
    "skillmatrix.queries",
)
_WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
WRITES = {*_WRITES, *(f"a{write}" for write in _WRITES), "_raw_delete"}
WRITERS = ["applying.py", "models", "migrations"]
STATEMENTS = {"cursor", "execute", "executemany", "executescript", "raw"}
SPEAK_SQL = ["locking.py", "recording"]


def leaves(kind):
    for below in kind.__subclasses__():
        yield from leaves(below) if below._meta.abstract else [below.__name__]


FRAMEWORK = {*leaves(Row), RetiredSlug.__name__, SideStep.__name__, "MODELS", "named_model"}


def files(*places):
    found = []
    for place in places:
        path = APP / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def short(path):
    return str(path.relative_to(APP))


def imports(tree):
    """The dotted names that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def crossing(tree, forbidden):
    return [name for name in imports(tree) if any(f"{name}.".startswith(f"{taboo}.") for taboo in forbidden)]


def root(node):
    """The name that a chain of attributes, calls and subscripts begins with."""
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case _:
                return None
    return node.id


def bindings(tree):
    """Which names of a module come from which others: by assignment, loop, `with` or annotation."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                pairs = [(target, value) for target in targets]
            case ast.AnnAssign(target=target, value=value, annotation=kind):
                pairs = [(target, value), (target, kind)]
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                pairs = [(target, value)]
            case ast.NamedExpr(target=target, value=value):
                pairs = [(target, value)]
            case ast.arg(arg=name, annotation=kind) if kind is not None:
                pairs = [(ast.Name(name), kind)]
            case _:
                continue
        for target, value in pairs:
            for name in ast.walk(target):
                if isinstance(name, ast.Name) and value is not None:
                    yield name.id, {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}


def framework_writes(tree):
    """The calls in a module that write to a framework model, as source."""
    tainted = set(FRAMEWORK)
    known = list(bindings(tree))
    while more := {name for name, sources in known if sources & tainted} - tainted:
        tainted |= more
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and root(node.func.value) in tainted
    ]


def statements(tree):
    """The calls in a module that hand SQL to the database, as source."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in STATEMENTS
    ]


@pytest.mark.parametrize("path", files(*REQUESTLESS), ids=short)
def test_nothing_below_a_page_sees_a_request(path):
    assert crossing(ast.parse(path.read_text()), OF_REQUESTS) == []


@pytest.mark.parametrize("path", files(*PURE), ids=short)
def test_what_is_pure_does_not_know_the_database(path):
    assert crossing(ast.parse(path.read_text()), OF_THE_DATABASE) == []


@pytest.mark.parametrize("path", files("models", "queries"), ids=short)
def test_what_only_reads_does_not_know_the_writers(path):
    writers = ("skillmatrix.applying", "skillmatrix.importing", "skillmatrix.receiving")
    assert crossing(ast.parse(path.read_text()), writers) == []


@pytest.mark.parametrize(
    "path", [path for path in files(".") if short(path).split("/")[0] not in WRITERS], ids=short
)
def test_only_applying_writes_to_the_framework(path):
    assert framework_writes(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "path", [path for path in files(".") if short(path).split("/")[0] not in SPEAK_SQL], ids=short
)
def test_only_locks_and_triggers_speak_sql(path):
    assert statements(ast.parse(path.read_text())) == []


def test_statements_are_seen():
    assert statements(
        ast.parse("with connection.cursor() as c:\n    c.execute('DELETE FROM skillmatrix_skill')")
    )
    assert statements(ast.parse("Skill.objects.raw('SELECT 1')"))


def test_the_framework_is_all_of_it():
    assert {"Domain", "Skill", "RoleLevel", "Expectation", "SideStep"} <= FRAMEWORK
    assert "Feedback" not in FRAMEWORK


@pytest.mark.parametrize(
    "code",
    [
        "Skill.objects.filter(pk=1).update(name='x')",
        "Skill(name='x').save()",
        "for skill in Skill.objects.all():\n    skill.delete()",
        "rows = Expectation.objects.required()\nsome = rows[:5]\nsome.delete()",
        "def f(level: Level) -> None:\n    level.save()",
        "MODELS[table].objects.bulk_create([])",
    ],
)
def test_writes_to_the_framework_are_seen(code):
    assert framework_writes(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    ["names = set()\nnames.update(['x'])", "User.objects.filter(is_demo=True).delete()", "form.save()"],
)
def test_other_writes_are_not(code):
    assert not framework_writes(ast.parse(code))


def test_imports_that_cross_are_seen():
    assert crossing(ast.parse("from skillmatrix import models"), OF_THE_DATABASE)
    assert crossing(ast.parse("import django.http as web"), OF_REQUESTS)
    assert not crossing(ast.parse("from skillmatrix.models_of_cars import x"), OF_THE_DATABASE)
