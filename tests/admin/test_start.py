"""The start page: what is where, and what to do first."""

from django.urls import reverse

from skillmatrix.models import Expectation, Level, Operation, Proficiency, Role, Skill
from skillmatrix.recording.operations import Cause, recorded
from tests.building import words

START = reverse("admin:index")
BUTTON = reverse("admin:add_proficiencies")


def groups(page):
    return {app["name"]: [model["name"] for model in app["models"]] for app in page.context["app_list"]}


def test_it_is_grouped_as_editors_think(administrator):
    assert groups(administrator.get(START)) == {
        "Framework": [
            "Expectations",
            "Skills",
            "Skill groups",
            "Domains",
            "Roles",
            "Levels of roles",
            "Role families",
            "Levels",
            "Proficiencies",
            "Imports",
            "History",
        ],
        "Readers": ["Readers' reports", "Organisation"],
        "People": ["People", "Groups"],
    }


def test_an_editor_sees_no_people(hr):
    assert list(groups(hr.get(START))) == ["Framework", "Readers"]


def test_an_empty_database_says_what_to_do_first(hr):
    page = hr.get(START).text

    assert "What to do first" in page
    assert f'action="{BUTTON}"' in page
    assert reverse("admin:skillmatrix_expectation_import") in page
    assert reverse("admin:skillmatrix_skill_add") in page


def test_a_framework_in_use_needs_no_first_steps(hr, framework):
    assert "What to do first" not in hr.get(START).text


def test_missing_proficiencies_are_offered_also_later(hr, framework):
    Expectation.objects.update(proficiency=None)
    Proficiency.objects.all().delete()

    page = hr.get(START).text

    assert f'action="{BUTTON}"' in page
    assert "This framework has no expectation yet" not in page


def test_new_reports_are_counted(hr, framework):
    assert "1 new report from readers" in hr.get(START).text


def test_an_expectation_is_offered_once_there_is_what_it_needs(hr):
    offer = reverse("admin:skillmatrix_expectation_add") + '">Add an expectation'
    before = hr.get(START).text
    Skill.objects.create(name="Python")
    Role.objects.create(name="Engineer")
    Level.objects.create(name="Junior", rank=1)

    assert offer not in before
    assert offer in hr.get(START).text


def test_the_start_page_takes_fixed_queries(hr, framework, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        hr.get(START)


def test_it_says_what_one_did_last(hr, hr_editor, framework):
    with recorded(Cause(Operation.Kind.FORM, hr_editor, note="As agreed")):
        framework.expectation.required = True
        framework.expectation.save()

    page = hr.get(START)

    operation = Operation.objects.get()
    assert f"Edit {operation.pk} 1 change" in words(page)
    assert "As agreed" in words(page)
    assert f'{reverse("admin:skillmatrix_change_changelist")}?operation={operation.pk}"' in page.text


def test_who_may_not_see_the_history_has_no_part_of_it(staff):
    assert "What you did last" not in staff.get(START).text


def test_the_button_adds_the_default_four(hr):
    page = hr.post(BUTTON, follow=True)

    assert "Added: Awareness, Working, Advanced, Expert." in page.text
    assert list(Proficiency.objects.values_list("letter", flat=True)) == ["A", "W", "V", "E"]


def test_the_button_adds_nothing_where_there_are_some(hr, framework):
    page = hr.post(BUTTON, follow=True)

    assert "There are proficiencies already." in page.text
    assert Proficiency.objects.count() == 1


def test_the_button_is_no_link(hr):
    assert hr.get(BUTTON).status_code == 405
    assert not Proficiency.objects.exists()
