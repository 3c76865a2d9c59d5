"""The history as editors read it: who changed what, when, why; downloaded, and restored from."""

import csv
import io

import pytest
from django.urls import reverse

from skillmatrix.applying import apply
from skillmatrix.models import (
    Change,
    Expectation,
    Level,
    Operation,
    Role,
    Skill,
)
from skillmatrix.planning import plan
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from tests.building import words
from tests.files import wanted

LIST = reverse("admin:skillmatrix_change_changelist")


def listed(page):
    return [(change.table, change.key, change.action) for change in page.context["cl"].result_list]


def test_the_list_says_what_changed_from_what_to_what_by_whom_and_why(hr, edited):
    page = words(hr.get(LIST))

    assert "Expectation Transfer Learning · Data Scientist · Senior changed" in page
    assert "Required Before: no After: yes" in page
    assert "Description Before: – After: Reuses what others trained." in page
    assert "hr · edit" in page
    assert "As agreed with the leads" in page


def test_a_change_from_outside_says_so(hr, framework):
    Skill.objects.update(summary="Ask tables.")

    assert "outside Skillmatrix" in words(hr.get(LIST))


def test_the_latest_comes_first(hr, framework):
    Level.objects.create(name="Lead", rank=40)

    assert listed(hr.get(LIST))[0] == ("level", "lead", "create")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "data-scientist"}, {"role", "role_level", "expectation", "side_step"}),
        ({"role": "engineer"}, {"role", "role_level"}),
        ({"table": "level"}, {"level"}),
        ({"action": "change"}, {"expectation"}),
        ({"action": "delete"}, set()),
        ({"who": "hr"}, {"expectation"}),
        ({"who": "nobody"}, set()),
        ({"kind": "form"}, {"expectation"}),
        ({"kind": "import"}, set()),
        ({"row": "expectation:transfer-learning:data-scientist:senior"}, {"expectation"}),
        ({"row": "role_level:data-scientist:senior"}, {"role_level", "side_step"}),
        ({"row": "skill:transfer-learning"}, {"skill"}),
        ({"row": "nothing:of-the-kind"}, set()),
        ({"row": "skill"}, set()),
        ({"operation": "0"}, set()),
        ({"operation": "x"}, set()),
        ({"operation": "9" * 30}, set()),
        ({"q": "LEADS agreed"}, {"expectation"}),
        ({"q": "no such words"}, set()),
        ({"q": "\0"}, None),
        ({"role": "\0"}, set()),
        ({"row": "skill:\0"}, set()),
        ({"who": "\0"}, set()),
        ({"kind": "\0"}, set()),
        ({"operation": "\0"}, set()),
    ],
)
def test_the_list_is_filtered(hr, edited, query, found):
    page = hr.get(LIST, query)

    assert page.status_code == 200
    if found is not None:
        assert {table for table, _key, _action in listed(page)} == found


def test_one_operation_is_reached_by_a_link(hr, edited):
    operation = Operation.objects.get()
    page = hr.get(LIST)

    assert f"{LIST}?operation={operation.pk}" in page.text
    assert len(listed(hr.get(LIST, {"operation": operation.pk}))) == 1


def test_a_rows_history_is_its_part_of_the_list(hr, edited):
    for row, key in (
        (edited.expectation, "expectation:transfer-learning:data-scientist:senior"),
        (edited.role, "role:data-scientist"),
        (edited.place, "role_level:data-scientist:senior"),
    ):
        model = row._meta.model_name
        answer = hr.get(reverse(f"admin:skillmatrix_{model}_history", args=[row.pk]))

        assert answer.url == reverse("admin:skillmatrix_change_changelist", query={"row": key})


def test_the_names_of_rows_that_are_gone_are_remembered(hr, framework):
    Expectation.objects.all().delete()
    framework.report.delete()
    Skill.objects.get().delete()

    page = words(hr.get(LIST))

    assert "Expectation Transfer Learning · Data Scientist · Senior deleted" in page
    assert "Skill Transfer Learning deleted" in page


def test_queries_do_not_grow_with_the_changes(hr, framework, django_assert_max_num_queries):
    for number in range(40):
        Skill.objects.create(name=f"Skill {number}", group=framework.group)
    Skill.objects.filter(name__startswith="Skill 1").delete()

    with django_assert_max_num_queries(16):
        page = hr.get(LIST)

    assert len(page.context["cl"].result_list) > 40


def test_the_list_is_downloaded_under_the_same_filters(hr, edited):
    address = reverse("admin:skillmatrix_change_download")

    answer = hr.get(address, {"table": "expectation"})

    text = answer.getvalue().decode()
    assert text.startswith("\ufeffwhen,who,operation,why,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["field"], row["before"], row["after"]) for row in rows[:2]] == [
        ("Required", "no", "yes"),
        ("Description", "", "Reuses what others trained."),
    ]
    assert {row["row"] for row in rows} == {"Transfer Learning · Data Scientist · Senior"}
    assert rows[0]["who"] == "hr"


def test_a_download_runs_no_formula(hr, framework):
    Skill.objects.update(summary="=1+1")

    text = hr.get(reverse("admin:skillmatrix_change_download")).getvalue().decode()

    assert ",'=1+1" in text


@pytest.mark.parametrize("deed", ["add", "change", "delete"])
def test_nobody_edits_what_happened(administrator, framework, deed):
    change = Change.objects.first()
    args = [] if deed == "add" else [change.pk]
    address = reverse(f"admin:skillmatrix_change_{deed}", args=args)

    before = list(Change.objects.values())
    answer = administrator.post(address, {"old": "{}", "post": "yes"})

    assert (answer.status_code == 403) or deed == "change"
    assert list(Change.objects.values()) == before


def test_no_action_touches_what_happened(administrator, framework):
    chosen = {"action": "delete_selected", "_selected_action": [Change.objects.first().pk], "post": "yes"}
    count = Change.objects.count()

    administrator.post(LIST, chosen)

    assert Change.objects.count() == count


def test_an_import_is_one_operation_named_by_its_file(hr, framework, hr_editor):
    found = plan(wanted("skill,role,level", "R,Engineer,Senior"), present())
    apply(found, Cause(Operation.Kind.IMPORT, hr_editor, source="skills.csv"))

    page = words(hr.get(LIST))

    assert "import" in page
    assert "skills.csv" in page
    assert Role.objects.filter(slug="engineer").exists()


def test_who_saves_a_row_that_is_gone_is_led_to_how_it_went(hr, framework):
    address = reverse("admin:skillmatrix_expectation_change", args=[framework.expectation.pk])
    framework.expectation.delete()
    went = Change.objects.filter(action="delete").first()

    page = hr.post(address, {"description": "Typed in vain."})

    assert page.status_code == 410
    assert reverse("admin:skillmatrix_change_change", args=[went.pk]) in page.text
