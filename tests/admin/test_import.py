"""Importing a spreadsheet: seen before it is written, then written as it was seen or not at all."""

import tempfile
from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from skillmatrix.admin import uploads
from skillmatrix.applying import Refused
from skillmatrix.exchange.writing import write_list, write_workbook_xlsx
from skillmatrix.models import Expectation, Level, Operation, Role, Skill, User
from skillmatrix.queries.framework import present
from tests.admin.conftest import signed_in
from tests.building import words

IMPORT = reverse("admin:skillmatrix_expectation_import")
CONFIRM = reverse("admin:skillmatrix_expectation_process_import")
ADDED = "skill,role,level,description\nPython,Data Scientist,Senior,Writes tests.\n"


@pytest.fixture(autouse=True)
def kept_files(tmp_path, monkeypatch):
    """Uploads of a test stay in its own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def send(client, content=ADDED, name="list.csv", **choices):
    data = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"import_file": SimpleUploadedFile(name, data), **choices})


def confirm(client, page):
    return client.post(CONFIRM, {"ticket": page.context["ticket"]}, follow=True)


def rows(page):
    return page.context["plan_page"].changes.rows


def labels(page):
    return [(row.action.value, row.label) for row in rows(page)]


def problems(page):
    found = page.context["plan_page"].problems
    return found.rows if found else ()


# The preview


def test_a_preview_writes_nothing(hr, framework):
    page = send(hr)

    assert page.context["ticket"]
    assert not Skill.objects.filter(name="Python").exists()


def test_a_preview_says_what_is_new(hr, framework):
    page = send(hr)

    assert labels(page) == [("create", "Python"), ("create", "Python · Data Scientist · Senior")]
    assert [(count.kind, count.new) for count in page.context["plan_page"].counts] == [
        ("Skills", 1),
        ("Roles", 0),
        ("Levels", 0),
        ("Expectations", 1),
    ]


def test_a_new_name_stands_beside_its_nearest(hr, framework):
    page = send(hr, "skill,role,level\nTransfer Lerning,Data Scientist,Senior\n")

    assert "Transfer Lerning Did you mean “Transfer Learning”?" in words(page)


def test_a_change_shows_old_and_new(hr, framework):
    page = send(hr, "skill,role,level,required\ntransfer learning,data scientist,senior,yes\n")

    assert "Required Before: (deleted: optional ) After: (inserted: required )" in words(page)


def test_references_are_shown_by_name(hr, framework):
    page = send(hr, "skill,role,level,proficiency\nTransfer Learning,Data Scientist,Senior,\n")

    assert "Proficiency Before: Working After: nothing" in words(page)


def test_a_long_text_is_shown_whole(hr, framework):
    Expectation.objects.update(description="same " * 200 + "old")

    page = send(
        hr, f"skill,role,level,description\nTransfer Learning,Data Scientist,Senior,{'same ' * 200}new\n"
    )

    assert "same " * 200 + "(deleted: old )" in words(page)
    assert "same " * 200 + "(inserted: new )" in words(page)


def test_a_file_that_changes_nothing_says_so_and_offers_nothing_to_confirm(hr, framework):
    page = send(hr, write_list(present(), "csv"))

    assert "changes nothing" in page.text
    assert page.context["ticket"] is None


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_an_export_of_the_list_changes_nothing(fmt, hr, framework):
    page = send(hr, write_list(present(), fmt), name=f"list.{fmt}")

    assert (rows(page), problems(page)) == ((), ())


def test_a_workbook_is_taken_too(hr, framework):
    workbook = write_workbook_xlsx(present())
    Expectation.objects.all().delete()

    page = send(hr, workbook, name="workbook.xlsx")
    confirm(hr, page)

    assert Expectation.objects.get().proficiency == framework.working


def test_what_a_file_says_is_escaped(hr, framework):
    page = send(hr, 'skill,role,level\n"<script>alert(1)</script>",Data Scientist,Senior\n', name="<b>.csv")

    assert "<script>alert" not in page.text
    assert "<b>.csv" not in page.text


def test_a_preview_takes_queries_that_do_not_grow_with_the_file(hr, framework, django_assert_num_queries):
    send(hr)
    with django_assert_num_queries(17):
        send(hr)

    with django_assert_num_queries(17):
        send(hr, "skill,role,level\n" + "".join(f"Skill {n},Role {n},Level {n}\n" for n in range(50)))


# Problems


@pytest.mark.parametrize(
    ("content", "row", "column"),
    [
        ("skill,role\nPython,Data Scientist\n", 1, "level"),
        ("skill,role,level,requird\nPython,Data Scientist,Senior,yes\n", 1, "requird"),
        ("skill,role,level,Skill\nPython,Data Scientist,Senior,Python\n", 1, "Skill"),
        (
            "skill,role,level\nPython,Data Scientist,Senior\nPYTHON,data  scientist,senior\n",
            3,
            "skill, role, level",
        ),
        ("skill,role,level\nPython,,Senior\n", 2, "role"),
        ("skill,role,level,proficiency\nPython,Data Scientist,Senior,Wizard\n", 2, "proficiency"),
        ("skill,role,level,required\nPython,Data Scientist,Senior,perhaps\n", 2, "required"),
    ],
)
def test_problems_are_named_by_row_and_column(content, row, column, hr, framework):
    page = send(hr, content)

    found = {(problem.row, problem.column) for problem in problems(page)}
    assert (row, column) in found
    assert page.context["ticket"] is None
    assert Skill.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", "skill,role,level\n"),
        ("list.xlsx", "no spreadsheet"),
        ("list.pdf", "x"),
        ("l.csv", b"\xff\xfe\x00"),
    ],
)
def test_a_file_without_rows_or_beyond_reading_is_a_problem(name, content, hr, framework):
    page = send(hr, content, name=name)

    assert problems(page)
    assert "Nothing was written." in page.text


def test_an_empty_file_or_none_is_refused_by_the_form(hr, framework):
    assert "The submitted file is empty." in send(hr, "").text
    assert "This field is required." in hr.post(IMPORT, {}).text


def test_a_file_that_is_too_big_is_not_read(hr, framework, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.exchange_forms.MOST_BYTES", 10)

    assert "Import one role at a time." in send(hr).text


def test_a_file_with_problems_cannot_be_confirmed(hr, framework, kept_files):
    page = send(hr, "skill,role\nPython,Data Scientist\n")
    address = page.context["plan_page"].downloads[0][1]

    hr.post(CONFIRM, {"ticket": QueryDict(address.partition("?")[2])["ticket"]})

    assert not Skill.objects.filter(name="Python").exists()


# How it is meant


def test_an_unknown_column_can_be_waved_through_by_name(hr, framework):
    page = send(hr, "skill,role,level,Notes\nPython,Data Scientist,Senior,x\n", ignore_columns="other, notes")

    assert problems(page) == ()


def test_known_names_only(hr, framework):
    page = send(hr, known_only="on")

    assert [problem.column for problem in problems(page)] == ["skill"]


def test_replacing_lists_what_would_be_deleted_and_deletes_it(hr, framework):
    page = send(hr, replace="on")

    assert ("delete", "Transfer Learning · Data Scientist · Senior") in labels(page)
    confirm(hr, page)
    assert [expectation.skill.name for expectation in Expectation.objects.all()] == ["Python"]


def test_empty_cells_can_be_left_out(hr, framework):
    content = "skill,role,level,proficiency\nTransfer Learning,Data Scientist,Senior,\n"

    assert rows(send(hr, content, keep_empty="on")) == ()


# Confirming


def test_confirming_writes_what_was_shown(hr, hr_editor, framework, kept_files):
    page = confirm(hr, send(hr))

    assert "Imported “list.csv”: 2 new, 0 changed, 0 deleted." in page.text
    assert Expectation.objects.get(skill__name="Python").description == "Writes tests."
    assert list(kept_files.iterdir()) == []
    operation = Operation.objects.get()
    assert (operation.kind, operation.person, operation.source) == ("import", hr_editor, "list.csv")


def test_the_choices_hold_for_the_confirmation_too(hr, framework):
    content = "skill,role,level,proficiency,required,Notes\nTransfer Learning,Data Scientist,Senior,,yes,x\n"

    confirm(hr, send(hr, content, keep_empty="on", ignore_columns="Notes"))

    framework.expectation.refresh_from_db()
    assert (framework.expectation.required, framework.expectation.proficiency) == (True, framework.working)


def test_what_changed_since_the_preview_is_shown_anew_and_not_written(hr, framework):
    content = "skill,role,level,required\nTransfer Learning,Data Scientist,Senior,yes\n"
    page = send(hr, content + "Python,Data Scientist,Senior,no\n")
    Skill.objects.create(name="Python")

    anew = confirm(hr, page)

    assert "The framework has changed since the preview." in anew.text
    assert not Expectation.objects.filter(required=True).exists()
    assert labels(anew) == [
        ("change", "Transfer Learning · Data Scientist · Senior"),
        ("create", "Python · Data Scientist · Senior"),
    ]
    confirm(hr, anew)
    assert Expectation.objects.count() == 2


def test_who_collides_with_somebody_else_may_confirm_again(hr, framework, monkeypatch):
    page = send(hr)
    with monkeypatch.context() as patch:
        patch.setattr("skillmatrix.admin.scoping.apply", Mock(side_effect=Refused("Try again.")))
        refused = confirm(hr, page)

    assert "Try again." in refused.text
    assert labels(refused) == labels(page)
    assert not Skill.objects.filter(name="Python").exists()
    assert "Imported" in confirm(hr, refused).text


def test_what_has_come_to_be_wrong_since_the_preview_is_not_written(hr, framework):
    page = send(hr, "skill,role,level,proficiency\nPython,Data Scientist,Junior,Working\n")
    Expectation.objects.all().delete()
    framework.working.delete()

    anew = confirm(hr, page)

    assert problems(anew)
    assert anew.context["ticket"] is None
    assert not Expectation.objects.exists()


def test_confirming_twice_writes_once(hr, framework):
    page = send(hr)
    confirm(hr, page)

    again = confirm(hr, page)

    assert "This preview is over" in again.text
    assert Expectation.objects.count() == 2


def test_another_persons_preview_is_not_confirmed(hr, administrator, framework):
    page = send(hr)

    answer = confirm(administrator, page)

    assert "This preview is over" in answer.text
    assert Expectation.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "forged", "eyJ1cGxvYWQiOiIvZXRjL3Bhc3N3ZCJ9:1:x"])
def test_a_forged_ticket_is_refused(ticket, hr, framework):
    answer = hr.post(CONFIRM, {"ticket": ticket}, follow=True)

    assert "This preview is over" in answer.text


def test_a_changed_file_is_not_written(hr, framework, kept_files):
    page = send(hr)
    (kept,) = kept_files.iterdir()
    kept.write_text(ADDED.replace("Python", "Rust"))

    confirm(hr, page)

    assert Expectation.objects.count() == 1


def test_an_older_upload_goes_when_the_next_is_kept(hr, framework, kept_files, monkeypatch):
    send(hr)
    monkeypatch.setattr(uploads, "DAY", -1)

    send(hr)

    assert len(list(kept_files.iterdir())) == 1


def test_a_failure_half_way_writes_nothing(hr, framework, monkeypatch):
    page = send(hr, "skill,role,level\nPython,Engineer,Junior\n")
    monkeypatch.setattr("skillmatrix.applying._Writer._delete", lambda *args: 1 / 0)
    hr.raise_request_exception = False

    answer = hr.post(CONFIRM, {"ticket": page.context["ticket"]})

    assert answer.status_code == 500
    assert not Skill.objects.filter(name="Python").exists()


def test_without_the_right_nothing_is_written_even_with_a_ticket(hr, hr_editor, framework):
    page = send(hr)
    hr_editor.groups.clear()

    assert hr.post(CONFIRM, {"ticket": page.context["ticket"]}).status_code == 403
    assert Expectation.objects.count() == 1


def test_importing_into_an_empty_database_needs_three_columns(hr):
    hr.post(reverse("admin:add_proficiencies"))

    confirm(hr, send(hr, "skill,role,level\nPython,Engineer,Junior\nPython,Engineer,Senior\n"))

    assert Expectation.objects.count() == 2
    assert [level.name for level in Level.objects.all()] == ["Junior", "Senior"]
    assert Role.objects.get().slug == "engineer"


def test_the_list_offers_both_pages_only_to_those_who_may(hr, framework):
    address = reverse("admin:skillmatrix_expectation_changelist")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(*_permissions("view_expectation"))

    assert f'href="{IMPORT}"' in hr.get(address).text.replace("'", '"')
    assert "/import/" not in signed_in(viewer).get(address).text


def _permissions(*codenames):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=codenames)
