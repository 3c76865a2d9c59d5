"""A plan that no longer holds: nothing is written, and the page names what changed, by whom and when."""

from skillmatrix.admin.imports import moved
from skillmatrix.models import Expectation, Operation, Skill
from skillmatrix.recording.operations import Cause, recorded
from tests.admin.importing import ADDED, address, confirm, labels, latest, send
from tests.building import words

BOTH = ADDED + "Transfer Learning,Data Scientist,Senior,Chooses a model.\n"


def by(person, model, **values):
    """What somebody else does in the meantime."""
    with recorded(Cause(Operation.Kind.FORM, person)):
        for row in model.objects.all():
            for name, value in values.items():
                setattr(row, name, value)
            row.save()


def told(page):
    moved = page.context["moved"]
    return [(row.kind, row.label, row.fate) for row in moved.rows]


def test_what_changed_is_named_with_who_and_when(hr, people_admin, framework):
    page = send(hr, BOTH)
    by(people_admin, Expectation, description="Trains one.")

    answer = confirm(hr, page)

    label = "Transfer Learning · Data Scientist · Senior"
    assert told(answer) == [("Expectation", label, "would change otherwise now")]
    [row] = answer.context["moved"].rows
    assert row.by.startswith("Changed by manager, ")
    assert f'href="{row.history}"' in answer.text
    assert "Nothing was written." in words(answer)
    assert not Skill.objects.filter(name="Python").exists()


def test_what_somebody_else_created_would_no_longer_change(hr, people_admin, framework):
    page = send(hr, BOTH)
    with recorded(Cause(Operation.Kind.FORM, people_admin)):
        Skill.objects.create(name="Python")

    assert told(confirm(hr, page)) == [("Skill", "Python", "would no longer change")]


def test_what_moved_and_moved_back_is_not_in_the_way(hr, people_admin, framework):
    page = send(hr, BOTH)
    by(people_admin, Expectation, description="Trains one.")
    by(people_admin, Expectation, description="")

    confirm(hr, page)

    assert latest().state == "applied"


def test_where_the_new_plan_has_problems_all_that_changed_is_named(hr, people_admin, framework):
    page = send(hr, "skill,role,level,proficiency\nPython,Data Scientist,Junior,Working\n")
    Expectation.objects.all().delete()
    with recorded(Cause(Operation.Kind.FORM, people_admin)):
        framework.working.delete()

    answer = confirm(hr, page)

    assert answer.context["plan_page"].problems
    assert ("Proficiency", "Working", "deleted") in told(answer)


def test_the_new_plan_is_there_to_be_confirmed_and_the_reason_is_kept(hr, people_admin, framework):
    page = send(hr, BOTH)
    by(people_admin, Expectation, description="Trains one.")

    answer = confirm(hr, page, why="The yearly review")

    assert len(labels(answer)) == 3
    assert answer.context["why"]["why"].value() == "The yearly review"
    confirm(hr, answer, why="The yearly review")
    assert Expectation.objects.filter(description="Chooses a model.").exists()


def test_many_rows_are_cut_short_and_counted(hr, people_admin, framework, monkeypatch):
    monkeypatch.setattr(moved, "MOST_ROWS", 2)
    lines = [f"Skill {number},Data Scientist,Senior,x" for number in range(5)]
    page = send(hr, "\n".join(["skill,role,level,description", *lines]))
    with recorded(Cause(Operation.Kind.FORM, people_admin)):
        for number in range(5):
            Skill.objects.create(name=f"Skill {number}")

    answer = confirm(hr, page)

    assert len(answer.context["moved"].rows) == 2
    assert "and 3 more rows" in words(answer)


def test_where_very_much_changed_the_plan_alone_says_it(hr, people_admin, framework, monkeypatch):
    monkeypatch.setattr(moved, "MOST_CHANGES", 1)
    page = send(hr, BOTH)
    by(people_admin, Expectation, description="Trains one.", required=True)
    by(people_admin, Expectation, description="Trains two.")

    answer = confirm(hr, page)

    assert told(answer) == []
    assert "Look at it again before you confirm." in words(answer)


def test_what_changed_takes_queries_that_do_not_grow(
    hr, people_admin, framework, django_assert_max_num_queries
):
    pages = []
    for count in (1, 20):
        lines = [f"{count} {number},Data Scientist,Senior,x" for number in range(count)]
        pages.append(send(hr, "\n".join(["skill,role,level,description", *lines])))
        with recorded(Cause(Operation.Kind.FORM, people_admin)):
            for number in range(count):
                Skill.objects.create(name=f"{count} {number}")

    for page in pages:
        with django_assert_max_num_queries(26):
            confirm(hr, page)
    assert latest().is_draft
    assert hr.get(address(latest())).context["ticket"]
