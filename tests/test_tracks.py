"""Stairs drawn for a ladder: nothing leaves its tread's width or meets what belongs to another level."""

from itertools import pairwise

import pytest

from skillmatrix.tracks import LINE, PADDING, Tread, draw, length, wrapped

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk and Engineering Management of Everything"
CHINESE = "数据平台与机器学习基础设施高级工程管理负责人"
NAMES = ["Senior", LONG, CHINESE, "W" * 120, "é" * 40, "👩🏽‍🔬 Lead"]


def ladder(size, name="Senior"):
    return draw([Tread(name, name, name, "Now", ((name, name), (CHINESE, LONG)))] * size)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [1, 2, 5, 9, 14])
def test_every_line_fits_its_tread(size, name):
    drawing = ladder(size, name)
    for step in drawing.steps:
        for line in (*step.lines, *(line for branch in step.branches for line in branch)):
            assert length(line.text, line.kind) <= drawing.tread - 2 * PADDING


@pytest.mark.parametrize("size", [1, 5, 9, 14])
def test_everything_is_inside_the_picture(size):
    drawing = ladder(size, LONG)
    for step in drawing.steps:
        above = [line.y - LINE["branch"] + 4 for branch in step.branches for line in branch]
        assert min(above) >= 0
        assert max(line.y for line in step.lines) <= drawing.height
        assert drawing.tread // 2 <= step.x <= drawing.width - drawing.tread // 2


def test_lines_of_one_level_do_not_meet():
    for step in ladder(9, LONG).steps:
        above = [line.y for branch in step.branches for line in branch]
        below = [line.y for line in step.lines]
        for lines in (above, below):
            assert all(after - before >= 14 for before, after in pairwise(lines))
        assert max(above) < step.stem < step.y < min(below)


def test_each_level_stands_higher_than_the_one_before():
    heights = [step.y for step in ladder(9).steps]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 9


def test_the_way_runs_along_every_tread():
    drawing = draw([Tread("Junior"), Tread("Senior")])
    low, high = drawing.steps
    assert drawing.path == f"M8,{low.y}V{low.y}H190V{high.y}H380"


def test_a_level_that_leads_nowhere_has_no_stem():
    assert draw([Tread("Junior")]).steps[0].stem is None


def test_what_is_too_long_ends_in_dots():
    assert wrapped(LONG, "name", 120)[-1].endswith("…")
    assert len(wrapped(LONG, "name", 120)) == 2


def test_words_are_kept_whole_where_they_fit():
    assert wrapped("Principal Platform Engineer", "title", 150) == ["Principal Platform", "Engineer"]


def test_a_mark_stays_with_its_letter():
    assert not any(piece.startswith("\u0301") for piece in wrapped("e\u0301" * 60, "name", 100))


def test_an_empty_ladder_is_an_empty_picture():
    assert draw([]).steps == ()
