"""Restoring and undoing, as an editor of one domain and one role family does it."""

import pytest
from django.urls import reverse

from skillmatrix.models import Change, Expectation, Operation, Skill
from skillmatrix.recording.operations import Cause, recorded
from tests.admin.limits import YOU_EDIT
from tests.building import words


@pytest.fixture
def done(framework, elsewhere):
    """One operation that edited an expectation inside and one outside."""
    with recorded(Cause(Operation.Kind.FORM)) as operation:
        for each in (framework, elsewhere):
            each.expectation.description = "Edited."
            each.expectation.save()
    return operation


def restored(client, done, row):
    change = done.changes.get(table="expectation", skill=row.skill.slug)
    return confirmed(client, reverse("admin:skillmatrix_change_restore", args=[change.pk]))


def confirmed(client, address):
    page = client.get(address)
    return client.post(address, {"digest": page.context["form"].initial["digest"]}, follow=True)


def edited():
    return {row.skill.slug for row in Expectation.objects.filter(description="Edited.")}


def test_a_row_inside_is_restored(limited, done, framework):
    restored(limited, done, framework)

    assert edited() == {"interviews"}


def test_a_row_outside_is_not(limited, done, elsewhere):
    page = restored(limited, done, elsewhere)

    assert f"This lies outside of what you edit. {YOU_EDIT}" in words(page)
    assert edited() == {"transfer-learning", "interviews"}


def test_an_operation_is_undone_where_all_of_it_is_inside(limited, done):
    page = confirmed(limited, reverse("admin:skillmatrix_operation_undo", args=[done.pk]))

    assert "expectation “Interviews · Designer · Senior”" in words(page)
    assert edited() == {"transfer-learning", "interviews"}


def test_an_editor_of_everything_undoes_all_of_it(hr, done):
    confirmed(hr, reverse("admin:skillmatrix_operation_undo", args=[done.pk]))

    assert edited() == set()


def test_only_what_is_inside_is_offered_to_be_put_back(limited, hr, done, framework, elsewhere):
    def offered(client, row):
        change = done.changes.get(table="expectation", skill=row.skill.slug)
        return "Put it back" in client.get(reverse("admin:skillmatrix_change_change", args=[change.pk])).text

    assert offered(limited, framework)
    assert not offered(limited, elsewhere)
    assert offered(hr, elsewhere)


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_row_that_is_gone_is_offered_by_where_it_was(limited, framework, elsewhere, is_inside):
    where = framework if is_inside else elsewhere
    skill = Skill.objects.create(name="Sketching", domain=where.domain)
    skill.summary = "Draws."
    skill.save()
    skill.delete()
    went = Change.objects.get(key="sketching", action="delete")

    page = limited.get(reverse("admin:skillmatrix_change_change", args=[went.pk]))

    assert ("Bring it back" in page.text) is is_inside
