"""Wanted rows and present rows become a plan. Nothing here needs a database."""

from dataclasses import FrozenInstanceError

import pytest

from skillmatrix.planning import Action, Options, default_proficiencies, plan
from skillmatrix.rows import Present, Table
from tests.files import NOTHING, grown, made, rows_of, said, scale, wanted, workbook

HEADER = "domain,group,skill,role,family,level,proficiency,required,description"
SQL = "Data,Storing,SQL,Analyst,Science,Junior,Working,yes,Reads tables."


def counts(found):
    return {
        table.value: {action.value: number for action, number in actions.items()}
        for table, actions in found.summary.items()
    }


def only(found, action=Action.CHANGE):
    """The one change of a plan, as key and new values."""
    [change] = [change for change in found.changes if change.action is action]
    return change.key, change.new


# What a plan is


def test_a_list_creates_all_that_it_names():
    found = plan(wanted(HEADER, SQL), scale())

    assert found.problems == ()
    assert counts(found) == {
        name: {"create": 1} for name in ("domain", "group", "skill", "family", "role", "level", "expectation")
    }


def test_only_skill_role_and_level_are_needed():
    framework = made("skill,role,level", "SQL,Analyst,Junior")

    assert framework[Table.EXPECTATION] == {
        ("sql", "analyst", "junior"): {"proficiency": "", "required": False, "description": ""}
    }


def test_the_same_file_again_changes_nothing():
    file = wanted(HEADER, SQL)

    found = plan(file, grown(scale(), file))

    assert found.changes == ()
    assert counts(found)["expectation"] == {"keep": 1}


def test_a_change_holds_old_and_new_values_of_its_fields_only():
    found = plan(wanted("skill,role,level,required", "SQL,Analyst,Junior,no"), made(HEADER, SQL))

    [change] = found.changes
    assert (change.table, change.key, change.label) == (
        Table.EXPECTATION,
        ("sql", "analyst", "junior"),
        "SQL · Analyst · Junior",
    )
    assert (change.old, change.new) == ({"required": True}, {"required": False})


def test_a_plan_cannot_be_changed():
    found = plan(wanted(HEADER, SQL), scale())

    with pytest.raises(FrozenInstanceError):
        found.changes = ()
    assert hash(found.changes)


def test_plans_that_do_the_same_have_one_digest():
    file = wanted(HEADER, SQL)

    assert plan(file, scale()).digest == plan(file, scale()).digest
    assert plan(file, scale()).digest != plan(wanted(HEADER, SQL.replace("yes", "no")), scale()).digest


def test_plans_that_differ_in_the_last_of_many_changes_have_two_digests():
    many = [SQL.replace("SQL", f"Skill {number}") for number in range(1_500)]
    first, second = (plan(wanted(HEADER, *many, last), scale()) for last in (SQL, SQL.replace("yes", "no")))

    assert first.digest != second.digest


def test_the_inverse_takes_a_plan_back():
    before = made(HEADER, SQL.replace("Reads", "Writes"))
    found = plan(wanted(HEADER, SQL, SQL.replace("SQL", "R")), before)

    assert rows_of(found.inverse().result(found.result(before))) == rows_of(before)
    assert found.inverse().inverse().digest == found.digest


def test_new_names_stand_beside_the_likest_that_exist():
    found = plan(wanted("skill,role,level", "SQLs,Chef,Junior"), made(HEADER, SQL))

    assert [(new.table, new.name, new.nearest) for new in found.new_names] == [
        (Table.SKILL, "SQLs", "SQL"),
        (Table.ROLE, "Chef", None),
    ]


@pytest.mark.parametrize(
    ("name", "likest"),
    [
        ("Platform Engineer", None),
        ("Quality Engineer", None),
        ("Data Enginer", "Data Engineer"),
        ("Dta Enginere", "Data Engineer"),
        ("Analist", "Analyst"),
    ],
)
def test_a_sibling_is_not_taken_for_a_misspelling(name, likest):
    header = "skill,role,level"
    before = made(header, "SQL,LLM Engineer,Junior", "SQL,Data Engineer,Junior", "SQL,Analyst,Junior")
    found = plan(wanted(header, f"SQL,{name},Junior"), before)

    assert [new.nearest for new in found.new_names] == [likest]


