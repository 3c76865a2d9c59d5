"""`remove_demo`: nothing of the demo is left, and nothing that is not the demo's is lost."""

import pytest

from skillmatrix.models import Domain, Expectation, Feedback, Level, Organisation, Role, Skill, User
from skillmatrix.queries.framework import present
from tests.commands.running import refused, run, write
from tests.files import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEBUG = True
    run("load_demo")


def test_all_of_it_goes():
    said = run("remove_demo")

    assert "Demo accounts to remove: employee, hr, manager" in said
    assert rows_of(present()) == {}
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_it_can_be_loaded_again():
    before = rows_of(present())
    run("remove_demo")

    run("load_demo")

    assert rows_of(present()) == before


def test_own_rows_stay_with_what_they_rely_on(tmp_path):
    run(
        "import_framework",
        write(tmp_path / "mine.csv", "domain,skill,role,level", "Data Engineering,Mine,My role,Senior"),
    )
    User.objects.create_user("mine")

    run("remove_demo")

    assert [str(row) for row in Expectation.objects.all()] == ["Mine · My role · Senior"]
    assert [domain.name for domain in Domain.objects.all()] == ["Data Engineering"]
    assert [user.username for user in User.objects.all()] == ["mine"]


def test_edited_rows_are_counted_and_named():
    Skill.objects.filter(slug="sql").update(summary="Mine.")
    before = rows_of(present())

    said = refused("remove_demo")

    assert said.startswith("1 row of the demo was edited since.")
    assert "skill “SQL”" in said
    assert rows_of(present()) == before
    assert User.objects.count() == 3


def test_the_first_few_of_many_edited_rows_are_named():
    Expectation.objects.update(description="Mine.")

    assert refused("remove_demo").count("\n") == 6


def test_edited_rows_can_be_removed_too():
    Skill.objects.filter(slug="sql").update(summary="Mine.")

    run("remove_demo", "--edited-too")

    assert rows_of(present()) == {}


def test_an_edited_organisation_stays():
    Organisation.objects.update(name="Mine")

    run("remove_demo")

    assert Organisation.objects.get().name == "Mine"


def test_those_who_adopt_the_demo_remove_its_accounts_only():
    before = rows_of(present())
    Skill.objects.filter(slug="sql").update(summary="")

    run("remove_demo", "--accounts-only")

    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    assert rows_of(present()).keys() == before.keys()


def test_a_dry_run_removes_nothing():
    before = rows_of(present())

    said = run("remove_demo", "--dry-run")

    assert "Nothing is written" in said
    assert rows_of(present()) == before
    assert User.objects.count() == 3


def test_reports_about_its_rows_go_and_are_counted():
    for skill in Skill.objects.all()[:2]:
        Feedback.objects.create(skill=skill, kind="other", words="?")
    Feedback.objects.create(skill=skill, role=Role.objects.first(), level=Level.objects.first(), kind="other")

    assert "3 readers' reports about these rows are deleted with them." in run("remove_demo", "--dry-run")
    assert Feedback.objects.count() == 3
    assert "3 readers' reports about these rows are deleted with them." in run("remove_demo")

    assert not Feedback.objects.exists()
    assert rows_of(present()) == {}


def test_reports_about_rows_that_stay_stay(tmp_path):
    run("import_framework", write(tmp_path / "mine.csv", "skill,role,level", "Mine,My role,My level"))
    Feedback.objects.create(skill=Skill.objects.get(slug="mine"), kind="other", words="?")
    Feedback.objects.create(skill=Skill.objects.get(slug="sql"), kind="other", words="?")

    said = run("remove_demo")

    assert "1 reader's report about these rows is deleted with them." in said
    assert [report.skill.name for report in Feedback.objects.all()] == ["Mine"]


def test_with_the_accounts_only_reports_stay():
    Feedback.objects.create(skill=Skill.objects.first(), kind="other", words="?")

    assert "report" not in run("remove_demo", "--accounts-only")

    assert Feedback.objects.count() == 1
