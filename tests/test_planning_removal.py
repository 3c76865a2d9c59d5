"""What a file brought can be taken away again, except for what others rely on. No database."""

import pytest

from skillmatrix.planning import Action, Plan, deletion, removal
from skillmatrix.rows import Table
from tests.files import NOTHING, grown, rows_of, scale, wanted, workbook
from tests.test_planning import HEADER, SQL


def test_removal_takes_away_what_a_file_brought():
    file = wanted(HEADER, SQL)
    before = grown(scale(), file)

    after = removal(before, file).result(before)

    assert rows_of(after) == rows_of(scale())


def test_removal_keeps_what_others_rely_on():
    file = wanted(HEADER, SQL, SQL.replace("Storing", "Writing").replace("SQL", "R"))
    before = grown(grown(scale(), file), wanted("group,skill,role,level", "Storing,Mine,My role,Junior"))

    found = removal(before, file)

    assert {change.action for change in found.changes} == {Action.DELETE}
    kept = rows_of(found.result(before))
    assert list(kept[Table.SKILL]) == ["mine"]
    assert list(kept[Table.GROUP]) == ["storing"]
    assert list(kept[Table.DOMAIN]) == ["data"]
    assert list(kept[Table.LEVEL]) == ["junior"]
    assert list(kept[Table.ROLE]) == ["my-role"]


def test_removal_keeps_the_levels_of_roles_that_kept_ones_lead_to():
    header = "role,level,leads_to"
    file = workbook(
        Roles=["name", "Engineer", "Manager"],
        Levels=["name", "Junior", "Senior"],
        Role_levels=[
            header,
            "engineer,junior,manager:senior",
            "manager,senior,engineer:senior",
            "engineer,senior,",
        ],
    )
    mine = workbook(Roles=["name", "Mine"], Role_levels=[header, "mine,junior,manager:senior"])
    before = grown(grown(NOTHING, file), mine)

    kept = rows_of(removal(before, file).result(before))

    assert set(kept[Table.ROLE_LEVEL]) == {("mine", "junior"), ("manager", "senior"), ("engineer", "senior")}


# Deleting rows by name


def a_role_with_levels():
    return grown(
        NOTHING,
        workbook(
            Roles=["name", "Engineer", "Manager"],
            Levels=["name", "Junior", "Senior"],
            Role_levels=["role,level,leads_to", "engineer,junior,", "engineer,senior,", "manager,senior,"],
        ),
    )


def test_a_role_takes_its_levels_along():
    before = a_role_with_levels()

    found = deletion(before, Table.ROLE, ["engineer"])

    assert [(change.table, change.key) for change in found.changes] == [
        (Table.ROLE, "engineer"),
        (Table.ROLE_LEVEL, ("engineer", "junior")),
        (Table.ROLE_LEVEL, ("engineer", "senior")),
    ]
    assert {change.action for change in found.changes} == {Action.DELETE}
    assert not found.problems


def test_what_other_rows_rely_on_is_a_problem():
    before = a_role_with_levels()

    found = deletion(before, Table.LEVEL, ["junior", "senior"])

    assert [str(problem) for problem in found.problems] == [
        "Level “Junior” can't be deleted: level of a role “Engineer · Junior” uses it.",
        "Level “Senior” can't be deleted: level of a role “Engineer · Senior”, "
        "level of a role “Manager · Senior” use it.",
    ]


@pytest.mark.parametrize(
    ("table", "key", "told"),
    [
        (
            Table.ROLE,
            "manager",
            "Role “Manager” can't be deleted: level of a role “Engineer · Senior” uses it.",
        ),
        (
            Table.ROLE_LEVEL,
            ("manager", "senior"),
            "Level of a role “Manager · Senior” can't be deleted: "
            "level of a role “Engineer · Senior” uses it.",
        ),
    ],
)
def test_what_a_level_of_another_role_leads_to_stays(table, key, told):
    steps = workbook(Role_levels=["role,level,leads_to", "engineer,senior,manager:senior"])
    before = grown(a_role_with_levels(), steps)

    assert [str(problem) for problem in deletion(before, table, [key]).problems] == [told]
    assert not deletion(before, Table.ROLE, ["engineer"]).problems


def test_roles_that_lead_to_each_other_go_together():
    steps = ["engineer,senior,manager:senior", "manager,senior,engineer:senior"]
    before = grown(a_role_with_levels(), workbook(Role_levels=["role,level,leads_to", *steps]))

    assert not deletion(before, Table.ROLE, ["engineer", "manager"]).problems


def test_what_is_not_there_is_passed_over():
    assert deletion(a_role_with_levels(), Table.ROLE, ["nobody"]) == Plan()
