"""Downloading a spreadsheet to fill in."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from python_calamine import CalamineWorkbook

from skillmatrix.exchange.writing import write_grid, write_list, write_template
from skillmatrix.models import Expectation, User
from skillmatrix.queries.framework import present
from skillmatrix.rows import Layout
from tests.admin.conftest import signed_in
from tests.building import words

TEMPLATE = reverse("admin:skillmatrix_expectation_template")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.GRID])
def test_an_empty_template(layout, hr, framework):
    answer = hr.get(TEMPLATE, {"layout": layout.value})

    assert answer.content == write_template(present(), layout)
    assert answer.headers["Content-Type"] == XLSX
    assert (
        answer.headers["Content-Disposition"]
        == f'attachment; filename="skillmatrix-{layout.value}-template.xlsx"'
    )


def test_a_template_of_one_role(hr, framework):
    grid = hr.get(TEMPLATE, {"layout": "grid", "role": "data-scientist"})
    rows = hr.get(TEMPLATE, {"layout": "list", "role": "data-scientist"})

    assert grid.content == write_grid(present(), "data-scientist")
    assert rows.content == write_list(present(), "xlsx", "data-scientist")
    assert "skillmatrix-grid-data-scientist.xlsx" in grid.headers["Content-Disposition"]


def test_a_blank_role_is_none(hr, framework):
    assert hr.get(TEMPLATE, {"layout": "grid", "role": ""}).content == write_template(present(), Layout.GRID)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"layout": ""},
        {"layout": "workbook"},
        {"layout": "Grid"},
        {"layout": "grid\0"},
        {"layout": ["grid", "list"]},
        {"layout": "grid", "role": "no-such-role"},
        {"layout": "list", "role": "\0"},
        {"layout": "list", "role": "data-scientist\0"},
        {"layout": "grid", "role": ["data-scientist", "engineer"]},
    ],
)
def test_what_there_is_not_is_a_404_page(asked, hr, framework):
    answer = hr.get(TEMPLATE, asked)

    assert answer.status_code == 404
    assert "Not found" in words(answer)


def test_an_unknown_role_is_told_the_nearest_with_the_same_layout(hr, framework):
    page = hr.get(TEMPLATE, {"layout": "grid", "role": "data-scientst"})

    assert "There is no role “data-scientst”." in words(page)
    assert f"{TEMPLATE}?layout=grid&amp;role=data-scientist" in page.text


@pytest.mark.parametrize("right", ["import_expectation", "export_expectation"])
def test_either_right_is_enough(right, framework):
    person = User.objects.create_user("one-right", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename=right))

    assert signed_in(person).get(TEMPLATE, {"layout": "list"}).status_code == 200


def test_a_limited_editor_gets_of_a_role_what_they_edit(limited, framework, elsewhere):
    Expectation.objects.create(skill=framework.skill, role=elsewhere.role, level=framework.senior)

    answer = limited.get(TEMPLATE, {"layout": "grid", "role": elsewhere.role.slug})

    rows = CalamineWorkbook.from_object(io.BytesIO(answer.content)).get_sheet_by_index(1).to_python()
    assert [row[2] for row in rows[3:]] == ["Transfer Learning"]


def test_the_export_page_leads_to_the_templates(hr, framework):
    page = hr.get(reverse("admin:skillmatrix_expectation_export"))

    for layout in ("grid", "list"):
        assert f'href="{TEMPLATE}?layout={layout}"' in page.text


def test_a_template_takes_queries_that_do_not_grow(hr, framework, django_assert_num_queries):
    asked = {"layout": "grid", "role": "data-scientist"}
    hr.get(TEMPLATE, asked)
    with django_assert_num_queries(17):
        hr.get(TEMPLATE, asked)

    for level in (framework.junior, framework.senior):
        Expectation.objects.create(skill=framework.skill, role=framework.other_role, level=level)

    with django_assert_num_queries(17):
        hr.get(TEMPLATE, asked)


def test_who_may_not_export_gets_no_role_s_expectations(framework):
    person = User.objects.create_user("imports-only", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="import_expectation"))
    client = signed_in(person)

    assert client.get(TEMPLATE, {"layout": "grid", "role": "data-scientist"}).status_code == 403
    assert client.get(TEMPLATE, {"layout": "grid", "role": ""}).status_code == 200
    page = client.get(reverse("admin:skillmatrix_expectation_import"))
    assert "Data Scientist" not in page.text
    assert "Download the grid" in page.text
