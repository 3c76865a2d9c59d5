"""Two administrators at one account, two editors at the organisation: nobody gives back what was taken."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from skillmatrix.models import Organisation
from tests.admin.conftest import member
from tests.admin.forms import change, errors, now, sent_back, sides, somebody_else, submit
from tests.building import words

ORGANISATION = reverse("admin:skillmatrix_organisation_change", args=[1])


@pytest.fixture
def ada(db):
    return member("ada", "Importers", email="ada@example.com")


def groups(person):
    return sorted(now(person).groups.values_list("name", flat=True))


def test_a_group_that_somebody_took_away_does_not_come_back(manager, ada):
    opened = manager.get(change(ada))
    ada.groups.clear()

    page = manager.post(change(ada), sent_back(opened, email="new@example.com"))

    assert page.status_code == 409
    assert sides(page) == [("ada", {}, {"Groups": ("Importers", "")})]
    manager.post(change(ada), sent_back(page))
    assert (now(ada).email, groups(ada), now(ada).is_staff) == ("new@example.com", [], False)


def test_an_account_that_somebody_deactivated_stays_so(manager, ada):
    opened = manager.get(change(ada))
    somebody_else(ada, is_active=False)

    page = manager.post(change(ada), sent_back(opened, email="new@example.com"))
    manager.post(change(ada), sent_back(page))

    assert (now(ada).email, now(ada).is_active) == ("new@example.com", False)


def test_a_limit_that_somebody_set_stays(manager, ada, framework):
    opened = manager.get(change(ada))
    somebody_else(ada, is_limited=True)
    ada.domains.add(framework.domain)

    page = manager.post(change(ada), sent_back(opened, first_name="Ada"))
    manager.post(change(ada), sent_back(page))

    assert (now(ada).first_name, now(ada).is_limited) == ("Ada", True)
    assert list(now(ada).domains.all()) == [framework.domain]


def test_single_permissions_that_somebody_took_do_not_come_back(administrator, ada):
    view = Permission.objects.get(codename="view_skill")
    ada.user_permissions.add(view)
    opened = administrator.get(change(ada))
    ada.user_permissions.clear()

    page = administrator.post(change(ada), sent_back(opened, first_name="Ada"))
    administrator.post(change(ada), sent_back(page))

    assert (now(ada).first_name, now(ada).user_permissions.count()) == ("Ada", 0)


def test_where_both_changed_the_groups_both_are_shown(manager, ada):
    readers = Group.objects.get(name="Readers")
    opened = manager.get(change(ada))
    ada.groups.clear()

    page = manager.post(change(ada), sent_back(opened, groups=readers.pk))

    assert page.status_code == 409
    assert sides(page) == [("ada", {"Groups": ("", "Readers")}, {})]
    assert groups(ada) == []
    again = sent_back(page)
    assert again["groups"] == str(readers.pk)
    manager.post(change(ada), again)
    assert groups(ada) == ["Readers"]


def test_theirs_can_be_taken(manager, ada):
    readers = Group.objects.get(name="Readers")
    opened = manager.get(change(ada))
    ada.groups.clear()
    page = manager.post(change(ada), sent_back(opened, groups=readers.pk, email="new@example.com"))

    manager.post(change(ada), sent_back(page, **{"take-groups": "theirs"}))

    assert (groups(ada), now(ada).email) == ([], "new@example.com")


def test_what_only_the_other_one_changed_is_told_where_both_changed_something(manager, ada):
    opened = manager.get(change(ada))
    somebody_else(ada, email="theirs@example.com", last_name="Lovelace")

    page = manager.post(change(ada), sent_back(opened, email="mine@example.com"))

    both = {"Email address": ("theirs@example.com", "mine@example.com")}
    assert sides(page) == [("ada", both, {"Last name": ("", "Lovelace")})]
    assert now(ada).email == "theirs@example.com"


def test_forged_keys_are_no_failure(manager, ada):
    opened = manager.get(change(ada))
    ada.groups.clear()

    page = manager.post(change(ada), sent_back(opened, groups=["x", "9" * 30]))

    assert page.status_code == 409


def test_no_password_is_carried(manager, ada):
    ada.set_password("correct horse battery")
    ada.save()

    assert ada.password not in manager.get(change(ada)).context["adminform"].form.initial["opened"]


def test_who_is_gone_leaves_what_was_typed(manager, ada):
    opened = manager.get(change(ada))
    ada.delete()

    page = manager.post(change(ada), sent_back(opened, first_name="Ada"))

    assert page.status_code == 410
    assert ("First name", "Ada") in page.context["lost"][0].fields


def test_who_has_more_rights_by_now_is_no_longer_changed_and_what_was_typed_is_kept(manager, ada):
    opened = manager.get(change(ada))
    somebody_else(ada, is_superuser=True)

    page = manager.post(change(ada), sent_back(opened, first_name="Ada"))

    assert page.status_code == 403
    assert "You may no longer change this. Nothing was saved." in words(page)
    assert ("First name", "Ada") in page.context["lost"][0].fields
    assert now(ada).first_name == ""


def test_a_single_right_to_administer_is_not_limited(administrator, ada, framework):
    manages = Permission.objects.get(codename="change_user")
    limit = {"is_limited": "on", "domains": framework.domain.pk}

    page = submit(administrator, change(ada), user_permissions=manages.pk, **limit)

    assert any("could take this limit away" in told for told in errors(page))
    assert not now(ada).user_permissions.exists()


def test_a_single_right_that_is_not_asked_for_counts_as_well(manager, people_admin, ada, framework):
    ada.user_permissions.add(Permission.objects.get(codename="change_user"))

    page = submit(manager, change(ada), is_limited="on", domains=framework.domain.pk)

    assert any("could take this limit away" in told for told in errors(page))


def test_people_are_called_people(manager, ada):
    assert "Add person" in words(manager.get(reverse("admin:skillmatrix_user_changelist")))
    assert "more user options" not in words(manager.get(reverse("admin:skillmatrix_user_add")))


def test_whoever_changed_nothing_is_not_asked(manager, ada):
    opened = manager.get(change(ada))
    ada.groups.clear()

    done = manager.post(change(ada), sent_back(opened))

    assert done.status_code == 302
    assert groups(ada) == []


# The organisation


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(pk=1, name="Example Ltd", in_force_since="2026-01-31")


def test_the_organisation_keeps_what_somebody_else_changed(hr, organisation):
    opened = hr.get(ORGANISATION)
    somebody_else(organisation, about="Theirs.", in_force_since="2026-02-28")

    page = hr.post(ORGANISATION, sent_back(opened, contact="hr@example.com"))
    done = hr.post(ORGANISATION, sent_back(page))

    stored = now(organisation)
    assert done.status_code == 302
    assert (stored.about, str(stored.in_force_since), stored.contact) == (
        "Theirs.",
        "2026-02-28",
        "hr@example.com",
    )


def test_the_organisation_asks_where_both_changed_a_field(hr, organisation):
    opened = hr.get(ORGANISATION)
    somebody_else(organisation, about="Theirs.")

    page = hr.post(ORGANISATION, sent_back(opened, about="Mine."))

    assert page.status_code == 409
    assert sides(page) == [("Example Ltd", {"About this framework": ("Theirs.", "Mine.")}, {})]
    hr.post(ORGANISATION, sent_back(page))
    assert now(organisation).about == "Mine."


def test_an_organisation_that_somebody_made_meanwhile_is_not_overwritten(hr):
    opened = hr.get(ORGANISATION)
    made = Organisation.objects.create(pk=1, name="Theirs")

    page = hr.post(ORGANISATION, sent_back(opened, name="Mine"))

    assert page.status_code == 409
    assert now(made).name == "Theirs"


def test_an_organisation_that_is_not_there_can_be_asked_about(hr):
    assert hr.post(ORGANISATION, {"name": "Forged"}).status_code == 409
