"""Saying which column of a file is which: for this file and, unless one does not want it, for later ones."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from skillmatrix.models import Import, SheetMapping
from tests.admin.conftest import member, signed_in
from tests.files import xlsx_bytes

UPLOAD = reverse("admin:skillmatrix_expectation_import")
ROWS = [["Our skills"], ["Topic", "Nr", "Beginner", "Old hand"], ["Python", 1, "Writes scripts.", "Designs."]]
SAID = {
    "sheet-1-is_read": "on",
    "sheet-1-header": "2",
    "sheet-1-column-0": "skill",
    "sheet-1-column-1": "",
    "sheet-1-column-2": "@level=Junior",
    "sheet-1-column-3": "@level=Senior",
    "sheet-1-role": "Data Scientist",
    "sheet-1-level": "",
    "sheet-1-holds": "description",
    "save": "on",
}
ONLY_HERE = {name: value for name, value in SAID.items() if name != "save"}


def upload(client, *, name="ours.xlsx", **tabs):
    file = SimpleUploadedFile(name, xlsx_bytes(**(tabs or {"Sheet1": ROWS})))
    return client.post(UPLOAD, {"import_file": file}, follow=True)


def columns():
    return reverse("admin:skillmatrix_import_columns", args=[Import.objects.first().pk])


def changes():
    """How many expectations the latest draft would create, and how many problems it has."""
    draft = Import.objects.first()
    return draft.counts.get("expectation", {}).get("create", 0), draft.problems


@pytest.fixture
def unclear(hr, framework):
    upload(hr)
    return columns()


def test_the_page_shows_the_first_rows_below_a_choice_for_each_column(hr, unclear):
    page = hr.get(unclear)

    assert page.status_code == 200
    assert "Writes scripts." in page.text
    assert page.text.count('name="sheet-1-column-') == 4


def test_what_is_said_makes_another_plan(hr, unclear):
    assert changes()[1] > 0

    page = hr.post(unclear, SAID, follow=True)

    assert page.redirect_chain[-1][0] == reverse(
        "admin:skillmatrix_import_change", args=[Import.objects.first().pk]
    )
    assert changes() == (2, 0)


def test_the_next_file_with_that_header_is_read_the_same_way(hr, unclear):
    hr.post(unclear, SAID)

    upload(hr, name="next.xlsx", Data_Scientist=[["A title"], [], *ROWS[1:]])

    assert changes() == (2, 0)


def test_the_role_of_a_whole_sheet_is_not_kept_for_the_next_file(hr, unclear):
    hr.post(unclear, SAID)

    upload(hr, name="next.xlsx", Chef=ROWS[1:])

    kept = SheetMapping.objects.get()
    assert (kept.meaning["role"], kept.meaning["level"]) == ("", "")
    draft = Import.objects.first()
    assert changes() == (2, 0)
    assert all(said["role"] == "" for said in draft.meaning["sheets"].values())


def test_what_one_person_saved_changes_no_other_s_file(hr, unclear):
    hr.post(unclear, SAID)
    other = signed_in(member("other", "Importers"))

    upload(other, Data_Scientist=ROWS)
    assert changes()[1] > 0
    other.post(columns(), ONLY_HERE)

    assert SheetMapping.objects.count() == 1
    upload(hr, Data_Scientist=ROWS)
    assert changes() == (2, 0)


def test_two_people_save_their_own(hr, unclear):
    hr.post(unclear, SAID)
    other = member("other", "Importers")
    there = signed_in(other)
    upload(there)
    there.post(columns(), SAID)
    assert SheetMapping.objects.count() == 2

    other.delete()

    assert SheetMapping.objects.count() == 1


def test_what_was_saved_is_not_used_for_a_file_that_is_clear(hr, framework):
    rows = [["Skill", "Junior", "Senior"], ["Python", "a", "b"]]
    upload(hr, Data_Scientist=rows)
    said = {"column-0": "skill", "column-1": "", "column-2": "@level", "header": "1", "is_read": "on"}
    hr.post(columns(), {"save": "on", **{f"sheet-1-{name}": value for name, value in said.items()}})
    assert changes() == (1, 0)
    assert SheetMapping.objects.exists()

    upload(hr, Data_Scientist=rows)

    assert changes() == (2, 0)


def test_it_is_kept_for_this_file_alone_where_one_wants_so(hr, unclear):
    hr.post(unclear, ONLY_HERE)
    assert changes() == (2, 0)

    upload(hr, name="next.xlsx")

    assert changes()[1] > 0


def test_what_was_saved_can_be_forgotten(hr, unclear):
    hr.post(unclear, SAID)
    assert SheetMapping.objects.exists()

    hr.post(unclear, ONLY_HERE)

    assert not SheetMapping.objects.exists()
    assert changes() == (2, 0)


def test_a_sheet_that_is_understood_is_not_said_anew(hr, framework):
    upload(hr, Data_Scientist=[["Skill", "Junior", "Senior"], ["Python", "a", "b"]])
    said = {
        **SAID,
        "sheet-1-header": "1",
        "sheet-1-column-0": "skill",
        "sheet-1-column-1": "@level",
        "sheet-1-column-2": "@level",
    }

    hr.post(columns(), said)

    assert not SheetMapping.objects.exists()


def test_a_sheet_can_be_left_out(hr, framework):
    rows = [["Skill", "Junior", "Senior"], ["Python", "a", "b"]]
    upload(hr, Data_Scientist=rows, Chef=[["Skill", "Junior", "Lead"], ["Soup", "c", "d"]])
    assert changes()[0] == 4

    hr.post(
        columns(),
        {
            **{
                f"sheet-{n}-{name}": value
                for n in (1, 2)
                for name, value in (("header", 1), ("holds", "description"))
            },
            "sheet-1-is_read": "on",
            "sheet-1-column-0": "skill",
            "sheet-1-column-1": "@level",
            "sheet-1-column-2": "@level",
            "sheet-1-role": "Data Scientist",
        },
    )

    assert changes()[0] == 2


def as_shown(page):
    """What a browser sends of this page where nothing is changed in it."""
    shown = {}
    for form in page.context["forms"]:
        for field in form:
            value = field.value()
            shown |= {field.html_name: "on" if value is True else value} if value else {}
    return {**shown, "left_out": page.context["leave_out"]["left_out"].value()}


def test_what_was_left_unsaid_is_said_the_next_time(hr, unclear):
    hr.post(unclear, {**SAID, "sheet-1-role": ""})
    assert changes()[1] > 0

    hr.post(unclear, {**as_shown(hr.get(unclear)), "sheet-1-role": "Data Scientist"})

    assert changes() == (2, 0)


def test_a_column_that_is_shown_as_left_out_is_left_out(hr, framework):
    rows = [["Skill", "Role", "Level", "Owner"], ["Python", "Data Scientist", "Junior", "People team"]]
    upload(hr, Sheet1=rows)
    assert changes()[1] == 1

    hr.post(columns(), as_shown(hr.get(columns())))

    assert changes() == (1, 0)


GRID = [
    ["role", "Data Scientist"],
    ["", "", "", "Senior", "", ""],
    ["domain", "group", "skill", "proficiency", "required", "description", "Comment"],
    ["", "", "Python", "", "no", "Writes tests.", "Ask the team"],
]

GRID_CSV = """role,Data Scientist
,,,Senior,,
domain,group,skill,proficiency,required,description,{comment}
,,Python,,no,Writes tests.,Ask the team
"""


def test_a_column_that_somebody_added_to_a_grid_is_left_out(hr, framework):
    upload(hr, Data_Scientist=GRID)
    assert changes()[1] == 1

    hr.post(columns(), as_shown(hr.get(columns())))

    assert changes() == (1, 0)


def test_a_column_of_a_grid_that_is_not_ticked_stays_a_problem(hr, framework):
    upload(hr, Data_Scientist=GRID)

    hr.post(columns(), {})

    assert changes()[1] == 1


def test_tabs_with_the_same_headers_keep_their_roles(hr, framework):
    rows = [["Skill", "Junior", "Senior", "Owner"], ["Python", "a", "b", "x"]]
    upload(hr, Data_Scientist=rows, Chef=rows)

    hr.post(columns(), as_shown(hr.get(columns())))

    assert changes() == (4, 0)


def test_two_roles_cannot_be_said_of_the_same_headers(hr, framework):
    rows = [["Skill", "Junior", "Senior"], ["Python", "a", "b"]]
    upload(hr, Sheet1=rows, Sheet2=rows)
    said = {**as_shown(hr.get(columns())), "sheet-1-role": "Data Scientist", "sheet-2-role": "Chef"}

    page = hr.post(columns(), {**said, "save": "on"})

    assert "This sheet has the headers of “Sheet1”" in page.text
    assert not SheetMapping.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sheet-1-is_read": ""}, "Tick this, or leave the columns as they were."),
        ({"sheet-1-column-0": ""}, "Say which column holds the skills."),
        ({"sheet-1-column-1": "skill"}, "Only one column can be the skill."),
        ({"sheet-1-column-3": "@role"}, "Say either levels or roles across, not both."),
        ({"sheet-1-header": "99"}, "Select a valid choice"),
        ({"sheet-1-column-1": "@level=Nobody"}, "Select a valid choice"),
        ({"sheet-1-role": "a\u202eb"}, "cannot be shown safely"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_form(wrong, says, hr, unclear):
    page = hr.post(unclear, {**SAID, **wrong})

    assert says in page.text
    assert changes()[1] > 0
    assert not SheetMapping.objects.exists()


def test_a_draft_that_is_none_any_more_leads_to_its_page(hr, unclear):
    draft = Import.objects.first()
    hr.post(reverse("admin:skillmatrix_import_discard", args=[draft.pk]), {"why": ""})

    assert hr.post(unclear, SAID).status_code == 302
    assert not SheetMapping.objects.exists()


def test_nobody_says_it_of_another_s_draft(unclear):
    other = signed_in(member("other", "Importers"))
    reviewer = signed_in(member("reviewer", "HR editors"))

    assert reviewer.post(unclear, SAID).status_code == 403
    assert other.post(unclear, SAID).status_code in (403, 404)
    assert not SheetMapping.objects.exists()


def test_a_workbook_has_nothing_to_say(hr, framework):
    upload(hr, Levels=[["slug", "name", "rank"], ["junior", "Junior", 10]])

    assert "nothing to say about this file" in hr.get(columns()).text


def test_a_header_with_a_sign_that_is_not_kept_cannot_be_left_out(hr, framework):
    content = GRID_CSV.format(comment="Com\0ment")
    file = SimpleUploadedFile("Data Scientist.csv", content.encode())
    hr.post(UPLOAD, {"import_file": file})

    page = hr.post(columns(), {"left_out": ["com\0ment"]})

    assert page.status_code in (200, 302)
    assert Import.objects.first().meaning["columns"] == {}


def test_a_header_far_down_is_the_one_that_is_chosen(hr, framework):
    upload(hr, Data_Scientist=[*([["A note"]] * 40), ["Skill", "Junior", "Owner"], ["Python", "a", "x"]])
    page = hr.get(columns())

    assert page.context["forms"][0].header_row == 41
    assert '<option value="41" selected>' in page.text

    said = {"column-0": "skill", "column-1": "@level"}
    hr.post(columns(), {**as_shown(page), **{f"sheet-1-{name}": value for name, value in said.items()}})

    assert changes() == (1, 0)


def test_where_no_header_is_found_any_row_in_which_one_may_be_can_be_chosen(hr, framework):
    rows = [*([["A note"]] * 40), ["Thema", "Anfang"], ["Python", "a"]]
    upload(hr, Data_Scientist=rows)
    said = {"header": "41", "is_read": "on", "column-0": "skill", "column-1": "@level=Junior"}

    hr.post(columns(), {f"sheet-1-{name}": value for name, value in said.items()})

    assert changes() == (1, 0)
