"""A plan is carried out as a whole, does what it said, and can be taken back."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings

from skillmatrix.applying import Refused, Stale, apply
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.writing import write_workbook_xlsx
from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Level,
    Proficiency,
    RetiredSlug,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)
from skillmatrix.planning import Options, Plan, plan, removal
from skillmatrix.plans import difference
from skillmatrix.queries.framework import present
from skillmatrix.rows import Table
from tests.files import NOTHING, rows_of, scale, wanted, workbook
from tests.frameworks import frameworks, pairs

pytestmark = pytest.mark.django_db

HEADER = "domain,group,skill,role,family,level,proficiency,required,description"
SQL = "Data,Storing,SQL,Analyst,Science,Junior,Working,yes,Reads tables."
STEPS = {
    "Levels": ["name", "Junior", "Senior"],
    "Roles": ["name", "Analyst"],
    "Role_levels": ["role,level,leads_to", "analyst,junior,analyst:senior", "analyst,senior,"],
}
quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def taken_back():
    """A database as it was before, whatever happens in it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write(file, **options):
    return apply(plan(file, present(), Options(**options)))


def fill(*lines):
    apply(Plan(difference(NOTHING, scale())))
    return write(wanted(*lines))


def yesterday(*models):
    before = timezone.now() - datetime.timedelta(days=1)
    for model in models:
        model.objects.update(changed_at=before)
    return before


# What it does


@given(frameworks())
@quick
def test_an_empty_database_becomes_what_the_plan_said(framework):
    with taken_back():
        apply(Plan(difference(NOTHING, framework)))

        assert rows_of(present()) == rows_of(framework)


@given(pairs())
@quick
def test_any_framework_can_become_any_other_and_go_back(both):
    first, second = both
    with taken_back():
        apply(Plan(difference(NOTHING, first)))

        done = apply(Plan(difference(first, second)))
        assert rows_of(present()) == rows_of(second)

        apply(done.undo)
        assert rows_of(present()) == rows_of(first)


@given(pairs())
@quick
def test_planning_what_was_just_written_gives_nothing_more_to_do(both):
    first, second = both
    assume(any(second[table] for table in Table))
    file = read_bytes("workbook.xlsx", write_workbook_xlsx(second))
    with taken_back():
        apply(Plan(difference(NOTHING, first)))
        found = plan(file, present())
        assume(not found.problems)
        apply(found)

        again = plan(file, present())

        assert (again.changes, again.problems) == ((), ())


def test_two_levels_swap_names_and_ranks():
    fill(HEADER, SQL, SQL.replace("Junior", "Senior"))

    write(workbook(Levels=["slug,name,rank", "junior,Senior,2", "senior,Junior,1"]))

    assert list(Level.objects.values_list("slug", "name", "name_key", "rank")) == [
        ("senior", "Junior", "junior", 1),
        ("junior", "Senior", "senior", 2),
    ]


def test_two_proficiencies_swap_letters():
    apply(Plan(difference(NOTHING, scale())))

    write(workbook(Proficiencies=["slug,name,letter", "awareness,Awareness,W", "working,Working,A"]))

    assert dict(Proficiency.objects.values_list("slug", "letter")) == {
        "awareness": "W",
        "working": "A",
        "expert": "E",
    }


def test_rows_keep_their_identity():
    fill(HEADER, SQL)
    before = Expectation.objects.get().pk, Skill.objects.get().pk

    write(wanted(HEADER, SQL.replace("Reads", "Writes")))
    write(workbook(Skills=["slug,name", "sql,Queries"]))

    assert (Expectation.objects.get().pk, Skill.objects.get().pk) == before
    assert Expectation.objects.get().description == "Writes tables."


def test_side_steps_are_added_and_removed():
    write(workbook(**STEPS))
    assert [str(step) for step in SideStep.objects.all()] == ["Analyst · Junior → Analyst · Senior"]

    done = write(
        workbook(Role_levels=["role,level,leads_to", "analyst,junior,", "analyst,senior,analyst:junior"])
    )
    assert [str(step) for step in SideStep.objects.all()] == ["Analyst · Senior → Analyst · Junior"]

    apply(done.undo)
    assert [str(step) for step in SideStep.objects.all()] == ["Analyst · Junior → Analyst · Senior"]


def test_levels_of_roles_that_lead_to_each_other_are_removed_together():
    file = workbook(**STEPS)
    write(file)

    apply(removal(present(), file))

    assert not RoleLevel.objects.exists()
    assert not SideStep.objects.exists()


# When it changed


def test_only_what_changed_says_so():
    fill(HEADER, SQL, SQL.replace("SQL", "R"))
    before = yesterday(Domain, Skill, Expectation)

    write(wanted(HEADER, SQL.replace("Reads", "Writes"), SQL.replace("SQL", "R")))

    changed = Expectation.objects.filter(changed_at__gt=before)
    assert [str(row) for row in changed] == ["SQL · Analyst · Junior"]
    assert not Skill.objects.filter(changed_at__gt=before).exists()
    assert not Domain.objects.filter(changed_at__gt=before).exists()


