"""Import and export, as an editor of one domain and one role family has them."""

import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from python_calamine import CalamineWorkbook

from skillmatrix import importing
from skillmatrix.applying import apply
from skillmatrix.models import Expectation, Role, Skill
from tests.admin.conftest import signed_in
from tests.admin.importing import confirm, send
from tests.admin.limits import YOU_EDIT
from tests.building import words


@pytest.fixture
def limited_importer(limited_editor):
    limited_editor.groups.set(Group.objects.filter(name="Importers"))
    return signed_in(limited_editor)


def sent(client, *lines):
    return send(client, "\n".join(("skill,role,level,description", *lines)), name="mine.csv")


def test_an_import_inside_is_written(limited_importer, elsewhere):
    page = sent(
        limited_importer, "Transfer Learning,Designer,Senior,Mine", "Interviews,Data Scientist,Senior,Too"
    )

    confirm(limited_importer, page)

    assert set(Expectation.objects.exclude(description="").values_list("description", flat=True)) == {
        "Mine",
        "Too",
    }


def test_an_import_outside_is_refused_with_each_row(limited_importer, elsewhere):
    page = sent(
        limited_importer,
        "Transfer Learning,Data Scientist,Senior,Mine",
        "Interviews,Designer,Senior,Theirs",
        "New skill,Data Scientist,Senior,Where to?",
    )

    told = words(page)
    assert "has 2 problems. Nothing was written." in told
    assert "expectation “Interviews · Designer · Senior”" in told
    assert "skill “New skill”" in told
    assert f"This lies outside of what you edit. {YOU_EDIT}" in told
    assert page.context["ticket"] is None


def test_an_import_is_held_against_the_limits_again_when_confirmed(
    limited_editor, limited_importer, elsewhere
):
    page = sent(limited_importer, "Transfer Learning,Data Scientist,Senior,Mine")
    limited_editor.domains.set([elsewhere.domain])
    limited_editor.families.clear()

    answer = confirm(limited_importer, page)

    assert "This lies outside of what you edit. You edit Design." in words(answer)
    assert not Expectation.objects.filter(description="Mine").exists()


def test_a_row_that_moved_away_just_before_the_writing_is_not_written(
    limited_importer, framework, elsewhere, monkeypatch
):
    Skill.objects.filter(pk=framework.skill.pk).update(group=None)
    page = sent(limited_importer, "Transfer Learning,Designer,Senior,Mine")

    def moved_first(*arguments):
        Skill.objects.filter(pk=framework.skill.pk).update(domain=elsewhere.domain)
        return apply(*arguments)

    monkeypatch.setattr(importing, "apply", moved_first)
    answer = confirm(limited_importer, page)

    assert "This lies outside of what you edit." in words(answer)
    assert not Expectation.objects.filter(description="Mine").exists()


def test_an_export_holds_what_is_inside_and_says_so(limited, framework, elsewhere):
    page = limited.get(reverse("admin:skillmatrix_expectation_export"))
    file = limited.post(reverse("admin:skillmatrix_expectation_export"), {"format": "0", "resource": "0"})

    assert f"{YOU_EDIT} The file holds the expectations that you edit, and no others." in words(page)
    assert "Transfer Learning" in file.text
    assert "Interviews" not in file.text


def test_a_grid_has_sheets_of_roles_with_something_inside_alone(limited, framework, elsewhere):
    Role.objects.create(name="Newcomer")

    file = limited.post(
        reverse("admin:skillmatrix_expectation_export"), {"format": "2", "resource": "0"}
    ).content

    assert CalamineWorkbook.from_object(io.BytesIO(file)).sheet_names == ["Guide", "Data Scientist"]


def test_the_whole_framework_is_no_choice_for_a_limited_editor(limited, framework):
    export = reverse("admin:skillmatrix_expectation_export")

    page = limited.post(export, {"format": "3", "resource": "0"})

    assert "Workbook" not in limited.get(export).text
    assert page.context["form"].errors["format"]
