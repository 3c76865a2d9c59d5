"""`add_proficiencies`: the default four, where there are none."""

import pytest

from skillmatrix.models import Proficiency
from tests.commands.running import run

pytestmark = pytest.mark.django_db


def test_the_default_four_are_added():
    assert run("add_proficiencies") == "Added: Awareness, Working, Advanced, Expert.\n"
    assert list(Proficiency.objects.values_list("name", "letter", "rank")) == [
        ("Awareness", "A", 1),
        ("Working", "W", 2),
        ("Advanced", "V", 3),
        ("Expert", "E", 4),
    ]


def test_where_there_are_some_it_says_so_and_adds_none():
    Proficiency.objects.create(name="Novice", letter="N", rank=5)

    assert "already: Novice." in run("add_proficiencies")
    assert Proficiency.objects.count() == 1
