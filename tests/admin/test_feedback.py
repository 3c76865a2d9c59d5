"""Readers' reports."""

from django.urls import reverse

from skillmatrix.models import Feedback
from tests.admin.forms import submit

LIST = reverse("admin:skillmatrix_feedback_changelist")


def change(framework):
    return reverse("admin:skillmatrix_feedback_change", args=[framework.report.pk])


def test_only_the_state_can_be_changed(hr, framework):
    submit(hr, change(framework), state="done", words="other words")

    framework.report.refresh_from_db()
    assert (framework.report.state, framework.report.words) == ("done", "Why?")


def test_several_are_marked_as_dealt_with(hr, framework):
    Feedback.objects.create(skill=framework.skill, kind="other", words="!")
    everything = list(Feedback.objects.values_list("pk", flat=True))

    page = hr.post(LIST, {"action": "mark_as_done", "_selected_action": everything}, follow=True)

    assert "2 reports are dealt with." in page.text
    assert not Feedback.objects.filter(state="new").exists()


def test_it_leads_to_the_page_that_the_reader_had_in_view(hr, framework):
    address = hr.get(change(framework)).context["absolute_url"]

    assert address == "/skills/transfer-learning/?role=data-scientist&level=senior"


def test_a_report_on_a_skill_alone_leads_to_the_skill(hr, framework):
    framework.report.role = framework.report.level = None
    framework.report.save()

    assert hr.get(change(framework)).context["absolute_url"] == "/skills/transfer-learning/"


def test_a_report_is_deleted(hr, framework):
    hr.post(reverse("admin:skillmatrix_feedback_delete", args=[framework.report.pk]), {"post": "yes"})

    assert not Feedback.objects.exists()