def test_the_skill_of_a_deleted_expectation_says_that_it_changed():
    fill(HEADER, SQL, SQL.replace("SQL", "R"))
    before = yesterday(Skill)

    write(wanted(HEADER, SQL), replace=True)

    assert [skill.name for skill in Skill.objects.filter(changed_at__gt=before)] == ["R"]


# Slugs


def test_slugs_of_deleted_rows_are_retired_and_revived_by_an_undo():
    file = wanted(HEADER, SQL)
    fill(HEADER, SQL)
    gone = apply(removal(present(), file))
    assert RetiredSlug.objects.filter(kind="skill", slug="sql").exists()

    apply(gone.undo)

    assert Skill.objects.get().slug == "sql"
    assert not RetiredSlug.objects.exists()


def test_a_list_never_takes_a_retired_slug():
    file = wanted(HEADER, SQL)
    fill(HEADER, SQL)
    apply(removal(present(), file))

    write(file)

    assert Skill.objects.get().slug == "sql-2"


# When it is refused


def test_a_plan_with_problems_is_refused():
    found = plan(wanted("skill,role,level,proficiency", "SQL,Analyst,Junior,Guru"), present())

    with pytest.raises(Refused, match="problems"):
        apply(found)

    assert not Skill.objects.exists()


def late(found):
    """The rows that a plan names when it comes too late; nothing is written then."""
    before = rows_of(present())
    with pytest.raises(Stale) as refused:
        apply(found)
    assert rows_of(present()) == before
    return refused.value.rows


def test_a_row_changed_meanwhile_makes_a_plan_stale():
    fill(HEADER, SQL, SQL.replace("SQL", "R"))
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes"), SQL.replace("SQL", "R")), present())
    expectation = Expectation.objects.get(skill__slug="sql")
    expectation.description = "Somebody else's."
    expectation.save()

    assert late(found) == ("expectation “SQL · Analyst · Junior”",)


def test_a_row_changed_meanwhile_in_another_field_does_not():
    fill(HEADER, SQL)
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes")), present())
    Expectation.objects.update(required=False)

    apply(found)

    assert (Expectation.objects.get().required, Expectation.objects.get().description) == (
        False,
        "Writes tables.",
    )


def test_a_row_made_meanwhile_makes_a_plan_stale():
    found = plan(wanted("skill,role,level", "SQL,Analyst,Junior"), present())
    Skill.objects.create(name="SQL")

    assert late(found) == ("skill “SQL”",)


def test_a_name_taken_meanwhile_makes_a_plan_stale():
    fill(HEADER, SQL)
    found = plan(workbook(Skills=["slug,name", "sql,Queries"]), present())
    Skill.objects.create(name="queries")

    assert len(late(found)) == 1


def test_a_row_relied_on_meanwhile_is_not_deleted():
    fill(HEADER, SQL)
    found = removal(present(), wanted(HEADER, SQL))
    write(wanted("skill,role,level", "SQL,Cook,Senior"))

    assert "expectation “SQL · Cook · Senior”" in late(found)


def test_a_group_moved_meanwhile_makes_a_plan_stale():
    fill(HEADER, SQL)
    found = plan(wanted("group,skill,role,level", "Storing,R,Analyst,Junior"), present())
    group = SkillGroup.objects.get()
    group.domain = Domain.objects.create(name="Elsewhere")
    group.save()

    assert late(found) == ("skill “R”",)


def test_a_skill_that_reports_are_about_is_not_deleted():
    fill(HEADER, SQL)
    Feedback.objects.create(skill=Skill.objects.get(), kind="other", words="?")
    before = rows_of(present())

    with pytest.raises(Refused, match="still needed by: “SQL: Something else”"):
        apply(removal(present(), wanted(HEADER, SQL)))

    assert rows_of(present()) == before


# What it costs


def test_reading_the_framework_takes_thirteen_queries(django_assert_num_queries):
    fill(HEADER, SQL, SQL.replace("SQL", "R"))

    with django_assert_num_queries(13):
        assert len(present()[Table.EXPECTATION]) == 2


@pytest.mark.parametrize("number", [1, 300])
def test_the_queries_of_an_import_do_not_grow_with_its_rows(django_assert_max_num_queries, number):
    apply(Plan(difference(NOTHING, scale())))
    found = plan(wanted(HEADER, *(SQL.replace("SQL", f"Skill {n}") for n in range(number))), present())

    with django_assert_max_num_queries(50):
        apply(found)

    assert Expectation.objects.count() == number


def test_a_plan_that_changes_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        apply(Plan())
