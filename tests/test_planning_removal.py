"""What a file brought can be taken away again, except for what others rely on. No database."""

from skillmatrix.planning import Action, removal
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
