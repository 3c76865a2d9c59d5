"""What the database itself holds to, and what a row knows of its own changes."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Level,
    Organisation,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)
from skillmatrix.text import SLUG_LENGTH
from tests.building import depth, expect, leads, level, place, role, skill

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize("model", [Domain, RoleFamily, Role, Skill])
@pytest.mark.parametrize("same", ["Data Science", "data science", "DATA  SCIENCE", " Ｄata Science "])
def test_two_spellings_of_one_name_are_one_name(db, model, same):
    model.objects.create(name="Data Science")
    refused(lambda: model.objects.bulk_create([model(name=same, slug="another")]))
    with pytest.raises(ValidationError, match="“Data Science” already exists"):
        model(name=same).full_clean()


@pytest.mark.parametrize("model", [Domain, RoleFamily, Role, Skill])
def test_a_name_is_not_blank(db, model):
    refused(lambda: model.objects.create(name=" ", slug="x"))


@pytest.mark.parametrize(
    "write",
    [
        lambda: Level.objects.create(name="Another", rank=1),
        lambda: Level.objects.create(name="Another", rank=0),
        lambda: Proficiency.objects.create(name="Another", letter="X", rank=10),
        lambda: Proficiency.objects.create(name="Another", letter="A", rank=9),
        lambda: Proficiency.objects.create(name="Another", letter="", rank=9),
        lambda: expect("SQL", "Analyst", "Junior"),
        lambda: RoleLevel.objects.create(role=role("Analyst"), level=level("Junior")),
        lambda: leads(("Analyst", "Junior"), ("Analyst", "Junior")),
        lambda: leads(("Analyst", "Junior"), ("Engineer", "Junior")),
        lambda: Organisation.objects.create(pk=2, name="Another"),
    ],
)
def test_the_database_refuses_what_contradicts(db, write):
    depth("Awareness")
    expect("SQL", "Analyst", "Junior")
    leads(("Analyst", "Junior"), ("Engineer", "Junior"))
    refused(write)


@pytest.mark.parametrize(
    "relied_on",
    [
        lambda cell: cell.skill,
        lambda cell: cell.skill.domain,
        lambda cell: cell.role,
        lambda cell: cell.role.family,
        lambda cell: cell.level,
        lambda cell: cell.proficiency,
    ],
)
def test_what_others_rely_on_is_not_deleted(db, relied_on):
    cell = expect("SQL", "Analyst", "Junior", "Working", family="Data")
    with pytest.raises(ProtectedError):
        relied_on(cell).delete()


def test_where_a_sideways_step_ends_is_not_deleted(db):
    step = leads(("Analyst", "Junior"), ("Engineer", "Junior"))
    with pytest.raises(RestrictedError):
        step.destination.delete()
    step.origin.delete()
    assert not SideStep.objects.exists()


class TestAddresses:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            (".NET", "dot-net"),
            ("数据科学", "数据科学"),
            ("🚀", "rocket"),
        ],
    )
    def test_a_slug_is_readable_and_distinct(self, db, name, slug):
        assert Skill.objects.create(name=name).slug == slug

    def test_two_names_that_would_share_a_slug_do_not(self, db):
        assert [Skill.objects.create(name=name).slug for name in ("A B", "A-B")] == ["a-b", "a-b-2"]

    def test_it_stays_when_the_name_changes(self, db):
        sql = skill("SQL")
        sql.name = "Structured Queries"
        sql.save()
        assert sql.slug == "sql"

    def test_it_is_never_used_again(self, db):
        skill("SQL").delete()
        assert skill("SQL").slug == "sql-2"

    def test_a_long_one_leaves_room_for_what_tells_it_apart(self, db):
        slugs = [Skill.objects.create(name="+" * length).slug for length in (60, 61)]
        assert slugs[0] != slugs[1]
        assert max(map(len, slugs)) <= SLUG_LENGTH

    def test_letters_keep_their_marks(self, db):
        assert Skill.objects.create(name="क्षेत्र").slug == "क्षेत्र"


class TestText:
    def test_it_is_kept_in_one_form(self, db):
        cell = expect("SQL", "Analyst", "Junior", text=" Cafe\u0301\r\nand\rtea\n ")
        assert Expectation.objects.get(pk=cell.pk).description == "Café\nand\ntea"

    @pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066"])
    def test_what_cannot_be_shown_safely_is_refused(self, db, sign):
        with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X} at position 3"):
            expect("SQL", "Analyst", "Junior", text=f"ab{sign}")

    @pytest.mark.parametrize("text", ["a\x1fb", "a\x1f", "\x85a", "a\x0b"])
    def test_a_control_character_is_no_white_space(self, db, text):
        with pytest.raises(ValidationError):
            Skill.objects.create(name=text)
        with pytest.raises(ValidationError):
            expect("SQL", "Analyst", "Junior", text=text)

    def test_a_name_that_folds_to_something_too_long_is_refused(self, db):
        with pytest.raises(ValidationError, match="at most 360"):
            Skill.objects.create(name="ﷺ" * 30)

    def test_a_letter_is_held_to_it_too(self, db):
        with pytest.raises(ValidationError, match=r"U\+202E"):
            Proficiency.objects.create(name="Working", letter="\u202e", rank=1)

    def test_joiners_and_direction_marks_are_kept(self, db):
        text = "a\u200db\u200cc\u200ed\u200fe"
        assert expect("SQL", "Analyst", "Junior", text=text).description == text

    def test_a_name_that_cannot_be_seen_is_refused(self, db):
        with pytest.raises(ValidationError, match="can be seen"):
            Skill.objects.create(name="\u200b\u200b")

    def test_what_is_too_long_is_refused(self, db):
        with pytest.raises(ValidationError, match="at most 8000"):
            expect("SQL", "Analyst", "Junior", text="a" * 8_001)
        with pytest.raises(ValidationError, match="at most 120"):
            Skill.objects.create(name="a" * 121)


class TestChanges:
    @pytest.fixture
    def cell(self, db):
        cell = expect("SQL", "Analyst", "Junior", "Working")
        Expectation.objects.filter(pk=cell.pk).update(changed_at=LONG_AGO)
        return Expectation.objects.get(pk=cell.pk)

    def test_a_save_without_change_leaves_the_date(self, cell):
        cell.description = f" {cell.description}\r\n"
        cell.save()
        cell.refresh_from_db()
        assert cell.changed_at == LONG_AGO

    @pytest.mark.parametrize(
        ("field", "value"), [("description", "New."), ("required", True), ("proficiency", None)]
    )
    def test_a_change_moves_it(self, cell, field, value):
        setattr(cell, field, value)
        cell.save()
        cell.refresh_from_db()
        assert cell.changed_at > LONG_AGO

    def test_saving_only_some_fields_moves_it_too(self, cell):
        cell.required = True
        cell.save(update_fields=["required"])
        cell.refresh_from_db()
        assert cell.changed_at > LONG_AGO

    def test_saving_only_the_name_keeps_it_the_only_one(self, db):
        renamed = skill("SQL")
        renamed.name = "Databases"
        renamed.save(update_fields=["name"])
        assert Skill.objects.get(name_key="databases") == renamed

    def test_saving_only_the_group_moves_the_skill(self, db):
        tuning = skill("Tuning", "AI")
        tuning.group = skill("Forecasts", "Statistics", "Series").group
        tuning.save(update_fields=["group"])
        tuning.refresh_from_db()
        assert tuning.domain.name == "Statistics"

    def test_two_rows_with_one_version_read_the_same(self, cell):
        same = Expectation.objects.get(pk=cell.pk)
        assert same.version == cell.version
        same.required = True
        assert same.version != cell.version


class TestDomains:
    def test_a_skill_stands_in_the_domain_of_its_group(self, db):
        group = SkillGroup.objects.create(name="Deep Learning", domain=Domain.objects.create(name="AI"))
        assert Skill.objects.create(name="Tuning", group=group).domain == group.domain

    def test_a_group_takes_its_skills_along(self, db):
        tuning = skill("Tuning", "AI", "Deep Learning")
        tuning.group.domain = Domain.objects.create(name="Statistics")
        tuning.group.save()
        tuning.refresh_from_db()
        assert tuning.domain.name == "Statistics"

    def test_a_group_of_another_domain_is_refused_by_name(self, db):
        tuning = skill("Tuning", "AI", "Deep Learning")
        tuning.domain = Domain.objects.create(name="Statistics")
        with pytest.raises(ValidationError, match="The group “Deep Learning” belongs to “AI”"):
            tuning.full_clean()


@pytest.mark.parametrize("model", [Domain, RoleFamily, Role, Skill])
def test_a_new_row_is_found_sound(db, model):
    model(name="New").full_clean()


def test_what_readers_reported_is_not_lost(db):
    cell = expect("SQL", "Analyst", "Junior")
    Feedback.objects.create(skill=cell.skill, kind=Feedback.Kind.UNCLEAR)
    cell.delete()
    with pytest.raises(ProtectedError):
        cell.skill.delete()


def test_a_role_takes_its_own_levels_along(db):
    place("Analyst", "Junior")
    role("Analyst").delete()
    assert not RoleLevel.objects.exists()
