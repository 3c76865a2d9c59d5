"""Putting back what was: a row, or all that an operation did; shown first, done once it is confirmed."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from skillmatrix.applying import Refused, apply
from skillmatrix.models import (
    Change,
    Domain,
    Expectation,
    Level,
    Operation,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
    User,
)
from skillmatrix.planning import plan
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause, recorded
from tests.admin.conftest import signed_in
from tests.building import words
from tests.files import wanted

LIST = reverse("admin:skillmatrix_change_changelist")


def main(page):
    html = page.content.decode()
    return words(html[html.index('id="content-main"') if 'id="content-main"' in html else 0 :])


def detail(client, change):
    return client.get(reverse("admin:skillmatrix_change_change", args=[change.pk]))


# A row


def restore(client, change, **changed):
    """Look at what restoring would do, and confirm it."""
    address = reverse("admin:skillmatrix_change_restore", args=[change.pk])
    page = client.get(address)
    form = page.context["form"]
    return client.post(address, {"digest": form["digest"].value(), **changed})


def test_a_row_is_put_back_as_it_was_before_a_change(hr, edited):
    answer = restore(hr, Change.objects.first(), why="Too early")

    row = Expectation.objects.get()
    assert answer.url == f"{LIST}?row=expectation%3Atransfer-learning%3Adata-scientist%3Asenior"
    assert (row.required, row.description) == (False, "")
    operation = Operation.objects.first()
    assert (operation.kind, operation.person_name, operation.note) == ("restore", "hr", "Too early")
    assert operation.changes.count() == 1


def test_nothing_is_written_before_it_is_confirmed(hr, edited):
    change = Change.objects.first()

    page = hr.get(reverse("admin:skillmatrix_change_restore", args=[change.pk]))

    assert "This is what would happen" in main(page)
    assert Expectation.objects.get().required


def test_a_deleted_row_comes_back_with_its_address(hr, framework):
    Expectation.objects.all().delete()
    framework.report.delete()
    Skill.objects.get().delete()

    restore(hr, Change.objects.filter(table="skill").first())
    restore(hr, Change.objects.filter(table="expectation", action="delete").first())

    assert Skill.objects.get().slug == "transfer-learning"
    assert Expectation.objects.get().proficiency == framework.working


def test_sideways_steps_come_back_with_their_level(hr, framework):
    framework.expectation.delete()
    RoleLevel.objects.filter(pk=framework.place.pk).delete()
    assert not SideStep.objects.exists()

    restore(hr, Change.objects.filter(table="side_step", action="delete").first())

    assert SideStep.objects.get().destination == framework.elsewhere


def test_a_row_comes_back_from_a_history_that_was_shortened(hr, edited):
    edited.expectation.description = "Newer still."
    edited.expectation.save()
    [first, second] = Change.objects.filter(table="expectation", action="change").order_by("pk")
    Change.objects.filter(pk__lt=first.pk).delete()

    restore(hr, first)

    assert Expectation.objects.get().description == ""
    restore(hr, second)
    assert Expectation.objects.get().description == "Reuses what others trained."


def test_a_level_of_a_role_comes_back_with_its_steps(hr, framework):
    framework.expectation.delete()
    framework.place.delete()

    restore(hr, Change.objects.filter(table="role_level", action="delete").first())

    assert SideStep.objects.get().destination == framework.elsewhere


def test_steps_that_were_taken_away_before_stay_away(hr, framework):
    framework.expectation.delete()
    with recorded(Cause(Operation.Kind.FORM)):
        framework.step.delete()
    with recorded(Cause(Operation.Kind.FORM)):
        framework.place.delete()

    restore(hr, Change.objects.filter(table="role_level", action="delete").first())

    assert not SideStep.objects.exists()


def test_what_the_row_needs_comes_first(hr, framework):
    Expectation.objects.all().delete()
    framework.report.delete()
    Skill.objects.get().delete()
    gone = Change.objects.filter(table="expectation", action="delete").first()
    address = reverse("admin:skillmatrix_change_restore", args=[gone.pk])

    assert "skill: “transfer-learning” – The skill of this address is gone." in main(hr.get(address))
    hr.post(address, {"digest": "x"})

    assert not Expectation.objects.exists()


def test_what_another_row_has_by_now_is_in_the_way(hr, framework):
    junior = Level.objects.get(name="Junior")
    junior.rank = 15
    junior.save()
    Level.objects.create(name="Trainee", rank=10)

    change = Change.objects.get(key="junior", action="change")
    page = hr.get(reverse("admin:skillmatrix_change_restore", args=[change.pk]))

    assert "level: “Trainee” – This has the same rank by now." in main(page)


def test_a_skill_comes_back_where_its_group_is_now(hr, framework):
    skill = Skill.objects.create(name="Fine Tuning", group=framework.group)
    skill.delete()
    group = SkillGroup.objects.get()
    group.domain = Domain.objects.create(name="Craft")
    group.save()

    restore(hr, Change.objects.filter(key="fine-tuning").first())

    assert Skill.objects.get(name="Fine Tuning").domain.name == "Craft"


def test_a_row_that_is_so_already_has_nothing_to_restore(hr, edited):
    change = Change.objects.first()
    restore(hr, change)

    page = hr.get(reverse("admin:skillmatrix_change_restore", args=[change.pk]))

    assert "there is nothing to restore" in main(page)


def test_what_was_confirmed_and_is_another_thing_by_now_is_not_written(hr, edited):
    change = Change.objects.first()
    address = reverse("admin:skillmatrix_change_restore", args=[change.pk])
    digest = hr.get(address).context["form"]["digest"].value()
    Expectation.objects.update(description="Newer words.")

    page = hr.post(address, {"digest": digest, "why": "My reason"})

    assert "Nothing was written." in words(page)
    assert "Newer words." in main(page)
    assert page.context["form"]["why"].value() == "My reason"
    assert Expectation.objects.get().description == "Newer words."


def test_an_unrelated_edit_does_not_stand_in_the_way(hr, edited):
    change = Change.objects.first()
    address = reverse("admin:skillmatrix_change_restore", args=[change.pk])
    digest = hr.get(address).context["form"]["digest"].value()
    Skill.objects.update(summary="Something else.")

    assert hr.post(address, {"digest": digest}).status_code == 302


def test_a_row_that_was_new_has_nothing_before_it(hr, framework):
    created = Change.objects.filter(action="create").first()

    answer = hr.get(reverse("admin:skillmatrix_change_restore", args=[created.pk]))

    assert answer.status_code == 404


def test_who_may_not_edit_may_not_restore(framework, db):
    Skill.objects.update(summary="Newer.")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_change"))
    change = Change.objects.first()
    client = signed_in(viewer)

    address = reverse("admin:skillmatrix_change_restore", args=[change.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"digest": "x"}).status_code == 403
    assert "Put it back" not in client.get(reverse("admin:skillmatrix_change_change", args=[change.pk])).text


def test_a_reason_that_cannot_be_shown_is_refused_and_kept(hr, edited):
    page = restore(hr, Change.objects.first(), why="\u202eReason")

    assert "Character U+202E at position 1 cannot be shown safely. Remove it." in main(page)
    assert page.context["form"]["why"].value() == "\u202eReason"
    assert Expectation.objects.get().required


# An operation


def undo(client, operation, **changed):
    address = reverse("admin:skillmatrix_operation_undo", args=[operation.pk])
    form = client.get(address).context["form"]
    return client.post(address, {"digest": form["digest"].value(), **changed})


@pytest.fixture
def imported(framework, hr_editor):
    found = plan(
        wanted("skill,role,level,description", "R,Engineer,Senior,Plots.", "R,Engineer,Junior,Reads."),
        present(),
    )
    return apply(found, Cause(Operation.Kind.IMPORT, hr_editor, source="skills.csv")).operation


def test_an_operation_is_undone_as_a_whole(hr, imported):
    answer = undo(hr, imported, why="The wrong file")

    assert answer.url == f"{LIST}?operation={imported.pk}"
    assert not Skill.objects.filter(slug="r").exists()
    latest = Operation.objects.first()
    assert (latest.kind, latest.undoes, latest.note) == ("undo", imported, "The wrong file")
    assert str(latest) == f"undo {latest.pk}"


def test_undoing_can_be_undone(hr, imported):
    undo(hr, imported)

    undo(hr, Operation.objects.first())

    assert Expectation.objects.filter(skill__slug="r").count() == 2


def test_undoing_over_later_edits_is_refused_and_they_are_named(hr, imported):
    Expectation.objects.filter(level__slug="junior", skill__slug="r").update(description="Newer.")
    address = reverse("admin:skillmatrix_operation_undo", args=[imported.pk])

    page = hr.get(address)
    hr.post(address, {"digest": "x"})

    assert "expectation: “R · Engineer · Junior” – This was changed again afterwards." in main(page)
    assert Expectation.objects.filter(skill__slug="r").count() == 2


def test_what_was_undone_says_so_and_is_not_offered_again(hr, imported):
    undo(hr, imported)
    told = f"Undone by undo {Operation.objects.first().pk}, by hr on "
    address = reverse("admin:skillmatrix_operation_undo", args=[imported.pk])

    page = hr.get(address)
    hr.post(address, {"digest": page.context["form"]["digest"].value()})

    assert told in main(page)
    assert "<form" not in page.text[page.text.index('id="content-main"') :].split("</main>")[0]
    assert told in main(detail(hr, imported.changes.first()))
    assert "Undo all of" not in main(detail(hr, imported.changes.first()))
    assert Operation.objects.count() == 2


def test_what_was_undone_and_done_again_can_be_undone_again(hr, imported):
    undo(hr, imported)
    undo(hr, Operation.objects.first())

    assert f"Undo all of import {imported.pk}" in main(detail(hr, imported.changes.first()))
    undo(hr, imported)

    assert not Skill.objects.filter(slug="r").exists()


def test_what_a_migration_recorded_is_not_undone(hr, imported):
    Operation.objects.filter(pk=imported.pk).update(kind="migration")
    Expectation.objects.filter(level__slug="junior").delete()
    Operation.objects.update(kind="migration")
    address = reverse("admin:skillmatrix_operation_undo", args=[imported.pk])

    assert hr.get(address).status_code == hr.post(address, {"digest": "x"}).status_code == 404
    assert "Undo all of" not in detail(hr, imported.changes.first()).text


def test_a_row_is_restored_from_what_a_migration_recorded(hr, edited):
    Operation.objects.update(kind="migration")

    assert "Put it back as it was before" in detail(hr, Change.objects.first()).text
    restore(hr, Change.objects.first())

    assert not Expectation.objects.get().required


def test_an_operation_without_changes_is_nobodys_to_undo(hr, reader):
    operation = Operation.objects.create(kind="form")
    address = reverse("admin:skillmatrix_operation_undo", args=[operation.pk])

    assert {client.get(address).status_code for client in (hr, reader)} == {403}


def test_the_page_says_what_is_undone_whose_it_is_and_how_many_rows_go(hr, framework, hr_editor):
    with recorded(Cause(Operation.Kind.FORM, hr_editor)) as operation:
        Level.objects.create(name="Lead", rank=40)

    page = hr.get(reverse("admin:skillmatrix_operation_undo", args=[operation.pk]))

    assert page.context["title"].startswith(f"Undo edit {operation.pk} of hr, ")
    assert "deleted" in words(page.text[page.text.index('class="counts"') :])


def test_undoing_shows_each_row_and_can_be_filtered_and_downloaded(hr, imported):
    address = reverse("admin:skillmatrix_operation_undo", args=[imported.pk])

    page = hr.get(address)

    assert "R Junior deleted Description Before: Reads." in main(page)
    (only,) = hr.get(address, {"kind": "skill"}).context["plan_page"].changes.rows
    assert only.label == "R"
    assert "deleted,Skill,R" in hr.get(address, {"format": "csv"}).text
    assert hr.get(address, {"format": "pdf"}).status_code == 404
    assert Skill.objects.filter(slug="r").exists()


def test_what_stands_in_the_way_is_listed_page_by_page(hr, framework, hr_editor):
    lines = [f"Skill {n},Engineer,Senior,x" for n in range(60)]
    found = plan(wanted("skill,role,level,description", *lines), present())
    operation = apply(found, Cause(Operation.Kind.IMPORT, hr_editor)).operation
    Expectation.objects.filter(skill__name__startswith="Skill ").update(description="Newer.")

    page = hr.get(reverse("admin:skillmatrix_operation_undo", args=[operation.pk]))

    assert main(page).count("This was changed again afterwards.") == 50
    assert "Page 1 of 2" in main(page)


def test_what_was_done_by_nobody_known_is_undone_by_nobodys_name(administrator, framework):
    with recorded(Cause(Operation.Kind.COMMAND)) as operation:
        Level.objects.create(name="Lead", rank=40)

    page = administrator.get(reverse("admin:skillmatrix_operation_undo", args=[operation.pk]))

    assert page.context["title"].startswith(f"Undo command {operation.pk}, ")


def test_where_somebody_writes_at_the_same_moment_the_reason_stays(hr, edited, monkeypatch):
    def refuse(*about):
        raise Refused("Somebody else was writing.")

    monkeypatch.setattr("skillmatrix.admin.restoring.apply_within", refuse)
    change = Change.objects.first()

    for page in (restore(hr, change, why="My reason"), undo(hr, change.operation, why="My reason")):
        assert page.status_code == 200
        assert "Somebody else was writing." in words(page)
        assert page.context["form"]["why"].value() == "My reason"


def test_who_may_not_delete_may_not_undo(imported, db):
    importer = User.objects.create_user("importer", is_staff=True)
    rights = Permission.objects.filter(codename__in=["view_change", "add_skill", "change_skill"])
    importer.user_permissions.add(*rights)
    client = signed_in(importer)

    assert client.get(reverse("admin:skillmatrix_operation_undo", args=[imported.pk])).status_code == 403
