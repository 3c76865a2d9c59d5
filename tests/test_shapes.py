"""Names and texts of every shape: other scripts, right to left, emoji, very long, nothing at all."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from skillmatrix.models import Expectation, Role, Skill
from tests.building import main

SHAPES = Path(__file__).parent / "shapes"
LONGEST = 4_000


@pytest.fixture(autouse=True)
def shapes(db):
    call_command("import_framework", SHAPES, verbosity=0)


def test_it_comes_back_as_it_went_in(tmp_path):
    call_command("export_framework", tmp_path / "out", verbosity=0)
    there = {file.name: file.read_text("utf-8-sig") for file in (tmp_path / "out").iterdir()}
    again = tmp_path / "again"
    call_command("import_framework", tmp_path / "out", verbosity=0)
    call_command("export_framework", again, verbosity=0)
    assert {file.name: file.read_text("utf-8-sig") for file in again.iterdir()} == there
    assert Expectation.objects.filter(description__startswith="=").count() == 1


def test_the_longest_text_is_whole():
    assert max(len(cell.description) for cell in Expectation.objects.all()) == LONGEST


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_every_row_shows_it(client, language):
    for row in [*Skill.objects.all(), *Role.objects.all()]:
        assert row.name in main(client.get(row.get_absolute_url(), {"lang": language}))
    for cell in Expectation.objects.select_related("skill", "role", "level"):
        page = client.get(cell.get_absolute_url()).content.decode()
        assert 'class="pair"' in page


def test_two_roles_have_ladders_of_their_own(client):
    text = main(client.get(reverse("role", args=["数据科学家"]), {"level": "高级"}))
    assert "高级 is the highest level here." in text
    assert "May also lead to مهندسة البرمجيات · القيادة" in text


def test_a_level_of_the_other_ladder_is_told_apart(client):
    text = main(client.get(reverse("role", args=["مهندسة-البرمجيات"]), {"level": "初级"}))
    assert "مهندسة البرمجيات has no level 初级 It has these levels: القيادة 🌟" in text


def test_a_missing_cell_is_said(client):
    text = main(client.get(reverse("skill", args=["الاستماع"]), {"role": "数据科学家", "level": "初级"}))
    assert "Nothing is written here for 初级." in text


def test_names_are_marked_with_their_direction(client):
    page = client.get(reverse("skill", args=["الاستماع"])).content.decode()
    assert '<h1><bdi lang="en" dir="auto">الاستماع</bdi></h1>' in page
