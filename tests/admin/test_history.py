"""The history as editors read it: who changed what, when, why; downloaded, and restored from."""

import csv
import io

import pytest
from django.urls import reverse

from skillmatrix.admin.history_filters import ByRole
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
        ({"q": "\0"}, set()),
        ({"table": "side_step"}, {"side_step"}),
        ({"table__exact": "side_step"}, {"side_step"}),
        ({"table__exact": "\0"}, set()),
        ({"action__exact": "\0"}, set()),
        ({"at__gte": "2000-01-01 00:00:00+00:00", "q": "leads"}, {"expectation"}),
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


@pytest.mark.parametrize(
    "query",
    [
        {"at__gte": "abc"},
        {"nosuch": "1"},
        {"key": "\0"},
        {"key__regex": "("},
        {"at__year": "99999"},
        {"old__contains": "x"},
        {"operation__person__password__startswith": "a"},
    ],
)
@pytest.mark.parametrize("address", [LIST, reverse("admin:skillmatrix_change_download")])
def test_what_is_no_filter_leads_to_the_list_without_it(hr, edited, query, address):
    answer = hr.get(address, query)

    assert (answer.status_code, answer.url) == (302, f"{LIST}?e=1")


def test_a_time_that_the_database_does_not_reach_shows_nothing_or_the_list(hr, edited):
    answer = hr.get(LIST, {"at__gte": "9999-12-31 23:59:59-14:00"})

    assert answer.status_code == 302 or listed(answer) == []


def test_a_page_that_is_not_there_leads_to_the_list(hr, framework):
    for number in range(60):
        Skill.objects.create(name=f"Skill {number}")

    for address in (LIST, reverse("admin:skillmatrix_change_download")):
        assert hr.get(address, {"p": "999"}).url == f"{LIST}?e=1"


@pytest.mark.parametrize(
    ("words_searched", "written"),
    [
        ('"hällo"', 'Say "hällo" to all.'),
        ("hällo", 'Say "hällo" to all.'),
        ("C:\\temp", "Kept in C:\\temp by now."),
        ('"to all"', "Say hello to all."),
        ("a_b", "Named a_b here."),
        ("100%", "Done to 100% by then."),
    ],
)
def test_searching_finds_what_was_written(hr, framework, words_searched, written):
    Skill.objects.update(summary=written)
    Skill.objects.update(summary="axb 100 hello all to")
    changes = Change.objects.filter(action="change")

    found = hr.get(LIST, {"q": words_searched}).context["cl"].result_list

    assert {change.pk for change in found} == {change.pk for change in changes}


@pytest.mark.parametrize("word", ["description", "true", "\\", "_", "{", "required", "null"])
def test_searching_finds_nothing_in_how_it_is_kept(hr, edited, word):
    assert listed(hr.get(LIST, {"q": word})) == []


def test_searching_finds_who_it_was_and_from_which_file(hr, framework, hr_editor):
    found = plan(wanted("skill,role,level", "R,Engineer,Senior"), present())
    apply(found, Cause(Operation.Kind.IMPORT, hr_editor, source="spring.csv"))

    everything = set(listed(hr.get(LIST, {"kind": "import"})))

    assert everything
    assert set(listed(hr.get(LIST, {"q": "spring"}))) == everything
    assert set(listed(hr.get(LIST, {"q": "hr"}))) == everything


def test_a_deleted_role_is_offered_by_its_last_name(hr, framework):
    role = Role.objects.create(name="Statistican")
    role.name = "Statistician"
    role.save()
    role.delete()

    page = hr.get(LIST)

    [by_role] = [spec for spec in page.context["cl"].filter_specs if isinstance(spec, ByRole)]
    assert ("statistican", "Statistician (deleted)") in by_role.lookup_choices
    assert [slug for slug, _name in by_role.lookup_choices].count("data-scientist") == 1
    assert {key for _table, key, _action in listed(hr.get(LIST, {"role": "statistican"}))} == {"statistican"}


def test_what_each_filter_finds_is_counted(hr, edited):
    Role.objects.create(name="Statistician").delete()

    page = words(hr.get(LIST, {"_facets": "True"}))

    assert "Statistician (deleted) (2)" in page
    assert "sideways step (1)" in page


def test_a_row_that_was_renamed_later_says_what_it_was_called_first(hr, framework):
    skill = Skill.objects.get()
    skill.name = "Fine Tuning"
    skill.save()
    created = Change.objects.get(table="skill", action="create")

    page = words(hr.get(reverse("admin:skillmatrix_change_change", args=[created.pk])))

    assert "Skill Fine Tuning new" in page
    assert "Name After: Transfer Learning" in page
    downloaded = hr.get(reverse("admin:skillmatrix_change_download"), {"table": "skill"}).getvalue().decode()
    assert ",transfer-learning,new,Name,,Transfer Learning" in downloaded


def test_a_row_that_kept_its_name_says_it_once(hr, framework):
    created = Change.objects.get(table="skill", action="create")

    page = words(hr.get(reverse("admin:skillmatrix_change_change", args=[created.pk])))

    assert "Name After:" not in page


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
    assert text.startswith("\ufeffwhen,who,operation,operation kind,source,why,kind,row,address,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["field"], row["before"], row["after"]) for row in rows[:2]] == [
        ("Required", "no", "yes"),
        ("Description", "", "Reuses what others trained."),
    ]
    assert {row["row"] for row in rows} == {"Transfer Learning · Data Scientist · Senior"}
    assert rows[0]["who"] == "hr"
    assert rows[0]["operation kind"] == "edit"
    assert rows[0]["address"] == "transfer-learning:data-scientist:senior"


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
