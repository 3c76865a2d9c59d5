"""The page of an import: a draft that is opened again, discussed, meant otherwise, discarded; a receipt."""

import datetime

import pytest

from skillmatrix.exchange.writing import write_list
from skillmatrix.models import Expectation, Import, ImportComment, ImportFile, Skill
from skillmatrix.models.imports import FILE_NAME_LENGTH
from skillmatrix.queries.framework import present
from tests.admin.importing import address, confirm, labels, latest, send
from tests.building import words

ONE = "skill,role,level,required\nTransfer Learning,Data Scientist,Senior,yes\n"


def act(client, action, import_=None, **words):
    return client.post(address(import_ or latest(), action), words, follow=True)


# A draft


def test_an_upload_leads_to_the_page_of_its_draft(hr, hr_editor, framework):
    page = send(hr)

    assert page.redirect_chain == [(address(latest()), 302)]
    assert (latest().state, latest().person, latest().file_name) == ("draft", hr_editor, "list.csv")
    assert latest().counts == {
        "skill": {"create": 1},
        "role": {"keep": 1},
        "level": {"keep": 1},
        "expectation": {"create": 1},
    }


def test_a_draft_is_planned_anew_whenever_it_is_opened(hr, framework):
    send(hr)
    Skill.objects.create(name="Python")

    page = hr.get(address(latest()))

    assert labels(page) == [("create", "Python · Data Scientist · Senior")]


def test_opening_a_draft_writes_nothing(hr, framework):
    send(hr)
    before = Import.objects.values().get()
    Skill.objects.create(name="Python")

    hr.get(address(latest()))

    assert Import.objects.values().get() == before


def test_a_draft_that_is_opened_later_can_be_confirmed(hr, framework):
    send(hr)

    confirm(hr, hr.get(address(latest())))

    assert Expectation.objects.filter(skill__name="Python").exists()


def test_the_page_says_until_when_the_draft_is_kept(hr, framework, settings):
    settings.IMPORT_KEEP_DAYS = 10
    send(hr)

    assert hr.get(address(latest())).context["kept_until"] - latest().at == datetime.timedelta(days=10)


def test_a_draft_is_not_edited_by_the_admins_own_form(hr, framework):
    send(hr)

    assert hr.post(address(latest()), {"state": "applied"}).status_code == 405
    assert latest().is_draft


def test_the_page_of_a_draft_takes_queries_that_do_not_grow_with_its_comments(
    hr, hr_editor, framework, django_assert_num_queries
):
    send(hr)
    ImportComment.objects.bulk_create(
        ImportComment(about=latest(), person=hr_editor, text=f"No. {n}") for n in range(30)
    )

    there = address(latest())

    with django_assert_num_queries(22):
        hr.get(there)


# How it is meant


def test_a_draft_is_meant_otherwise_and_planned_anew(hr, framework):
    send(hr, "skill,role,level,Notes\nPython,Data Scientist,Senior,x\n")
    assert latest().problems == 1

    page = act(hr, "how", ignore_columns="Notes", replace="on")

    assert page.context["ticket"]
    assert ("delete", "Transfer Learning · Data Scientist · Senior") in labels(page)
    assert (latest().options["replace"], latest().problems) == (True, 0)
    assert latest().counts["expectation"] == {"create": 1, "delete": 1}


def test_the_form_says_how_a_draft_is_meant_so_far(hr, framework):
    send(hr, replace="on", ignore_columns="Notes\r\nOwner", encoding="windows-1252")

    how = hr.get(address(latest())).context["how"]

    assert how["replace"].initial is True
    assert (how["ignore_columns"].value(), how["encoding"].value()) == ("notes\nowner", "windows-1252")


def test_a_name_with_a_comma_in_it_stays_one_name(hr, framework):
    send(hr, 'skill,role,level,"Notes, internal; old"\nPython,Data Scientist,Senior,x\n')
    act(hr, "how", ignore_columns="Notes, internal; old")
    assert latest().problems == 0

    shown = hr.get(address(latest())).context["how"]["ignore_columns"].value()
    act(hr, "how", ignore_columns=shown)

    assert latest().problems == 0
    assert latest().meaning["columns"] == {"notes, internal; old": ""}


