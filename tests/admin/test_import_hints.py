"""What the pages of an import tell an editor to do next."""

import pytest
from django.contrib.auth.models import Permission

from tests.admin.conftest import member, signed_in
from tests.admin.importing import IMPORT, LIST, address, confirm, latest, send
from tests.files import xlsx_bytes

BAD = "skill,role,level,required\nPython,Data Scientist,Senior,perhaps\n"
ODD = "skill,role,level,Notes\nPython,Data Scientist,Senior,x\n"


def test_a_file_with_problems_is_to_be_imported_again(hr, framework):
    page = send(hr, BAD)

    assert f'<a href="{IMPORT}">import it again</a>' in page.text
    assert "Say which column is which" not in page.text


def test_a_column_that_nobody_knows_can_be_left_out_here(hr, framework):
    page = send(hr, ODD)

    assert address(latest(), "columns") in page.text
    assert "which are to be left out" in page.text


def test_who_only_reviews_is_not_told_to_import(hr, framework):
    send(hr, BAD)

    page = signed_in(member("reviewer", "HR editors")).get(address(latest()))

    assert page.status_code == 200
    assert "import it again" not in page.text


@pytest.mark.parametrize(("name", "is_asked"), [("list.csv", True), ("list.xlsx", False)])
def test_only_text_is_asked_for_its_encoding(name, is_asked, hr, framework):
    rows = [["skill", "role", "level"], ["Python", "Data Scientist", "Senior"]]
    content = xlsx_bytes(List=rows) if name.endswith(".xlsx") else "\n".join(map(",".join, rows))

    page = send(hr, content, name)

    assert ('name="encoding"' in page.text) is is_asked


@pytest.mark.parametrize(("choices", "is_open"), [({}, False), ({"replace": "on"}, True)])
def test_how_a_file_is_meant_stands_open_where_something_is_said(choices, is_open, hr, framework):
    page = send(hr, b"nothing", "list.xlsx", **choices)

    assert ('<details class="how" open>' in page.text) is is_open


def test_a_file_in_an_unknown_encoding_is_to_be_chosen_again(hr, framework):
    content = "skill,role,level\nGröße,Data Scientist,Senior\n".encode("cp1252")

    assert "Choose the file again" in send(hr, content).text
    assert "Choose the file again" not in send(hr, b"nothing", "list.xlsx").text


def test_the_list_of_imports_leads_whoever_may_import_to_the_next_one(hr, framework):
    viewer = member("viewer", "Readers")
    viewer.user_permissions.add(Permission.objects.get(codename="view_import"))

    assert f'<a href="{IMPORT}">' in hr.get(LIST).text
    assert f'<a href="{IMPORT}">' not in signed_in(viewer).get(LIST).text


def test_what_was_overtaken_by_the_same_change_is_not_to_be_confirmed(hr, framework):
    first, second = send(hr), send(hr)
    confirm(hr, first)

    page = confirm(hr, second)

    assert "would no longer change" in page.text
    assert "before you confirm" not in page.text
