"""An import beside an editor's form, in both orders: neither overwrites the other unseen; and its reason."""

from skillmatrix.models import Operation, Skill
from tests.admin.forms import change, now, sent_back, sides, somebody_else
from tests.admin.importing import confirm, send

FILE = "skill,role,level,description\nTransfer Learning,Data Scientist,Senior,From the file.\n"


def preview(client):
    return send(client, FILE)


def test_a_form_that_was_open_during_an_import_does_not_overwrite_it(hr, administrator, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    confirm(administrator, preview(administrator))

    page = hr.post(change(row), sent_back(opened, description="Mine."))

    assert sides(page) == [(str(row), {"Description": ("From the file.", "Mine.")}, {})]
    assert "Changed by administrator," in page.text
    assert now(row).description == "From the file."


def test_an_import_does_not_overwrite_a_form_that_was_saved_since_its_preview(hr, administrator, framework):
    shown = preview(administrator)
    somebody_else(framework.expectation, description="Mine.")

    page = confirm(administrator, shown)

    assert "The framework has changed since the preview. Nothing was written." in page.text
    (change_now,) = page.context["plan_page"].changes.rows
    assert (change_now.old, change_now.new) == ({"description": "Mine."}, {"description": "From the file."})
    assert now(framework.expectation).description == "Mine."
    confirm(administrator, page)
    assert now(framework.expectation).description == "From the file."


def test_an_edit_of_something_else_does_not_void_a_preview(hr, administrator, framework):
    shown = preview(administrator)
    somebody_else(framework.expectation, required=True)
    Skill.objects.create(name="Python")

    confirm(administrator, shown)

    assert (now(framework.expectation).description, now(framework.expectation).required) == (
        "From the file.",
        True,
    )


def test_the_reason_is_kept_with_the_import(hr, framework):
    confirm(hr, preview(hr), why="The yearly  review")

    operation = Operation.objects.get()
    assert (operation.kind, operation.source, operation.note) == ("import", "list.csv", "The yearly review")


def test_a_reason_that_cannot_be_shown_stops_the_import_until_it_is_mended(hr, framework):
    page = confirm(hr, preview(hr), why="\u202eReason")

    assert "cannot be shown safely" in page.text
    assert now(framework.expectation).description == ""
    confirm(hr, page, why="Reason")
    assert now(framework.expectation).description == "From the file."
