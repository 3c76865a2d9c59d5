"""Accounts: given groups by an administrator, who cannot rise above what they have themselves."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from skillmatrix.models import User
from tests.admin.conftest import member, signed_in
from tests.admin.forms import errors, submit
from tests.building import words

ADD = reverse("admin:skillmatrix_user_add")
LIST = reverse("admin:skillmatrix_user_changelist")
NEW = {
    "username": "ada",
    "usable_password": "true",
    "password1": "correct horse battery",
    "password2": "correct horse battery",
}


def change(person):
    return reverse("admin:skillmatrix_user_change", args=[person.pk])


def delete(person):
    return reverse("admin:skillmatrix_user_delete", args=[person.pk])


def password(person):
    return reverse("admin:auth_user_password_change", args=[person.pk])


def group(name):
    return Group.objects.get(name=name).pk


@pytest.fixture
def ada(db):
    return member("ada")


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password="kept by nobody")


# Giving


def test_an_editor_is_made_on_one_page(manager):
    submit(manager, ADD, **NEW, groups=[group("HR editors"), group("Importers")])

    ada = User.objects.get(username="ada")
    assert ada.is_staff
    assert ada.has_perm("skillmatrix.import_expectation")
    assert not ada.is_superuser


def test_the_form_says_what_each_group_gives(manager):
    page = words(manager.get(ADD))

    for sentence in (
        "Readers See the whole framework",
        "HR editors Add, change and delete",
        "Importers See the framework, export it, and write spreadsheets into it.",
        "Administrators All that the other groups may",
    ):
        assert sentence in page
    assert "skillmatrix.add_skill" not in page
    assert "Can add" not in page


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_nobody_is_asked_about_staff(who, ada, request):
    page = request.getfixturevalue(who).get(change(ada)).text

    assert 'name="is_staff"' not in page


@pytest.mark.parametrize(
    ("given", "is_staff"), [(["Readers"], True), (["Administrators"], True), (["Interns"], True), ([], False)]
)
def test_staff_follows_from_the_groups(given, is_staff, manager):
    Group.objects.create(name="Interns")
    ada = member("ada", *([] if given else ["Readers"]))

    submit(manager, change(ada), groups=[group(name) for name in given])

    ada.refresh_from_db()
    assert ada.is_staff == is_staff


def test_staff_follows_from_single_permissions_and_from_being_superuser(administrator, ada):
    view = Permission.objects.get(codename="view_skill")
    submit(administrator, change(ada), user_permissions=[view.pk])
    ada.refresh_from_db()
    with_one = ada.is_staff
    submit(administrator, change(ada), user_permissions=[], is_superuser="on")
    ada.refresh_from_db()

    assert (with_one, ada.is_staff) == (True, True)


def test_a_limit_is_given_on_the_same_page(manager, framework):
    submit(
        manager,
        ADD,
        **NEW,
        groups=[group("HR editors")],
        is_limited="on",
        domains=[framework.domain.pk],
        families=[framework.family.pk],
    )

    scope = User.objects.get(username="ada").scope
    assert (scope.domains, scope.families) == ({"machine-learning"}, {"data"})


def test_a_list_without_the_tick_is_refused(manager, ada, framework):
    page = submit(manager, change(ada), groups=[group("HR editors")], domains=[framework.domain.pk])

    assert errors(page) == ["You ticked domains or role families below. Tick this as well, or none of them."]


@pytest.mark.parametrize("given", [{"groups": ["Administrators"]}, {"is_superuser": "on"}])
def test_whoever_gives_rights_is_not_limited(given, administrator, ada):
    groups = [group(name) for name in given.get("groups", [])]

    page = submit(administrator, change(ada), **{**given, "groups": groups}, is_limited="on")

    assert "could take this limit away" in errors(page)[0]


def test_the_list_says_what_each_may_do(manager, framework, limited_editor, root):
    page = words(manager.get(LIST))

    assert "HR editors Machine Learning, Data" in page
    assert "Everything" in page


def test_the_list_is_filtered_by_group(manager, ada):
    page = manager.get(LIST, {"groups__id__exact": group("Administrators")})

    assert [str(person) for person in page.context["cl"].result_list] == ["manager"]


# Rising


FORGED = {"is_superuser": "on", "is_staff": "on", "is_active": "on"}


def test_an_administrator_makes_nobody_superuser(manager, ada):
    view = Permission.objects.get(codename="change_group")
    forged = {**FORGED, "user_permissions": [view.pk]}
    submit(manager, change(ada), **forged)
    submit(manager, ADD, **{**NEW, "username": "eve"}, **forged)

    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions=view).exists()


@pytest.mark.parametrize("seen", ["is_superuser", "user_permissions"])
def test_what_lies_beyond_the_groups_is_for_superusers(seen, manager, administrator, ada):
    assert f'name="{seen}"' not in manager.get(change(ada)).text
    assert f'name="{seen}"' in administrator.get(change(ada)).text


def test_an_administrator_does_not_touch_a_superuser(manager, root):
    kept = root.password
    new = {"password1": "mine all of it", "password2": "mine all of it", "usable_password": "true"}

    answers = [
        manager.post(change(root), {"username": "root", **FORGED}),
        manager.post(delete(root), {"post": "yes"}),
        manager.post(password(root), new),
        manager.get(password(root)),
        manager.post(
            LIST, {"action": "delete_selected", "_selected_action": [root.pk], "index": "0", "post": "yes"}
        ),
    ]

    root.refresh_from_db()
    assert {answer.status_code for answer in answers} == {403}
    assert root.password == kept
    assert manager.get(change(root)).status_code == 200


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("how", ["group", "permission"])
def test_an_administrator_does_not_touch_whoever_may_do_more(how, is_active, manager, ada):
    more = Permission.objects.get(codename="change_group")
    if how == "group":
        own = Group.objects.create(name="Owners")
        own.permissions.add(more)
        ada.groups.add(own)
    else:
        ada.user_permissions.add(more)
    User.objects.filter(pk=ada.pk).update(is_active=is_active)

    answers = [manager.post(address(ada), {"post": "yes"}) for address in (change, delete, password)]

    assert {answer.status_code for answer in answers} == {403}


def test_an_administrator_gives_no_group_with_more_than_they_have(manager, administrator, ada):
    own = Group.objects.create(name="Owners")
    own.permissions.add(Permission.objects.get(codename="change_group"))

    page = submit(manager, change(ada), groups=[own.pk])

    assert errors(page)
    assert not ada.groups.exists()
    assert "Owners" not in manager.get(change(ada)).text
    assert "Owners" in administrator.get(change(ada)).text


def test_what_a_group_gives_is_changed_by_superusers(manager, administrator):
    readers = reverse("admin:auth_group_change", args=[group("Readers")])

    assert manager.post(readers, {"permissions": []}).status_code == 403
    assert manager.get(reverse("admin:auth_group_add")).status_code == 403
    assert administrator.post(readers, {"permissions": []}).status_code == 302


def test_a_limited_administrator_gives_nothing(people_admin, manager, ada):
    User.objects.filter(pk=people_admin.pk).update(is_limited=True)

    answers = [manager.post(address, {}) for address in (ADD, change(ada), delete(ada), password(ada))]

    assert {answer.status_code for answer in answers} == {403}


# One's own account


RIGHTS = ("is_active", "groups", "is_limited", "domains", "families", "is_superuser", "user_permissions")


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_ones_own_rights_stay_as_they_are(who, framework, request):
    client = request.getfixturevalue(who)
    me = User.objects.get(username=who)
    before = (me.is_superuser, me.is_active, me.is_limited, me.is_staff, set(me.groups.all()))
    forged = {"groups": [group("Readers")], "is_limited": "on", "domains": [framework.domain.pk]}

    answer = submit(client, change(me), first_name="Mine", is_active=None, is_superuser=None, **forged)

    me = User.objects.get(username=who)
    assert answer.status_code == 302
    assert me.first_name == "Mine"
    assert (me.is_superuser, me.is_active, me.is_limited, me.is_staff, set(me.groups.all())) == before
    assert not me.domains.exists()


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_ones_own_page_says_why(who, request):
    client = request.getfixturevalue(who)
    page = client.get(change(User.objects.get(username=who)))

    assert "This is your own account." in words(page)
    assert not any(f'name="{field}"' in page.text for field in RIGHTS)


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_nobody_deletes_themselves(who, request):
    client = request.getfixturevalue(who)
    me = User.objects.get(username=who)
    chosen = {"action": "delete_selected", "_selected_action": [me.pk], "index": "0", "post": "yes"}

    answers = [client.post(delete(me), {"post": "yes"}), client.post(LIST, chosen)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert User.objects.filter(pk=me.pk).exists()


def test_ones_own_password_is_set(manager, people_admin):
    new = {"password1": "a long password", "password2": "a long password", "usable_password": "true"}

    manager.post(password(people_admin), new)

    people_admin.refresh_from_db()
    assert people_admin.check_password("a long password")


def test_editors_and_readers_have_no_say_in_it(editor, reader, ada):
    for client in (editor, reader, signed_in(ada)):
        assert client.post(change(ada), FORGED).status_code in (302, 403)

    ada.refresh_from_db()
    assert not ada.is_superuser
