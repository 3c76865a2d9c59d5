"""What lies within an editor's scope, row by row and change by change."""

import pytest

from skillmatrix.plans import Action, FieldChange, Plan, RowChange
from skillmatrix.rows import Present, Table
from skillmatrix.scopes import EVERYTHING, NOTHING, Scope

FRAMEWORK = Present(
    {
        Table.DOMAIN: {"data": {"name": "Data", "summary": ""}, "design": {"name": "Design", "summary": ""}},
        Table.GROUP: {"bi": {"name": "BI", "domain": "data"}, "ux": {"name": "UX", "domain": "design"}},
        Table.SKILL: {
            "sql": {"name": "SQL", "domain": "data", "group": "", "summary": ""},
            "figma": {"name": "Figma", "domain": "design", "group": "", "summary": ""},
            "unsorted": {"name": "Unsorted", "domain": "", "group": "", "summary": ""},
        },
        Table.FAMILY: {"science": {"name": "Science"}, "product": {"name": "Product"}},
        Table.ROLE: {
            "analyst": {"name": "Analyst", "family": "science", "summary": ""},
            "designer": {"name": "Designer", "family": "product", "summary": ""},
            "lone": {"name": "Lone", "family": "", "summary": ""},
        },
        Table.LEVEL: {"senior": {"name": "Senior", "rank": 1}},
        Table.ROLE_LEVEL: {("analyst", "senior"): {}, ("designer", "senior"): {}},
        Table.PROFICIENCY: {"working": {"name": "Working", "letter": "W", "rank": 1}},
        Table.EXPECTATION: {
            (skill, role, "senior"): {"proficiency": "", "required": False, "description": ""}
            for skill in ("sql", "figma", "unsorted")
            for role in ("analyst", "designer", "lone")
        },
    }
)
DATA = Scope(frozenset({"data"}), frozenset())
SCIENCE = Scope(frozenset(), frozenset({"science"}))
BOTH = Scope(frozenset({"data"}), frozenset({"science"}))

WITHIN = [
    (Table.DOMAIN, "data", {DATA, BOTH}),
    (Table.DOMAIN, "design", set()),
    (Table.GROUP, "bi", {DATA, BOTH}),
    (Table.GROUP, "ux", set()),
    (Table.SKILL, "sql", {DATA, BOTH}),
    (Table.SKILL, "figma", set()),
    (Table.SKILL, "unsorted", set()),
    (Table.FAMILY, "science", {SCIENCE, BOTH}),
    (Table.FAMILY, "product", set()),
    (Table.ROLE, "analyst", {SCIENCE, BOTH}),
    (Table.ROLE, "designer", set()),
    (Table.ROLE, "lone", set()),
    (Table.ROLE_LEVEL, ("analyst", "senior"), {SCIENCE, BOTH}),
    (Table.ROLE_LEVEL, ("designer", "senior"), set()),
    (Table.LEVEL, "senior", set()),
    (Table.PROFICIENCY, "working", set()),
    (Table.EXPECTATION, ("sql", "analyst", "senior"), {DATA, SCIENCE, BOTH}),
    (Table.EXPECTATION, ("sql", "designer", "senior"), {DATA, BOTH}),
    (Table.EXPECTATION, ("figma", "analyst", "senior"), {SCIENCE, BOTH}),
    (Table.EXPECTATION, ("figma", "designer", "senior"), set()),
    (Table.EXPECTATION, ("unsorted", "lone", "senior"), set()),
]


@pytest.mark.parametrize(("table", "key", "holders"), WITHIN)
def test_a_row_lies_within(table, key, holders):
    scopes = {DATA, SCIENCE, BOTH, NOTHING, EVERYTHING}

    found = {scope for scope in scopes if scope.holds(table, key, FRAMEWORK[table][key], FRAMEWORK)}

    assert found == holders | {EVERYTHING}


def change(table, key, action=Action.CHANGE, **fields):
    pairs = tuple(FieldChange(field, old, new) for field, (old, new) in fields.items())
    return RowChange(table, key, action, pairs, str(key))


def created(table, key, **values):
    return change(table, key, Action.CREATE, **{field: (None, value) for field, value in values.items()})


def deleted(table, key):
    values = FRAMEWORK[table][key]
    return change(table, key, Action.DELETE, **{field: (value, None) for field, value in values.items()})


@pytest.mark.parametrize(
    ("row", "is_outside"),
    [
        (change(Table.SKILL, "sql", name=("SQL", "SQL+")), False),
        (change(Table.SKILL, "sql", domain=("data", "design")), True),
        (change(Table.SKILL, "figma", domain=("design", "data")), True),
        (change(Table.SKILL, "unsorted", domain=("", "data")), True),
        (change(Table.SKILL, "sql", domain=("data", "")), True),
        (change(Table.DOMAIN, "data", name=("Data", "Data!")), False),
        (created(Table.DOMAIN, "new", name="New", summary=""), True),
        (created(Table.FAMILY, "new", name="New"), True),
        (created(Table.LEVEL, "new", name="New", rank=2), True),
        (created(Table.SKILL, "new", name="New", domain="data", group="", summary=""), False),
        (created(Table.SKILL, "new", name="New", domain="design", group="", summary=""), True),
        (created(Table.SKILL, "new", name="New", domain="", group="", summary=""), True),
        (created(Table.ROLE, "new", name="New", family="science", summary=""), False),
        (created(Table.ROLE, "new", name="New", family="", summary=""), True),
        (deleted(Table.EXPECTATION, ("sql", "designer", "senior")), False),
        (deleted(Table.EXPECTATION, ("figma", "designer", "senior")), True),
        (deleted(Table.SKILL, "figma"), True),
    ],
    ids=str,
)
def test_a_change_lies_within_before_and_after(row, is_outside):
    assert BOTH.outside(Plan((row,)), FRAMEWORK) == ([row] if is_outside else [])
    assert EVERYTHING.outside(Plan((row,)), FRAMEWORK) == []
    assert NOTHING.outside(Plan((row,)), FRAMEWORK) == [row]


def test_what_is_expected_of_a_skill_that_is_created_along_follows_it():
    skill = created(Table.SKILL, "new", name="New", domain="data", group="", summary="")
    about = {"proficiency": "", "required": False, "description": ""}
    expectation = created(Table.EXPECTATION, ("new", "designer", "senior"), **about)

    assert DATA.outside(Plan((skill, expectation)), FRAMEWORK) == []


def test_a_part_has_the_expectations_within_and_all_else():
    part = DATA.part(FRAMEWORK)

    assert {key[0] for key in part[Table.EXPECTATION]} == {"sql"}
    assert part[Table.SKILL] == FRAMEWORK[Table.SKILL]
    assert EVERYTHING.part(FRAMEWORK) is FRAMEWORK


def test_a_scope_lists_both_or_neither():
    with pytest.raises(ValueError, match="both"):
        Scope(frozenset({"data"}), None)
