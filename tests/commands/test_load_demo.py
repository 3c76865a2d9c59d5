"""`load_demo`: a framework to look at and three people to try it with."""

import pytest
from django.test import Client

from skillmatrix.demo import DEMO_PASSWORDS, DemoAccounts
from skillmatrix.models import Expectation, Organisation, Skill, User
from tests.commands.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trying_things_out(settings):
    settings.DEBUG = True


def test_an_empty_framework_is_filled():
    said = run("load_demo")

    assert "The demo framework is loaded." in said
    assert Expectation.objects.count() > 100
    assert str(Organisation.objects.get()) == "Example Ltd"


def test_accounts_and_passwords_are_printed():
    said = run("load_demo")

    assert "hr with the password hr-demo-only" in said
    assert "manager with the password manager-demo-only" in said
    assert "employee with the password employee-demo-only" in said


def test_the_default_proficiencies_are_no_obstacle():
    run("add_proficiencies")

    assert "Proficiency: 4 as before" in run("load_demo")


def test_run_again_it_keeps_everything():
    run("load_demo")
    Skill.objects.filter(slug="sql").update(summary="Mine.")

    said = run("load_demo")

    assert "has rows already" in said
    assert Skill.objects.get(slug="sql").summary == "Mine."
    assert User.objects.count() == 3


def test_a_framework_with_rows_of_its_own_is_kept():
    Skill.objects.create(name="Mine")

    run("load_demo")

    assert [skill.name for skill in Skill.objects.all()] == ["Mine"]


def test_a_framework_of_ones_own_gets_no_organisation_of_the_demo():
    Skill.objects.create(name="Mine")

    run("load_demo")

    assert not Organisation.objects.exists()


def test_without_debug_there_are_no_accounts(settings):
    settings.DEBUG = False

    said = run("load_demo")

    assert "The demo framework is loaded." in said
    assert "hr-demo-only" not in said
    assert not User.objects.exists()


def test_an_organisation_is_kept():
    Organisation.objects.create(pk=1, name="Mine")

    run("load_demo")

    assert Organisation.objects.get().name == "Mine"


def test_the_accounts_have_their_rights_and_no_password():
    run("load_demo")

    people = {user.username: user for user in User.objects.all()}
    held = {name: sorted(group.name for group in user.groups.all()) for name, user in people.items()}
    assert held == {"hr": ["HR editors", "Importers"], "manager": ["Readers"], "employee": []}
    assert {name for name, user in people.items() if user.is_staff} == {"hr", "manager"}
    assert not any(user.has_usable_password() for user in people.values())


def test_an_account_of_that_name_that_is_no_demo_account_is_left_alone():
    User.objects.create_user("hr", password="my-own-password")

    said = run("load_demo")

    mine = User.objects.get(username="hr")
    assert "“hr” of your own" in said
    assert not mine.is_demo
    assert not mine.is_staff
    assert not mine.groups.exists()


# Signing in


def test_with_debug_the_printed_password_signs_in(settings):
    settings.DEBUG = True
    run("load_demo")

    client = Client()

    assert client.login(username="hr", password="hr-demo-only")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("username", DEMO_PASSWORDS)
def test_without_debug_it_does_not(settings, username):
    run("load_demo")
    settings.DEBUG = False

    assert not Client().login(username=username, password=DEMO_PASSWORDS[username])


def test_without_debug_a_session_from_before_ends(settings):
    settings.DEBUG = True
    run("load_demo")
    hr = User.objects.get(username="hr")
    assert DemoAccounts().get_user(hr.pk) == hr

    settings.DEBUG = False

    assert DemoAccounts().get_user(hr.pk) is None


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("hr", "employee-demo-only"),
        ("hr", ""),
        ("nobody", ""),
        ("own", "hr-demo-only"),
        ("own", ""),
        (None, None),
    ],
)
def test_other_names_and_passwords_do_not(settings, username, password):
    settings.DEBUG = True
    run("load_demo")
    User.objects.create_user("own", password="my-own-password")

    assert DemoAccounts().authenticate(None, username=username, password=password) is None


def test_an_own_account_called_hr_is_not_opened(settings):
    settings.DEBUG = True
    User.objects.create_user("hr", password="my-own-password")

    assert not Client().login(username="hr", password="hr-demo-only")


def test_an_account_that_was_switched_off_stays_so(settings):
    settings.DEBUG = True
    run("load_demo")
    User.objects.update(is_active=False)

    assert not Client().login(username="hr", password="hr-demo-only")
