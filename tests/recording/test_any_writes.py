"""Whatever is written, and however: each change is recorded once, and the history leads to what is there."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillmatrix.models import Change, Domain, Expectation, Level, Role, Skill, SkillGroup
from skillmatrix.plans import difference
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.queries.revision import revision
from skillmatrix.replaying import as_entries, replay
from skillmatrix.text import name_key
from tests.building import expect, skill
from tests.files import rows_of
from tests.frameworks import names, texts
from tests.recording.test_history import counted
from tests.test_applying import taken_back

pytestmark = pytest.mark.django_db

numbers = st.integers(0, 5)


def one(model, number):
    """A row of the table; with the same number mostly the same one."""
    found = list(model.objects.order_by("pk"))
    return found[number % len(found)] if found else None


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def save(number, text):
    row = one(Expectation, number)
    if row:
        row.description, row.required = text, number % 2
        row.save()


def create(number, name):
    if not Skill.objects.filter(name_key=name_key(name)).exists():
        Skill.objects.create(name=name, domain=one(Domain, number))


def rename(number, name):
    if not Skill.objects.filter(name_key=name_key(name)).exists():
        row = one(Skill, number)
        row.name = name
        row.save()


def move_group(number, name):
    group = one(SkillGroup, 0)
    group.domain = one(Domain, number)
    group.save()


def bulk_create(number, text):
    place = {"role": one(Role, number), "level": one(Level, number)}
    Expectation.objects.bulk_create(
        [Expectation(skill=found, description=text, **place) for found in Skill.objects.all()],
        update_conflicts=True,
        unique_fields=["skill", "role", "level"],
        update_fields=["description"],
    )


def bulk_create_what_is_missing(number, text):
    place = {"role": one(Role, number), "level": one(Level, number)}
    Expectation.objects.bulk_create(
        [Expectation(skill=found, description=text, **place) for found in Skill.objects.all()],
        ignore_conflicts=True,
    )


def bulk_update(number, text):
    rows = list(Expectation.objects.order_by("pk")[: number + 1])
    for row in rows[::2]:
        row.description = text
    Expectation.objects.bulk_update(rows, ["description", "required"])


def update_or_create(number, text):
    Domain.objects.update_or_create(name=f"Domain {number}", defaults={"summary": text})


def update(number, text):
    Skill.objects.filter(pk__gt=one(Skill, number).pk).update(summary=text)


def move(number, text):
    row, level = one(Expectation, number), one(Level, number // 2)
    taken = row and Expectation.objects.filter(skill=row.skill_id, role=row.role_id, level=level).exists()
    if row and not taken:
        Expectation.objects.filter(pk=row.pk).update(level=level, description=text)


def delete(number, text):
    row = one(Expectation, number)
    if row:
        row.delete()


def delete_many(number, text):
    Expectation.objects.filter(level=one(Level, number)).delete()


def sql_update(number, text):
    sql("UPDATE skillmatrix_expectation SET description = %s, required = NOT required", text)


def sql_copy(number, text):
    sql(
        "INSERT INTO skillmatrix_expectation "
        "(skill_id, role_id, level_id, required, description, changed_at) "
        "SELECT skill_id, role_id, %s, required, %s, changed_at FROM skillmatrix_expectation WHERE true "
        "ON CONFLICT (skill_id, role_id, level_id) DO NOTHING",
        one(Level, number).pk,
        text,
    )


def sql_delete(number, text):
    sql("DELETE FROM skillmatrix_expectation WHERE role_id = %s", one(Role, number).pk)


def sql_primary_key(number, text):
    sql(
        "UPDATE skillmatrix_expectation SET id = id + 1000, description = %s "
        "WHERE id = (SELECT MAX(id) FROM skillmatrix_expectation)",
        text,
    )


WITH_TEXTS = [
    save,
    bulk_create,
    bulk_create_what_is_missing,
    bulk_update,
    update_or_create,
    update,
    move,
    move_group,
    delete,
    delete_many,
    sql_update,
    sql_copy,
    sql_delete,
    sql_primary_key,
]
writes = st.one_of(
    st.tuples(st.sampled_from(WITH_TEXTS), numbers, texts),
    st.tuples(st.sampled_from([create, rename]), numbers, names),
)


@given(st.lists(writes, min_size=1, max_size=8))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_writes_are_recorded_once_each(sequence):
    with taken_back():
        skill("SQL", "Data", "Storing")
        expect("SQL", "Analyst", "Senior", "Working")
        expect("R", "Cook", "Junior", domain="Craft")
        for write, number, value in sequence:
            before, recorded, moved = present(), Change.objects.count(), revision()
            write(number, value)
            changes = as_entries(difference(before, present()))

            found = Change.objects.filter(pk__in=Change.objects.order_by("pk")[recorded:].values("pk"))
            assert counted(entries(found)) == counted(changes)
            assert rows_of(replay(entries())) == rows_of(present())
            assert revision() > moved or not found.exists()
