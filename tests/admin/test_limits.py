"""Deleting a domain or role family that editors are limited to: it is said beforehand whom that concerns."""

from django.urls import reverse

from skillmatrix.models import Domain, RoleFamily
from tests.admin.conftest import member
from tests.building import words


def test_a_deletion_says_who_edits_nothing_afterwards(hr, db):
    only = Domain.objects.create(name="Only")
    lim = member("lim", "HR editors", is_limited=True)
    lim.domains.add(only)

    page = hr.get(reverse("admin:skillmatrix_domain_delete", args=[only.pk]))

    assert "lim edits only this domain, and will edit nothing afterwards." in words(page)
    assert "ser_domains" not in page.text
    assert "relationship" not in page.text


def test_a_deletion_says_what_remains_to_whom(hr, db):
    one, two = Domain.objects.create(name="One"), Domain.objects.create(name="Two")
    member("lim", "HR editors", is_limited=True).domains.add(one, two)
    listed = reverse("admin:skillmatrix_domain_changelist")

    page = hr.post(listed, {"action": "delete_selected", "_selected_action": [one.pk]})
    both = hr.post(listed, {"action": "delete_selected", "_selected_action": [one.pk, two.pk]})

    assert "lim will edit only Two afterwards." in words(page)
    assert "lim edits only these domains, and will edit nothing afterwards." in words(both)


def test_a_role_family_is_called_one(hr, db):
    only = RoleFamily.objects.create(name="Only")
    member("lim", "HR editors", is_limited=True).families.add(only)

    page = hr.get(reverse("admin:skillmatrix_rolefamily_delete", args=[only.pk]))

    assert "lim edits only this role family, and will edit nothing afterwards." in words(page)


def test_who_is_not_limited_is_not_named(hr, db):
    only = Domain.objects.create(name="Only")
    member("free", "HR editors").domains.add(only)

    page = hr.get(reverse("admin:skillmatrix_domain_delete", args=[only.pk]))

    assert "Who edits less afterwards" not in words(page)
    assert "relationship" not in page.text
