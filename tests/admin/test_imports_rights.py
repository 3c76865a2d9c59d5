"""Whose imports somebody sees: their own, all of them, or any by its link; and what they may do with each."""

import pytest
from django.contrib.auth.models import Permission

from skillmatrix.importing import keep
from skillmatrix.models import Expectation, Import, User
from tests.admin.conftest import member, signed_in
from tests.admin.importing import ADDED, LIST, address, confirm, latest, send
from tests.building import words


def somebody(*codenames, name="somebody"):
    """With these rights and no others."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return signed_in(user)


@pytest.fixture
def theirs(hr_editor, framework):
    """A draft of somebody else's."""
    return keep(hr_editor, "theirs.csv", ADDED.encode())


def listed(client):
    return [import_.file_name for import_ in client.get(LIST).context["cl"].result_list]


def answers(client, import_):
    """The status of each address of an import."""
    return {
        "change": client.get(address(import_)).status_code,
        "history": client.get(address(import_, "history")).status_code,
        "file": client.get(address(import_, "file")).status_code,
        "comment": client.post(address(import_, "comment"), {"text": "Wait."}).status_code,
        "how": client.post(address(import_, "how"), {}).status_code,
        "discard": client.post(address(import_, "discard"), {}).status_code,
    }


def test_who_may_import_sees_their_own_and_to_them_others_are_not_there(theirs):
    importer = somebody("import_expectation")
    send(importer, name="mine.csv")
    mine = latest()

    assert listed(importer) == ["mine.csv"]
    assert answers(importer, theirs) == dict.fromkeys(answers(importer, theirs), 404)
    assert set(answers(importer, mine).values()) == {200, 302}
    theirs.refresh_from_db()
    assert theirs.is_draft
    assert not theirs.comments.exists()


def test_an_import_that_never_was_is_answered_like_anothers(theirs):
    importer = somebody("import_expectation")
    never = Import(pk=theirs.pk + 1)

    assert answers(importer, never) == answers(importer, theirs)


@pytest.mark.parametrize("key", ["0", "-1", "9" * 30, "x", "1%00"])
def test_an_address_that_no_import_has_is_not_found(key, hr, theirs):
    assert hr.get(f"/admin/skillmatrix/import/{key}/change/").status_code == 404


def test_who_may_review_opens_any_by_its_link_and_comments(theirs):
    reviewer = somebody("review_import")

    assert answers(reviewer, theirs) == {
        "change": 200,
        "history": 302,
        "file": 403,
        "comment": 302,
        "how": 403,
        "discard": 403,
    }
    assert reviewer.get(LIST).status_code == 403
    assert theirs.comments.get().person_name == "somebody"


def test_a_reviewer_reads_the_plan_and_is_offered_nothing_else(theirs):
    page = somebody("review_import").get(address(theirs))

    assert page.context["ticket"] is None
    assert [row.label for row in page.context["plan_page"].changes.rows] == [
        "Python",
        "Python · Data Scientist · Senior",
    ]
    for action in ("file", "how", "discard"):
        assert address(theirs, action) not in page.text
    assert address(theirs, "comment") in page.text


def test_who_may_review_lists_only_their_own(theirs):
    importer = signed_in(member("importer", "Importers"))
    send(importer, name="mine.csv")

    assert listed(importer) == ["mine.csv"]
    assert "theirs.csv" not in importer.get("/admin/").text


def test_who_may_view_sees_all_and_has_the_files(theirs):
    viewer = somebody("view_import")

    assert listed(viewer) == ["theirs.csv"]
    assert viewer.get(address(theirs, "file")).content == ADDED.encode()
    assert viewer.post(address(theirs, "discard")).status_code == 403
    assert viewer.get(address(theirs)).context["ticket"] is None


def test_who_may_view_and_import_applies_a_colleagues_draft(theirs, hr):
    colleague = somebody("view_import", "import_expectation", name="colleague")
    page = colleague.get(address(theirs))

    confirm(colleague, page)

    theirs.refresh_from_db()
    assert (theirs.state, theirs.person_name, theirs.ended_by_name) == ("applied", "hr", "colleague")
    assert theirs.operation.person_name == "colleague"
    assert "Applied by colleague," in words(hr.get(address(theirs)))


def test_the_confirmation_is_for_whoever_was_shown_the_plan(theirs, hr):
    colleague = somebody("view_import", "import_expectation", name="colleague")
    page = colleague.get(address(theirs))

    assert "not one that you were given here" in confirm(hr, page).text
    assert not Expectation.objects.filter(skill__name="Python").exists()


def test_who_lost_the_right_to_see_it_does_not_confirm_it(theirs):
    colleague = somebody("view_import", "import_expectation", name="colleague")
    page = colleague.get(address(theirs))
    User.objects.get(username="colleague").user_permissions.set(
        Permission.objects.filter(codename="import_expectation")
    )

    assert confirm(colleague, page).status_code == 404
    assert not Expectation.objects.filter(skill__name="Python").exists()


def test_a_limited_reviewer_reads_the_plan_of_the_file_as_it_is(theirs, limited_editor, elsewhere):
    limited_editor.domains.set([elsewhere.domain])
    limited_editor.families.clear()
    reviewer = signed_in(limited_editor)

    page = reviewer.get(address(theirs))
    plan = reviewer.get(address(theirs), {"format": "csv"})

    assert "This lies outside of what you edit" not in page.text
    assert page.context["totals"]["new"] > 0
    assert "Writes tests." in plan.content.decode()


def test_a_limit_holds_for_whoever_applies(theirs, limited_editor):
    limited_editor.user_permissions.set(
        Permission.objects.filter(codename__in=["view_import", "import_expectation"])
    )

    page = signed_in(limited_editor).get(address(theirs))

    assert "This lies outside of what you edit." in words(page)
    assert page.context["ticket"] is None


def test_without_the_right_to_edit_one_undoes_what_one_imported_oneself_and_nothing_else(
    framework, administrator
):
    client = signed_in(member("importer", "Importers"))
    confirm(client, send(client))
    mine = latest().operation
    confirm(administrator, send(administrator, ADDED.replace("Python", "Ruby")))
    theirs = latest().operation
    undo = "/admin/skillmatrix/change/operations/{}/undo/"

    assert client.get(undo.format(mine.pk)).status_code == 200
    assert client.get(undo.format(theirs.pk)).status_code == 403


def test_who_may_only_import_undoes_what_they_imported_from_its_receipt(framework):
    importer = somebody("import_expectation")
    confirm(importer, send(importer))
    undo = f"/admin/skillmatrix/change/operations/{latest().operation.pk}/undo/"
    assert undo in importer.get(address(latest())).text

    page = importer.get(undo)
    done = importer.post(undo, {"digest": page.context["form"]["digest"].value()}, follow=True)

    assert page.status_code == 200
    assert 'href="/admin/skillmatrix/change/"' not in page.text
    assert done.status_code == 200
    assert not Expectation.objects.filter(skill__name="Python").exists()
