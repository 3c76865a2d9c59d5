"""Domains and groups, and what only a workbook can do: rename, swap, lead elsewhere. No database."""

import pytest

from skillmatrix.planning import Action, Options, plan
from skillmatrix.rows import Table
from tests.files import NOTHING, grown, made, one, said, scale, wanted, workbook
from tests.test_planning import HEADER, SQL, counts, only

# Domains and groups


def test_a_domain_that_differs_moves_the_skill():
    before = made("domain,skill,role,level", "Data,SQL,Analyst,Junior")

    found = plan(wanted("domain,skill,role,level", "Storage,SQL,Analyst,Junior"), before)

    assert only(found) == ("sql", {"domain": "storage"})


def test_a_group_that_moves_takes_along_its_skills_outside_the_file():
    before = made(HEADER, SQL, SQL.replace("SQL", "R"))

    found = plan(wanted(HEADER, SQL.replace("Data", "Storage")), before)

    moved = {change.key: change.new for change in found.changes if change.action is Action.CHANGE}
    assert moved == {
        "storing": {"domain": "storage"},
        "sql": {"domain": "storage"},
        "r": {"domain": "storage"},
    }


def test_in_a_workbook_skills_follow_their_group_though_their_own_cells_say_the_domain_they_had():
    before = grown(made(HEADER, SQL), workbook(Domains=["name", "Storage"]))

    after = grown(
        before,
        workbook(
            Skill_groups=["slug,name,domain", "storing,Storing,storage"],
            Skills=["slug,name,domain,group", "sql,SQL,data,storing"],
        ),
    )

    assert after[Table.SKILL]["sql"]["domain"] == "storage"


def test_a_skill_cannot_leave_its_group_s_domain_alone():
    before = made(HEADER, SQL)

    found = plan(wanted("domain,skill,role,level", "Storage,SQL,Analyst,Junior"), before)

    assert said(found.problems) == [(2, "domain", "Storage")]
    assert "“Storing”" in found.problems[0].message
    assert "“Data”" in found.problems[0].message


@pytest.mark.parametrize(
    ("file", "options", "says"),
    [
        (
            wanted("domain,skill,role,level", "Storage,SQL,Analyst,Junior"),
            {},
            "add a column group: empty, it takes the skill out of its group; with “Storing” in it",
        ),
        (
            wanted("domain,group,skill,role,level", "Storage,,SQL,Analyst,Junior"),
            {"keep_empty": True},
            "import without keeping what empty cells leave out",
        ),
        (
            workbook(Domains=["name", "Storage"], Skills=["name,domain", "SQL,Storage"]),
            {},
            "write its domain in the sheet Skill groups",
        ),
        (
            workbook(Domains=["name", "Storage"], Skills=["name,domain,group", "SQL,Storage,Storing"]),
            {},
            "Write that domain, or change the group.",
        ),
    ],
)
def test_who_moves_a_skill_out_of_its_group_s_domain_is_told_what_would_do(file, options, says):
    [problem] = plan(file, made(HEADER, SQL), Options(**options)).problems

    assert problem.message.startswith("The group “Storing” of this skill belongs to “Data”")
    assert says in problem.message


@pytest.mark.parametrize(("group", "moved"), [("", ["sql"]), ("Storing", ["r", "sql", "storing"])])
def test_what_they_are_told_does(group, moved):
    before = made(HEADER, SQL, SQL.replace("SQL", "R"))

    found = plan(wanted("domain,group,skill,role,level", f"Storage,{group},SQL,Analyst,Junior"), before)

    assert found.problems == ()
    assert sorted(change.key for change in found.changes if change.action is Action.CHANGE) == moved


def test_a_new_group_needs_a_domain():
    found = plan(wanted("group,skill,role,level", "Storing,SQL,Analyst,Junior"), scale())

    assert said(found.problems) == [(2, "group", "Storing")]


def test_a_known_group_brings_its_domain():
    after = grown(made(HEADER, SQL), wanted("group,skill,role,level", "Storing,R,Analyst,Junior"))

    assert after[Table.SKILL]["r"]["domain"] == "data"


# Workbooks


def test_a_workbook_renames_by_slug():
    found = plan(workbook(Skills=["slug,name", "sql,Structured Query Language"]), made(HEADER, SQL))

    assert only(found) == ("sql", {"name": "Structured Query Language"})


def test_without_a_slug_a_name_means_its_row_and_does_not_rename_it():
    found = plan(workbook(Skills=["name,summary", "sql,Asking tables."]), made(HEADER, SQL))

    assert only(found) == ("sql", {"summary": "Asking tables."})


