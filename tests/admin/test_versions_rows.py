"""Two editors at the rows that stand on the page of another row."""

from skillmatrix.models import Expectation, Skill, SkillGroup
from tests.admin.forms import change, now, sent_back, sides, somebody_else


def test_of_several_rows_the_one_that_both_changed_is_shown(hr, framework):
    other = Expectation.objects.create(
        skill=Skill.objects.create(name="Python"), role=framework.role, level=framework.senior
    )
    opened = hr.get(change(framework.place))
    somebody_else(other, description="Theirs.")
    mine = {"expectations-0-description": "Mine, of Python.", "expectations-1-description": "Mine alone."}

    page = hr.post(change(framework.place), sent_back(opened, **mine))

    assert sides(page) == [(str(other), {"Description": ("Theirs.", "Mine, of Python.")}, {})]
    assert "Somebody else changed this row in the meantime. See above." in page.text
    assert now(framework.expectation).description == ""
    hr.post(change(framework.place), sent_back(page, **{"expectations-0-take-description": "theirs"}))
    assert (now(other).description, now(framework.expectation).description) == ("Theirs.", "Mine alone.")


def test_a_row_that_was_left_alone_keeps_the_newer_text(hr, framework):
    opened = hr.get(change(framework.place))
    somebody_else(framework.expectation, description="Theirs.")

    done = hr.post(change(framework.place), sent_back(opened, title="Mine"))

    assert done.status_code == 302
    assert (now(framework.place).title, now(framework.expectation).description) == ("Mine", "Theirs.")


def test_deleting_a_row_that_was_changed_meanwhile_is_asked_again(hr, framework):
    opened = hr.get(change(framework.place))
    somebody_else(framework.expectation, description="Theirs.")

    page = hr.post(change(framework.place), sent_back(opened, **{"expectations-0-DELETE": "on"}))

    assert sides(page) == [(str(framework.expectation), {}, {"Description": ("", "Theirs.")})]
    assert "You ticked to delete this row." in page.text
    assert Expectation.objects.exists()
    hr.post(change(framework.place), sent_back(page))
    assert not Expectation.objects.exists()


def test_what_was_typed_into_a_row_that_is_gone_is_shown(hr, framework):
    python = Skill.objects.create(name="Python")
    Expectation.objects.create(skill=python, role=framework.role, level=framework.senior, description="Old.")
    opened = hr.get(change(framework.place))
    Expectation.objects.get(skill=python).delete()
    mine = {"expectations-0-description": "Mine.\r\nLost?", "expectations-1-description": "Kept."}

    page = hr.post(change(framework.place), sent_back(opened, **mine))

    assert page.status_code == 409
    assert page.context["conflicts"].lost == (
        "Python · Data Scientist · Senior\n\nDescription:\nMine.\nLost?",
    )
    assert "Typed into rows that are no longer there" in page.text
    assert [row.original for row in page.context["inline_admin_formsets"][1]][:1] == [framework.expectation]
    again = hr.post(change(framework.place), sent_back(page, title="\u202e"))
    assert "Lost?" in again.context["conflicts"].lost[0]
    hr.post(change(framework.place), sent_back(page))
    assert [row.description for row in Expectation.objects.all()] == ["Kept."]


def test_a_row_that_is_gone_and_was_left_alone_is_no_matter(hr, framework):
    opened = hr.get(change(framework.place))
    framework.expectation.delete()

    done = hr.post(change(framework.place), sent_back(opened, title="Mine"))

    assert done.status_code == 302
    assert now(framework.place).title == "Mine"


def test_a_step_that_somebody_else_deleted_too_is_no_matter(hr, framework):
    opened = hr.get(change(framework.place))
    framework.step.delete()

    done = hr.post(change(framework.place), sent_back(opened, **{"side_steps-0-DELETE": "on"}))

    assert done.status_code == 302


def test_rows_that_came_in_between_do_not_take_the_names_of_others(hr, framework):
    opened = hr.get(change(framework.place))
    first = Skill.objects.create(name="A first one")
    Expectation.objects.create(skill=first, role=framework.role, level=framework.senior)

    page = hr.post(change(framework.place), sent_back(opened, **{"expectations-0-description": "\u202e"}))

    rows = list(page.context["inline_admin_formsets"][1])[:-1]
    assert [(row.original, row.form.instance.pk) for row in rows] == [
        (framework.expectation, framework.expectation.pk)
    ]


def test_a_group_that_moved_to_another_domain_is_no_longer_edited_here(hr, framework):
    opened = hr.get(change(framework.domain))
    elsewhere = type(framework.domain).objects.create(name="Elsewhere")
    somebody_else(framework.group, domain=elsewhere)

    page = hr.post(change(framework.domain), sent_back(opened, **{"groups-0-name": "Renamed"}))

    assert page.context["conflicts"].lost == ("Deep Learning\n\nName:\nRenamed",)
    assert SkillGroup.objects.get().name == "Deep Learning"


def test_saving_many_rows_takes_queries_only_for_what_changed(hr, framework, django_assert_max_num_queries):
    for n in range(30):
        skill = Skill.objects.create(name=f"Skill {n:02}")
        Expectation.objects.create(
            skill=skill, role=framework.role, level=framework.senior, proficiency=framework.working
        )
    data = sent_back(hr.get(change(framework.place)), **{"expectations-0-description": "New."})

    with django_assert_max_num_queries(60):
        assert hr.post(change(framework.place), data).status_code == 302
