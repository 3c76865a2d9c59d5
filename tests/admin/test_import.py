"""Importing a spreadsheet: seen before it is written, then written as it was seen or not at all."""

from unittest.mock import Mock

import pytest
from django.urls import reverse

from skillmatrix.applying import Refused
from skillmatrix.exchange.writing import write_list, write_workbook_xlsx
from skillmatrix.models import Expectation, Import, ImportFile, Level, Operation, Role, Skill, User
from skillmatrix.queries.framework import present
from tests.admin.conftest import signed_in
from tests.admin.importing import (
    ADDED,
    CONFIRM,
    IMPORT,
    address,
    confirm,
    labels,
    latest,
    problems,
    rows,
    send,
)
from tests.building import words

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


def test_many_rows_stand_on_pages_that_have_addresses(hr, framework):
    page = send(hr, "skill,role,level\n" + "".join(f"Skill {n},Data Scientist,Senior\n" for n in range(70)))
    found = page.context["plan_page"].changes

    second = hr.get(found.paging.next)
    assert (len(found.rows), len(rows(second)), found.paging.found) == (50, 50, 140)
    assert second.context["ticket"]
    assert not {*labels(page)} & {*labels(second)}


def test_the_whole_plan_is_downloaded(hr, framework):
    (_xlsx, (_csv, there)) = send(hr).context["plan_page"].downloads

    sheet = hr.get(there).content.decode("utf-8-sig")

    assert sheet.splitlines()[1].startswith("new,Skill,Python,")
    assert hr.get(there.replace("format=csv", "format=pdf")).status_code == 404


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
    for number in (1, 50):
        send(hr, "skill,role,level\n" + "".join(f"Skill {n},Role {n},Level {n}\n" for n in range(number)))

    for import_ in Import.objects.all():
        with django_assert_num_queries(22):
            hr.get(address(import_))


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
        ("list.xlsx", "no spreadsheet"),
        ("list.pdf", "x"),
        ("l.csv", b"\xff\xfe\x00"),
    ],
)
def test_a_file_beyond_reading_is_a_problem_and_not_kept(name, content, hr, framework):
    page = send(hr, content, name=name)

    assert page.context["problem"]
    assert "Nothing was written, and the file is not kept." in page.text
    assert not Import.objects.exists()


def test_a_file_without_rows_is_a_problem(hr, framework):
    page = send(hr, "skill,role,level\n")

    assert problems(page)
    assert page.context["ticket"] is None
    assert "Nothing was written." in page.text


def test_an_empty_file_or_none_is_refused_by_the_form(hr, framework):
    assert "The submitted file is empty." in send(hr, "").text
    assert "This field is required." in hr.post(IMPORT, {}).text


def test_a_file_that_is_too_big_is_not_read(hr, framework, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.exchange_forms.MOST_BYTES", 10)

    assert "Import one role at a time." in send(hr).text


def test_all_problems_are_there(hr, framework):
    page = send(hr, "skill,role,level\n" + "Python,,Senior\n" * 120)
    found = page.context["plan_page"].problems

    assert "has 120 problems" in words(page)
    assert len(problems(hr.get(hr.get(found.paging.next).context["plan_page"].problems.paging.next))) == 20


def test_a_file_with_problems_is_kept_as_a_draft(hr, framework):
    send(hr, "skill,role\nPython,Data Scientist\n")

    assert (latest().state, latest().problems) == ("draft", 1)


# How it is meant


def test_an_unknown_column_can_be_waved_through_by_name(hr, framework):
    page = send(hr, "skill,role,level,Notes\nPython,Data Scientist,Senior,x\n", ignore_columns="other\nnotes")

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


def test_confirming_writes_what_was_shown(hr, hr_editor, framework):
    page = confirm(hr, send(hr))

    assert "Imported “list.csv”: 2 new, 0 changed, 0 deleted." in page.text
    assert Expectation.objects.get(skill__name="Python").description == "Writes tests."
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
        patch.setattr("skillmatrix.importing.apply", Mock(side_effect=Refused("Try again.")))
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

    assert "nothing was written now. Applied by hr, " in again.text
    assert Operation.objects.count() == 1
    assert Expectation.objects.count() == 2


def test_another_persons_preview_is_not_confirmed(hr, administrator, framework):
    page = send(hr)

    answer = confirm(administrator, page)

    assert "not one that you were given here" in answer.text
    assert Expectation.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "forged", "eyJ1cGxvYWQiOiIvZXRjL3Bhc3N3ZCJ9:1:x"])
def test_a_forged_ticket_is_refused(ticket, hr, framework):
    answer = hr.post(CONFIRM, {"ticket": ticket}, follow=True)

    assert "not one that you were given here" in answer.text


def test_a_changed_file_is_not_written(hr, framework):
    page = send(hr)
    ImportFile.objects.update(data=ADDED.replace("Python", "Rust").encode())

    answer = confirm(hr, page)

    assert "The file is not kept as it was uploaded." in answer.text
    assert Expectation.objects.count() == 1


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


def test_a_file_that_is_not_unicode_is_sent_again_with_the_likeliest_encoding_chosen(hr, framework):
    content = "skill,role,level,description\nGröße,Data Scientist,Senior,prüft Maße\n".encode("cp1252")

    page = send(hr, content)
    assert page.context["form"]["encoding"].value() == "windows-1252"
    assert "Größe" in page.text

    assert labels(send(hr, content, encoding="windows-1252"))[0] == ("create", "Größe")


def test_a_template_can_be_taken_from_where_files_are_sent(hr, framework):
    page = hr.get(IMPORT)

    assert '<option value="data-scientist" lang="en" dir="auto">Data Scientist</option>' in page.text