def test_what_the_form_does_not_ask_for_stays_as_it_was(hr, framework):
    send(hr)
    mapped = {"columns": {"kompetenz": "skill"}, "sheets": {}, "encoding": ""}
    Import.objects.update(meaning=mapped)

    act(hr, "how", ignore_columns="Notes")

    assert latest().meaning["columns"] == {"kompetenz": "skill", "notes": ""}


def test_an_encoding_that_nobody_knows_is_refused(hr, framework):
    send(hr)

    page = act(hr, "how", encoding="rot13")

    assert page.context["how"].errors["encoding"]
    assert latest().meaning["encoding"] == ""


def test_a_plan_that_was_shown_before_the_file_was_meant_otherwise_is_not_written(hr, framework):
    page = send(hr, ONE)
    act(hr, "how", replace="on")

    answer = confirm(hr, page)

    assert "Somebody said since how else the file is meant." in words(answer)
    assert not Expectation.objects.filter(required=True).exists()
    confirm(hr, answer)
    assert Expectation.objects.filter(required=True).exists()


# Comments


def test_a_comment_is_kept_with_the_draft(hr, hr_editor, framework):
    send(hr)

    page = act(hr, "comment", text="Is “Python” meant?\r\n- or Ruby")

    comment = ImportComment.objects.get()
    assert (comment.about, comment.person, comment.text) == (
        latest(),
        hr_editor,
        "Is “Python” meant?\n- or Ruby",
    )
    assert page.redirect_chain[-1][0] == f"{address(latest())}#comment-{comment.pk}"
    assert "<li>or Ruby</li>" in page.text


@pytest.mark.parametrize("text", ["", "  ", "a\u202eb", "x" * 8_001])
def test_a_comment_that_cannot_be_kept_stays_in_the_form(text, hr, framework):
    send(hr)

    page = act(hr, "comment", text=text)

    assert page.context["comment"].errors["text"]
    assert page.context["comment"]["text"].value() == text
    assert not ImportComment.objects.exists()


def test_what_a_comment_says_is_escaped(hr, framework):
    send(hr)

    assert "<script>alert" not in act(hr, "comment", text="<script>alert(1)</script>").text


# Discarding


def test_a_discarded_draft_is_over(hr, hr_editor, framework):
    page = send(hr)

    told = words(act(hr, "discard", why="Wrong file"))

    assert "“list.csv” was not imported. Discarded by hr," in told
    assert "Wrong file" in told
    assert (latest().state, latest().ended_by, latest().note) == ("discarded", hr_editor, "Wrong file")
    assert "nothing was written now. Discarded by hr," in confirm(hr, page).text
    assert Expectation.objects.count() == 1


def test_what_is_over_is_not_discarded(hr, framework):
    confirm(hr, send(hr))

    page = act(hr, "discard")

    assert "nothing was written now. Applied by hr," in page.text
    assert latest().state == "applied"


def test_what_is_over_is_not_meant_otherwise(hr, framework):
    confirm(hr, send(hr))

    page = act(hr, "how", replace="on")

    assert "nothing was written now. Applied by hr," in page.text
    assert latest().options["replace"] is False


def test_a_reason_that_cannot_be_shown_stops_the_discarding(hr, framework):
    send(hr)

    page = act(hr, "discard", why="\u202eReason")

    assert "cannot be shown safely" in page.text
    assert latest().is_draft


# The file


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("list.csv", "text/csv"),
        ("LIST.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_file_comes_back_byte_for_byte(name, kind, hr, framework):
    data = write_list(present(), name[-4:].strip(".").lower())
    send(hr, data, name=name)

    answer = hr.get(address(latest(), "file"))

    assert answer.content == data
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_no_longer_kept_is_not_offered(hr, framework):
    confirm(hr, send(hr))
    ImportFile.objects.all().delete()

    page = hr.get(address(latest()))

    assert "no longer kept" in page.text
    assert address(latest(), "file") not in page.text
    assert hr.get(address(latest(), "file")).status_code == 404


def test_a_long_name_is_cut_and_stays_that_of_its_kind(hr, framework):
    send(hr, name=f"{'x' * 300}\u202e.csv")

    assert len(latest().file_name) == FILE_NAME_LENGTH
    assert latest().file_name.endswith(".csv")
    assert "\u202e" not in latest().file_name
