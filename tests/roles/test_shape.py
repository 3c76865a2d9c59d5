"""A role's shape: how deep each domain goes, now and next, as marks that nobody can take for a score."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmatrix.comparing import Depth, Expected
from skillmatrix.depthchart import PITCH, REACH, Kind, SkillDepth, draw
from tests.building import expect, main, place


@dataclass(frozen=True)
class Name:
    slug: str
    name: str


def scale(steps):
    return [Depth(f"Step {step}", str(step), 10 * step, step, steps) for step in range(1, steps + 1)]


FOUR = scale(4)
DATA, CODE = Name("data", "Data"), Name("code", "Code")


def at(step=None, required=False, text=""):
    """What is expected at one step of four; None is a blank depth."""
    return Expected(FOUR[step - 1] if step else None, required, text)


def skill(name, now=None, then=None, domain=DATA):
    return SkillDepth(domain, Name(name.lower(), name), now, then)


def drawn(*skills):
    return draw(skills, FOUR, "Middle", "Senior")


def marks(cells):
    return [[(mark.skill.name, mark.kind.key) for mark in cell.marks] for cell in cells]


@pytest.mark.parametrize(
    ("now", "then", "kind"),
    [
        (at(2), at(2), Kind.SAME),
        (at(2), at(2, required=True, text="Other words."), Kind.SAME),
        (at(2), at(3), Kind.RAISED),
        (at(), at(1), Kind.RAISED),
        (at(3), at(2), Kind.EASED),
        (at(1), at(), Kind.EASED),
        (None, at(2), Kind.ADDED),
        (None, at(), Kind.ADDED),
    ],
)
def test_a_mark_tells_growth_from_what_stays(now, then, kind):
    assert skill("SQL", now, then).kind is kind


def test_each_skill_stands_at_its_depth_in_both_lanes():
    line = drawn(skill("SQL", at(2), at(3)), skill("Charts", at(2), at(2))).domains[0]
    assert marks(line.now) == [[], [("Charts", "now"), ("SQL", "now")], [], []]
    assert marks(line.then) == [[], [("Charts", "same")], [("SQL", "raised")], []]


def test_what_is_not_listed_next_has_a_mark_only_now():
    line = drawn(skill("SQL", at(2), None)).domains[0]
    assert marks(line.now)[1] == [("SQL", "now")]
    assert marks(line.then) == [[], [], [], []]


def test_a_blank_depth_has_a_column_only_where_it_occurs():
    assert drawn(skill("SQL", at(2), at(2))).columns == tuple(FOUR)
    assert drawn(skill("SQL", at(2), at())).columns == (None, *FOUR)


def test_at_the_top_there_is_one_lane():
    chart = draw([skill("SQL", at(4)), skill("Charts", None, at())], FOUR, "Principal")
    assert chart.then is None
    assert chart.columns == tuple(FOUR)
    assert [line.then for line in chart.domains] == [()]
    assert [line.skill.name for line in chart.domains[0].skills] == ["SQL"]


def test_domains_stand_by_name_and_what_is_not_sorted_last():
    chart = drawn(skill("A", at(1), domain=None), skill("B", at(1)), skill("C", at(1), domain=CODE))
    assert [line.domain for line in chart.domains] == [CODE, DATA, None]


def test_what_neither_place_has_is_left_out():
    assert drawn(skill("SQL")).domains == ()


def test_where_no_depth_is_written_there_is_nothing_to_see():
    assert not drawn(skill("SQL", at(), at())).speaks
    assert drawn(skill("SQL", at(), at(1))).speaks


def test_the_legend_names_what_is_drawn():
    assert drawn(skill("SQL", at(1), at(2)), skill("C", None, at(1))).kinds == (
        Kind.NOW,
        Kind.RAISED,
        Kind.ADDED,
    )


@st.composite
def charts(draw_from):
    """Up to 30 domains, 60 skills in each and 8 steps, and what was put in."""
    steps = scale(draw_from(st.integers(1, 8)))
    side = st.none() | st.builds(Expected, st.sampled_from([None, *steps]), st.booleans(), st.just(""))
    skills = []
    for number in range(draw_from(st.integers(1, 30))):
        domain = None if number == 7 else Name(f"domain-{number}", f"Domain {number}")
        sides = draw_from(st.lists(st.tuples(side, side), max_size=60 if number < 2 else 4))
        skills += [
            SkillDepth(domain, Name(f"skill-{number}-{place}", f"Skill {place}"), *both)
            for place, both in enumerate(sides)
        ]
    then = draw_from(st.sampled_from(["Next", None]))
    return draw(skills, steps, "Now", then), skills


@settings(max_examples=40)
@given(charts())
def test_every_mark_stands_inside_its_cell_and_touches_no_other(made):
    for line in made[0].domains:
        for cell in (*line.now, *line.then):
            middles = [(mark.x, mark.y) for mark in cell.marks]
            for x, y in middles:
                assert REACH <= x <= cell.width - REACH
                assert REACH <= y <= cell.height - REACH
            assert len(set(middles)) == len(middles)
            assert all(x % PITCH == y % PITCH == PITCH // 2 for x, y in middles)  # a grid wider than a mark
    assert PITCH > 2 * REACH


@settings(max_examples=40)
@given(charts())
def test_every_skill_is_drawn_once_in_each_lane_that_has_it(made):
    chart, skills = made
    lanes = [(skill.skill.slug, "now") for skill in skills if skill.now]
    lanes += [(skill.skill.slug, "then") for skill in skills if skill.then and chart.then]
    assert sorted(
        (mark.skill.slug, lane)
        for line in chart.domains
        for lane in ("now", "then")
        for cell in getattr(line, lane)
        for mark in cell.marks
    ) == sorted(lanes)


@settings(max_examples=40)
@given(charts())
def test_every_lane_has_a_cell_for_each_column(made):
    for line in made[0].domains:
        for lane in (line.now, line.then) if made[0].then else (line.now,):
            assert tuple(cell.depth for cell in lane) == made[0].columns


@pytest.mark.parametrize("kind", Kind)
def test_no_outline_reaches_beyond_its_share(kind):
    x = y = 0
    for command, numbers in re.findall(r"([MlhvZz])([-\d ]*)", kind.path(0, 0)):
        steps = [int(number) for number in re.findall(r"-?\d+", numbers)]
        match command:
            case "M":
                x, y = steps
            case "l":
                x, y = x + steps[0], y + steps[1]
            case "h":
                x += steps[0]
            case "v":
                y += steps[0]
        assert max(abs(x), abs(y)) <= REACH


class TestOnTheRolesPage:
    @pytest.fixture
    def show(self, client, db):
        expect("SQL", "Analyst", "Junior", "Working")
        expect("SQL", "Analyst", "Middle", "Advanced")
        expect("Charts", "Analyst", "Middle", "Awareness", domain=None)
        return lambda query="": main(client.get(f"/roles/analyst/{query}"))

    def test_now_and_next_stand_in_a_table_by_domain(self, show):
        text = show("?level=junior")
        assert "○" not in text  # the marks are drawn, not written
        assert "How many skills stand at each depth, by domain Awareness Working Advanced" in text
        assert "Data Now 1 skill Next 1 skill Not sorted yet Now Next 1 skill" in text

    def test_the_skills_behind_the_marks_are_named(self, show):
        text = show("?level=junior")
        assert "Skill Now: Junior Next: Middle Data SQL Working Advanced ▲ Deeper" in text
        assert "Not sorted yet Charts – Not listed Awareness + New" in text

    def test_the_top_level_has_one_lane(self, show):
        text = show("?level=middle")
        assert "Data Now 1 skill Not sorted yet Now 1 skill" in text
        assert "Skill Now: Middle Data SQL Advanced" in text

    def test_without_a_level_there_is_no_chart(self, show):
        assert "Depth by domain" not in show()

    def test_where_no_depth_is_written_there_is_no_chart(self, client, db):
        expect("SQL", "Analyst", "Junior")
        place("Analyst", "Middle")
        assert "Depth by domain" not in main(client.get("/roles/analyst/?level=junior"))

    def test_nothing_is_added_up(self, show):
        text = show("?level=junior")
        chart = text[text.index("Depth by domain") : text.index("The skills behind the marks")]
        assert "%" not in chart
        assert not re.search(r"\b(score|total|average|points?)\b", chart, re.IGNORECASE)
