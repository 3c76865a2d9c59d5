"""Levels and proficiencies, edited."""

from django.urls import reverse

from skillmatrix.models import Level, Proficiency
from tests.admin.forms import errors, submit

ADD_LEVEL = reverse("admin:skillmatrix_level_add")
ADD_PROFICIENCY = reverse("admin:skillmatrix_proficiency_add")


def test_a_level_is_added(hr, framework):
    submit(hr, ADD_LEVEL, name="Lead", rank="30")

    assert Level.objects.get(name="Lead").rank == 30


def test_a_rank_that_is_taken_is_refused_in_plain_words(hr, framework):
    page = submit(hr, ADD_LEVEL, name="Lead", rank="20")

    assert errors(page) == ["Another level has this rank. Each level needs a rank of its own."]


def test_a_rank_below_one_is_refused(hr, framework):
    page = submit(hr, ADD_LEVEL, name="Lead", rank="0")

    assert "Ensure this value is greater than or equal to 1." in errors(page)


def test_a_rank_is_needed(hr, framework):
    assert errors(submit(hr, ADD_LEVEL, name="Lead", rank="")) == ["This field is required."]


def test_a_proficiencys_rank_that_is_taken_is_refused(hr, framework):
    page = submit(hr, ADD_PROFICIENCY, name="Expert", letter="E", rank="20")

    assert errors(page) == ["Another proficiency has this rank. Each one needs a rank of its own."]


def test_a_letter_that_is_taken_is_refused(hr, framework):
    page = submit(hr, ADD_PROFICIENCY, name="Expert", letter="W", rank="40")

    assert errors(page) == ["Another proficiency has this letter."]


def test_a_letter_is_needed(hr, framework):
    page = submit(hr, ADD_PROFICIENCY, name="Expert", letter=" ", rank="40")

    assert errors(page) == ["This field is required."]
    assert Proficiency.objects.count() == 1