def test_a_name_that_is_set_free_can_be_given_to_a_new_row():
    after = grown(made(HEADER, SQL), workbook(Skills=["slug,name", "sql,Structured Queries", ",SQL"]))

    assert {slug: row["name"] for slug, row in after[Table.SKILL].items()} == {
        "sql": "Structured Queries",
        "sql-2": "SQL",
    }


def test_names_ranks_and_letters_can_be_swapped():
    found = plan(
        workbook(Proficiencies=["slug,name,letter,rank", "awareness,Working,W,2", "working,Awareness,A,1"]),
        scale(),
    )

    assert found.problems == ()
    assert counts(found) == {"proficiency": {"change": 2}}


def test_an_unknown_slug_with_a_known_name_is_a_problem():
    found = plan(workbook(Skills=["slug,name", "sequel,SQL"]), made(HEADER, SQL))

    assert said(found.problems) == [(2, "name", "SQL")]
    assert "“sql” has this name already" in found.problems[0].message


@pytest.mark.parametrize(
    ("column", "lines"),
    [
        ("name", ["slug,name,letter,rank", "awareness,WORKING,A,1"]),
        ("letter", ["slug,name,letter,rank", "awareness,Awareness,W,1"]),
        ("rank", ["slug,name,letter,rank", "awareness,Awareness,A,2"]),
    ],
)
def test_what_must_be_unique_is_a_problem_when_it_is_not(column, lines):
    found = plan(workbook(Proficiencies=lines), scale())

    assert [(problem.row, problem.column) for problem in found.problems] == [(2, column)]
    assert "already" in found.problems[0].message


def test_two_rows_of_a_file_with_one_rank_are_both_named():
    found = plan(workbook(Levels=["name,rank", "Junior,1", "Senior,1"]), NOTHING)

    assert said(found.problems) == [(3, "rank", "1")]
    assert "“Junior in row 2”" in found.problems[0].message


def test_references_are_slugs_or_else_names():
    after = grown(
        made(HEADER, SQL),
        workbook(
            Domains=["name", "Writing"],
            Skills=["name,domain,group", "Letters,writing,", "Poems,WRITING,", "R,,Storing"],
        ),
    )

    homes = {slug: (row["domain"], row["group"]) for slug, row in after[Table.SKILL].items()}
    assert homes["letters"] == homes["poems"] == ("writing", "")
    assert homes["r"] == ("data", "storing")


def test_a_reference_to_nothing_is_a_problem_with_the_nearest_name():
    found = plan(workbook(Skills=["name,domain", "R,dta"]), made(HEADER, SQL))

    assert said(found.problems) == [(2, "domain", "dta")]
    assert "Did you mean “Data”?" in found.problems[0].message


def test_a_workbook_does_not_create_what_its_expectations_name():
    found = plan(
        workbook(Levels=["name", "Junior"], Expectations=["skill,role,level", "SQL,Cook,Junior"]),
        made(HEADER, SQL),
    )

    assert said(found.problems) == [(2, "role", "Cook")]


def test_levels_of_roles_lead_to_places_that_exist():
    before = made(HEADER, SQL)
    steps = "role,level,leads_to"

    good = workbook(
        Levels=["name", "Senior"], Role_levels=[steps, "analyst,junior,analyst:senior", "analyst,senior,"]
    )
    bad = workbook(Role_levels=[steps, "analyst,junior,analyst:boss"])
    itself = workbook(Role_levels=[steps, "analyst,junior,analyst:junior"])

    assert grown(before, good)[Table.ROLE_LEVEL]["analyst", "junior"]["leads_to"] == ("analyst:senior",)
    assert said(plan(bad, before).problems) == [(2, "leads_to", "analyst:boss")]
    assert said(plan(itself, before).problems) == [(2, "leads_to", "analyst:junior")]


def test_a_slug_and_a_name_of_one_row_cannot_both_be_a_row_of_the_file():
    found = plan(
        workbook(Expectations=["skill,role,level", "sql,analyst,junior"], Levels=["name", "Junior"]),
        made(HEADER, SQL),
    )
    twice = plan(
        workbook(
            Expectations=["skill,role,level", "sql,analyst,junior", "SQL,Analyst,Junior"],
            Levels=["name", "Junior"],
        ),
        made("skill,role,level", "SQL,Analyst,Junior"),
    )

    assert found.problems == ()
    assert [problem.row for problem in twice.problems] == [3]


def test_ranks_end():
    found = plan(workbook(Levels=["name,rank", "Junior,9999", "Senior,"]), NOTHING)

    assert said(found.problems) == [(3, "name", "Senior")]


def test_a_new_proficiency_needs_a_letter():
    found = plan(one(Table.PROFICIENCY, name="Guru"), scale())

    assert said(found.problems) == [(2, "name", "Guru")]