def test_so_many_new_names_are_compared_and_no_more(monkeypatch):
    before, file = (
        made(HEADER, SQL),
        wanted("skill,role,level", *(f"SQL{n},Analyst,Junior" for n in range(9))),
    )
    whole = plan(file, before)
    monkeypatch.setattr("skillmatrix.nearest.MOST_COMPARED", 3)
    bounded = plan(file, before)

    assert [new.nearest for new in whole.new_names] == ["SQL"] * 9
    assert [new.nearest for new in bounded.new_names] == ["SQL"] * 3 + [None] * 6
    assert bounded.digest == whole.digest


def test_so_many_hints_are_given_and_no_more(monkeypatch):
    monkeypatch.setattr("skillmatrix.nearest.MOST_COMPARED", 3)
    file = wanted("skill,role,level", *(f"SQL{n},Analyst,Junior" for n in range(9)))
    problems = plan(file, made(HEADER, SQL), Options(known_only=True)).problems

    assert [problem.message.count("“SQL”") for problem in problems] == [1] * 3 + [0] * 6


def test_a_plan_knows_what_no_longer_fits():
    before = made(HEADER, SQL)
    found = plan(wanted("skill,role,level,required", "SQL,Analyst,Junior,no", "R,Analyst,Junior,no"), before)

    assert found.conflicts(before) == []
    assert {change.label for change in found.conflicts(found.result(before))} == {
        "R",
        "R · Analyst · Junior",
        "SQL · Analyst · Junior",
    }


# Names in a list


def test_a_name_in_another_spelling_means_the_same_row_and_does_not_rename_it():
    found = plan(wanted("skill,role,level", "ｓｑｌ, ANALYST ,junior"), made(HEADER, SQL))

    assert found.changes == ()


def test_a_name_in_a_list_never_means_another_rows_slug():
    renamed = workbook(Skills=["slug,name", "sql,Databases"])
    before = grown(made("skill,role,level", "SQL,Analyst,Junior"), renamed)

    found = plan(wanted("skill,role,level", "sql,Analyst,Junior"), before)

    assert [(new.table, new.name) for new in found.new_names] == [(Table.SKILL, "sql")]
    assert found.result(before)[Table.SKILL]["sql"]["name"] == "Databases"
    assert ("sql-2", "analyst", "junior") in found.result(before)[Table.EXPECTATION]


@pytest.mark.parametrize("column", ["domain", "group", "skill", "role", "family", "level"])
def test_slugs_name_nothing_in_a_list_but_proficiencies(column):
    before = made(
        "domain,group,skill,role,family,level", "The Domain,The Group,The Skill,The Role,The Family,The Level"
    )
    header = "domain,group,skill,role,family,level"
    cells = ["The Domain", "The Group", "The Skill", "The Role", "The Family", "The Level"]
    cells[header.split(",").index(column)] = f"the-{column}"

    found = plan(wanted(header, ",".join(cells)), before)

    assert [new.name for new in found.new_names] == [f"the-{column}"]


def test_a_name_goes_before_a_slug_in_a_list():
    before = grown(
        made("skill,role,level", "Go,Analyst,Junior"), workbook(Skills=["slug,name", "go,Golang", ",Go"])
    )

    found = plan(wanted("skill,role,level,description", "go,Analyst,Junior,New"), before)

    assert only(found, Action.CREATE)[0] == ("go-2", "analyst", "junior")


def test_slugs_that_were_used_once_are_not_given_again():
    before = Present(scale().rows, {Table.SKILL: frozenset({"sql"})})

    after = grown(before, wanted("skill,role,level", "SQL,Analyst,Junior"))

    assert list(after[Table.SKILL]) == ["sql-2"]


def test_new_levels_come_after_the_highest_in_the_order_of_the_file():
    before = made("skill,role,level", "SQL,Analyst,Junior")

    after = grown(before, wanted("skill,role,level", "SQL,Analyst,Senior", "SQL,Analyst,Lead"))

    assert {slug: values["rank"] for slug, values in after[Table.LEVEL].items()} == {
        "junior": 1,
        "senior": 2,
        "lead": 3,
    }


def test_with_known_only_a_new_name_is_a_problem():
    file = wanted("skill,role,level", "SQLs,Analyst,Junior", "SQL,Analyst,Senior")

    found = plan(file, made(HEADER, SQL), Options(known_only=True))

    assert said(found.problems) == [(2, "skill", "SQLs"), (3, "level", "Senior")]
    assert "Did you mean “SQL”?" in found.problems[0].message


# Proficiencies


