"""The inbox: readers' reports, what is written there now, and the editors' answers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from skillmatrix.models import Feedback, FeedbackLink
from skillmatrix.models.feedback import digest
from tests.admin.addresses import private_link
from tests.admin.forms import change, errors, sent_back, sides, somebody_else, submit
from tests.building import words

LIST = reverse("admin:skillmatrix_feedback_changelist")


@pytest.fixture
def report(framework):
    """One that its sender saw as the expectation stands."""
    framework.report.seen = framework.expectation.version
    framework.report.save()
    return framework.report


def listed(page):
    return [row.words for row in page.context["cl"].result_list]


def another(framework, **about):
    return Feedback.objects.create(**{"skill": framework.skill, "kind": "other", "words": "!"} | about)


# The list


def test_what_is_open_comes_first_and_the_latest_of_that(hr, framework):
    for at, state in enumerate(["declined", "new", "hand", "done", "new"]):
        row = another(framework, words=f"{state} {at}", state=state)
        Feedback.objects.filter(pk=row.pk).update(created_at=timezone.now() + datetime.timedelta(hours=at))

    assert listed(hr.get(LIST)) == ["new 4", "new 1", "Why?", "hand 2", "done 3", "declined 0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state__exact": "new"}, ["Why?"]),
        ({"kind__exact": "duplicate"}, ["!"]),
        ({"domain": "machine-learning", "state__exact": "done"}, ["!"]),
        ({"role": "data-scientist"}, ["Why?"]),
        ({"role": "-"}, ["!"]),
        ({"q": "thank"}, ["!"]),
    ],
)
def test_it_is_filtered_and_searched(hr, framework, query, found):
    another(framework, kind="duplicate", state="done", answer="Thank you.")

    assert listed(hr.get(LIST, query)) == found


def test_one_whose_skill_is_deleted_is_listed_by_its_name(hr, framework):
    another(framework)
    Feedback.objects.update(skill=None)

    assert "Transfer Learning" in hr.get(LIST).text


def test_the_start_page_counts_what_is_open(hr, framework):
    another(framework, state="done")

    assert "1 new report from readers" in hr.get(reverse("admin:index")).text


def test_the_start_page_counts_what_a_limited_editor_may_answer(limited, framework, elsewhere):
    assert "1 new report from readers" in limited.get(reverse("admin:index")).text


def test_who_may_not_see_reports_is_not_told_how_many_there_are(reader, framework):
    assert "new report" not in reader.get(reverse("admin:index")).text


# One report


def test_only_state_and_answer_can_be_changed(hr, report):
    submit(hr, change(report), state="done", answer="Said anew.", words="other words", kind="other")

    report.refresh_from_db()
    assert (report.state, report.answer) == ("done", "Said anew.")
    assert (report.kind, report.words) == ("unclear", "Why?")


def test_who_answered_and_when_is_set_by_the_server(hr, hr_editor, report):
    sent = {"answered_by": "1", "answered_at": "2001-01-01", "answered_by_name": "Me"}
    submit(hr, change(report), answer="Said anew.", **sent)

    report.refresh_from_db()
    assert (report.answered_by, report.answered_by_name) == (hr_editor, "hr")
    assert timezone.now() - report.answered_at < datetime.timedelta(minutes=1)


def test_saving_it_as_it_stands_is_no_answer(hr, report):
    submit(hr, change(report))

    report.refresh_from_db()
    assert report.answered_at is None


def test_the_answer_of_somebody_who_left_keeps_the_name(hr, hr_editor, report):
    submit(hr, change(report), answer="Said anew.")
    hr_editor.delete()

    report.refresh_from_db()
    assert (report.answered_by, report.answered_by_name) == (None, "hr")


def test_it_shows_the_text_as_it_stands_and_that_the_reader_saw_the_same(hr, report, framework):
    page = words(hr.get(change(report)))

    assert "It reads as the reader saw it." in page
    assert "It has changed" not in page


def test_it_says_that_the_text_has_changed_since(hr, report, framework):
    somebody_else(framework.expectation, description="Reuses what others trained.")

    page = words(hr.get(change(report)))

    assert "It has changed since the reader saw it." in page
    assert "Reuses what others trained." in page


def test_it_says_that_nothing_is_written_any_more(hr, report, framework):
    framework.expectation.delete()

    page = words(hr.get(change(report)))

    assert "It has changed since the reader saw it." in page
    assert "Nothing is written there." in page


def test_it_leads_to_the_form_of_the_expectation(hr, report, framework):
    assert f'<a href="{change(framework.expectation)}">Edit this expectation' in hr.get(change(report)).text


def test_it_leads_to_writing_an_expectation_where_there_is_none(hr, report, framework):
    framework.expectation.delete()
    page = hr.get(change(report)).text

    there = reverse("admin:skillmatrix_expectation_add")
    assert f'<a href="{there}?skill={framework.skill.pk}&amp;role={framework.role.pk}&amp;level=' in page


def test_an_editor_is_not_led_to_edit_what_lies_outside(limited, framework, elsewhere):
    page = limited.get(change(elsewhere.report)).text

    assert "Edit this expectation" not in page
    assert "The page as the reader saw it" in page


def test_it_leads_to_the_page_that_the_reader_had_in_view(hr, framework):
    address = hr.get(change(framework.report)).context["absolute_url"]

    assert address == "/skills/transfer-learning/?role=data-scientist&level=senior"


def test_a_report_on_a_skill_alone_leads_to_the_skill(hr, framework):
    framework.report.role = framework.report.level = None
    framework.report.save()
    page = hr.get(change(framework.report))

    assert page.context["absolute_url"] == "/skills/transfer-learning/"
    assert f'<a href="{change(framework.skill)}">The skill’s own page here' in page.text


def test_a_report_on_what_is_deleted_is_still_answered(hr, framework):
    row = another(framework)
    Feedback.objects.filter(pk=row.pk).update(skill=None)

    assert "The skill is deleted." in hr.get(change(row)).text
    assert submit(hr, change(row), state="done").status_code == 302


def test_what_it_repeats_leads_to_the_skill_of_that_name(hr, framework):
    row = another(framework, kind="duplicate", repeats="transfer  LEARNING")

    assert f'<a href="{change(framework.skill)}"><bdi>transfer LEARNING</bdi></a>' in hr.get(change(row)).text


def test_words_of_readers_are_shown_as_text(hr, framework):
    row = another(framework, words="<script>alert(1)</script>", repeats="<i>x</i>")
    page = hr.get(change(row)).text

    assert "<script>alert" not in page
    assert "<i>x" not in page


def test_it_says_how_often_the_same_was_said(hr, report):
    private_link(report)
    private_link(report)

    assert "said 2 times" in words(hr.get(change(report)))


def test_the_answer_reaches_the_reader(hr, client, report):
    token = private_link(report)
    submit(hr, change(report), state="declined", answer="It is meant so.")

    page = words(client.get(reverse("feedback_report", args=[token])))
    assert "State Declined" in page
    assert "It is meant so." in page
    assert "hr" not in page.split()


# Two editors


def test_an_answer_is_not_overwritten_unseen(hr, report):
    opened = hr.get(change(report))
    somebody_else(report, answer="Theirs.")

    page = hr.post(change(report), sent_back(opened, answer="Mine."))

    report.refresh_from_db()
    assert page.status_code == 409
    assert report.answer == "Theirs."
    [(_label, both, _newer)] = sides(page)
    assert both == {"Answer": ("Theirs.", "Mine.")}


def test_an_answer_to_what_is_deleted_is_not_lost(hr, report):
    opened = hr.get(change(report))
    report.delete()

    page = hr.post(change(report), sent_back(opened, answer="Mine."))

    assert page.status_code == 410
    assert "Mine." in page.text


def test_an_answer_holds_to_the_rule_for_text(hr, report):
    page = submit(hr, change(report), answer="a\u202eb")

    assert any("U+202E" in error for error in errors(page))


# Actions


@pytest.mark.parametrize(
    ("action", "state", "told"),
    [
        ("mark_as_in_hand", "hand", "2 reports are in hand."),
        ("mark_as_done", "done", "2 reports are dealt with."),
        ("mark_as_declined", "declined", "2 reports are declined."),
    ],
)
def test_several_are_marked_at_once(hr, hr_editor, framework, action, state, told):
    another(framework)
    everything = list(Feedback.objects.values_list("pk", flat=True))

    page = hr.post(LIST, {"action": action, "_selected_action": everything}, follow=True)

    assert told in page.text
    assert set(Feedback.objects.values_list("state", "answered_by_name")) == {(state, "hr")}


@pytest.mark.parametrize("action", ["mark_as_in_hand", "mark_as_done", "mark_as_declined"])
def test_a_limited_editor_marks_nothing_outside(limited, framework, elsewhere, action):
    limited.post(LIST + "?whose=all", {"action": action, "_selected_action": elsewhere.report.pk})

    assert not Feedback.objects.exclude(state="new").exists()


# Deleting


def test_a_report_is_deleted_with_its_links(hr, framework):
    token = private_link(framework.report)

    hr.post(reverse("admin:skillmatrix_feedback_delete", args=[framework.report.pk]), {"post": "yes"})

    assert not Feedback.objects.exists()
    assert not FeedbackLink.objects.filter(digest=digest(token)).exists()


@pytest.mark.parametrize(("state", "is_kept"), [("new", True), ("hand", True), ("done", False)])
def test_only_open_reports_hold_on_to_what_they_are_about(hr, framework, state, is_kept):
    framework.expectation.delete()
    Feedback.objects.update(state=state)
    there = reverse("admin:skillmatrix_skill_delete", args=[framework.skill.pk])

    opened = hr.get(there)
    hr.post(there, sent_back(opened, post="yes") if not is_kept else {"post": "yes"})

    assert type(framework.skill).objects.filter(pk=framework.skill.pk).exists() is is_kept
    assert Feedback.objects.get().skill_name == "Transfer Learning"
