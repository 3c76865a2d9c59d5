"""Exporting a spreadsheet."""

import pytest
from django.urls import reverse
from django.utils import timezone

from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.writing import write_grid, write_list
from skillmatrix.models import Expectation
from skillmatrix.planning import plan
from skillmatrix.queries.framework import present

EXPORT = reverse("admin:skillmatrix_expectation_export")
LIST_CSV, LIST_XLSX, GRID, WORKBOOK = "0", "1", "2", "3"


def export(client, fmt, **data):
    return client.post(EXPORT, {"format": fmt, "resource": "0", **data})


@pytest.mark.parametrize(("fmt", "suffix"), [(LIST_CSV, "csv"), (LIST_XLSX, "xlsx"), (WORKBOOK, "xlsx")])
def test_what_is_exported_changes_nothing_when_imported(fmt, suffix, hr, framework):
    answer = export(hr, fmt)

    found = plan(read_bytes(f"file.{suffix}", answer.content), present())
    assert (found.changes, found.problems) == ((), ())


def test_the_list_is_the_one_that_the_command_writes(hr, framework):
    answer = export(hr, LIST_CSV)

    assert answer.content == write_list(present(), "csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(("fmt", "name"), [(LIST_CSV, "list-{}.csv"), (WORKBOOK, "workbook-{}.xlsx")])
def test_a_file_is_called_by_its_layout_and_the_day(fmt, name, hr, framework):
    today = name.format(f"{timezone.localdate():%Y-%m-%d}")

    assert export(hr, fmt).headers["Content-Disposition"] == f'attachment; filename="skillmatrix-{today}"'


def test_the_file_of_a_role_is_called_after_it(hr, framework):
    answer = export(hr, GRID, role=framework.role.pk)

    assert '"skillmatrix-grid-data-scientist-' in answer.headers["Content-Disposition"]


def test_one_role(hr, framework):
    Expectation.objects.create(skill=framework.skill, role=framework.other_role, level=framework.junior)

    lines = export(hr, LIST_CSV, role=framework.other_role.pk).text.splitlines()

    assert [line.split(",")[3] for line in lines[1:]] == ["Engineer"]


def test_a_grid_is_the_one_that_the_command_writes(hr, framework):
    assert export(hr, GRID).content == write_grid(present())
    assert export(hr, GRID, role=framework.role.pk).content == write_grid(present(), "data-scientist")


def test_a_workbook_of_one_role_is_refused(hr, framework):
    page = export(hr, WORKBOOK, role=framework.role.pk)

    assert "A workbook always holds everything." in page.text


def test_a_list_filtered_by_a_role_offers_that_role(hr, framework):
    page = hr.get(EXPORT, {"role": "data-scientist"})

    assert page.context["form"].initial["role"] == framework.role.pk


@pytest.mark.parametrize("role", ["no-such-role", "\0", "data-scientist\0"])
def test_a_list_filtered_by_no_role_offers_none(role, hr, framework):
    page = hr.get(EXPORT, {"role": role})

    assert page.status_code == 200
    assert page.context["form"].initial.get("role") is None


@pytest.mark.parametrize("fmt", ["", "9", "csv"])
def test_an_unknown_format_is_refused(fmt, hr, framework):
    assert export(hr, fmt).context["form"].errors["format"]


def test_exporting_takes_queries_that_do_not_grow(hr, framework, django_assert_num_queries):
    export(hr, LIST_CSV)
    with django_assert_num_queries(17):
        export(hr, LIST_CSV)

    for level in (framework.junior, framework.senior):
        Expectation.objects.create(skill=framework.skill, role=framework.other_role, level=level)

    with django_assert_num_queries(17):
        export(hr, LIST_CSV)