@pytest.mark.parametrize("written", ["Expert", "EXPERT", "expert", "E", "e"])
def test_a_proficiency_is_known_by_name_slug_or_letter(written):
    after = made("skill,role,level,proficiency", f"SQL,Analyst,Junior,{written}")

    assert after[Table.EXPECTATION]["sql", "analyst", "junior"]["proficiency"] == "expert"


def test_an_unknown_proficiency_is_a_problem_that_names_the_known_ones():
    found = plan(wanted("skill,role,level,proficiency", "SQL,Analyst,Junior,Guru"), scale())

    assert said(found.problems) == [(2, "proficiency", "Guru")]
    assert "Awareness, Working, Expert" in found.problems[0].message


def test_without_any_proficiency_the_command_that_adds_them_is_named_once():
    file = wanted("skill,role,level,proficiency", "SQL,Analyst,Junior,Expert", "R,Analyst,Junior,Expert")

    found = plan(file, NOTHING)

    assert said(found.problems) == [(2, "proficiency", "Expert")]
    assert "manage.py add_proficiencies" in found.problems[0].message


def test_the_default_four_are_added_where_there_are_none():
    after = default_proficiencies(NOTHING).result(NOTHING)

    assert [(row["name"], row["letter"], row["rank"]) for row in after[Table.PROFICIENCY].values()] == [
        ("Awareness", "A", 1),
        ("Working", "W", 2),
        ("Advanced", "V", 3),
        ("Expert", "E", 4),
    ]
    assert default_proficiencies(scale()).changes == ()


# Absent columns and empty cells


def test_an_absent_column_leaves_its_field_alone():
    assert plan(wanted("skill,role,level", "SQL,Analyst,Junior"), made(HEADER, SQL)).changes == ()


def test_an_empty_cell_empties_its_field():
    after = grown(made(HEADER, SQL), wanted(HEADER, ",,SQL,Analyst,,Junior,,,"))

    assert after[Table.EXPECTATION]["sql", "analyst", "junior"] == {
        "proficiency": "",
        "required": False,
        "description": "",
    }
    assert (after[Table.SKILL]["sql"]["group"], after[Table.SKILL]["sql"]["domain"]) == ("", "")
    assert after[Table.ROLE]["analyst"]["family"] == ""


def test_with_keep_empty_an_empty_cell_leaves_its_field_alone():
    file = wanted(HEADER, ",,SQL,Analyst,,Junior,,,")

    assert plan(file, made(HEADER, SQL), Options(keep_empty=True)).changes == ()


def test_what_cannot_be_empty_stays():
    before = made(HEADER, SQL)

    found = plan(
        workbook(
            Skill_groups=["name,domain", "Storing,"],
            Levels=["name,rank", "Junior,"],
            Proficiencies=["name,letter", "Expert,"],
        ),
        before,
    )

    assert (found.changes, found.problems) == ((), ())


# Replace


def test_without_replace_what_a_file_leaves_out_stays():
    before = made(HEADER, SQL, SQL.replace("SQL", "R"))

    assert plan(wanted(HEADER, SQL), before).changes == ()


def test_with_replace_the_other_expectations_of_its_roles_are_deleted():
    before = made(HEADER, SQL, SQL.replace("SQL", "R"), SQL.replace("Analyst", "Engineer"))

    found = plan(wanted(HEADER, SQL), before, Options(replace=True))

    [change] = found.changes
    assert (change.action, change.label) == (Action.DELETE, "R · Analyst · Junior")
    assert change.old == {"proficiency": "working", "required": True, "description": "Reads tables."}


def test_with_replace_a_workbook_without_expectations_deletes_none():
    found = plan(workbook(Roles=["slug,name", "analyst,Analyst"]), made(HEADER, SQL), Options(replace=True))

    assert found.changes == ()


def test_with_replace_a_workbook_speaks_for_every_role_that_it_names():
    before = made(HEADER, SQL, SQL.replace("Analyst", "Engineer"), SQL.replace("Analyst", "Writer"))

    found = plan(
        workbook(
            Roles=["slug,name", "engineer,Engineer"], Expectations=["skill,role,level", "sql,analyst,junior"]
        ),
        before,
        Options(replace=True),
    )

    assert [change.label for change in found.changes] == ["SQL · Engineer · Junior"]


def test_problems_of_reading_stay_with_the_plan():
    found = plan(wanted("skill,role,level", "SQL,Analyst,"), scale())

    assert said(found.problems) == [(2, "level", "")]
