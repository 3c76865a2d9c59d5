"""Lists, actions, choices and the start page, as an editor of one domain and one role family has them."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from skillmatrix.models import Expectation, Feedback, Role, RoleLevel, Skill, SkillGroup
from skillmatrix.queries.framework import present
from tests.admin.addresses import example_rows
from tests.admin.conftest import signed_in
from tests.admin.forms import sent_back
from tests.admin.limits import FOR_THE_UNLIMITED, MODELS, YOU_EDIT, address
from tests.building import words

# Actions


def selected(*rows, **more):
    return {"action": "delete_selected", "index": "0", "_selected_action": [row.pk for row in rows], **more}


@pytest.mark.parametrize("whose", ["", "?whose=all"])
@pytest.mark.parametrize("model", [*MODELS, "feedback"])
def test_an_action_is_refused_as_a_whole(model, whose, limited, framework, outside):
    rows = [example_rows(framework)[model], outside[model]]
    before = present()

    page = limited.post(address(model, "changelist") + whose, selected(*rows, post="yes"), follow=True)

    assert f"Nothing was done: you may not edit “{outside[model]}”. {YOU_EDIT}" in words(page)
    assert present() == before
    assert Feedback.objects.count() == 2


def test_up_to_ten_are_named(limited, outside):
    skills = [Skill.objects.create(name=f"S{n}", domain=outside["domain"]) for n in range(12)]

    page = words(limited.post(address("skill", "changelist"), selected(*skills), follow=True))

    assert page.count("“S") == 10
    assert ", …" in page


def test_all_that_the_list_shows_is_all_of_ones_own(limited, framework, outside):
    Feedback.objects.update(words="Why?")
    across = selected(framework.report, post="yes", select_across="1")

    limited.post(address("feedback", "changelist"), across)

    assert list(Feedback.objects.all()) == [outside["feedback"]]


def test_marking_as_dealt_with_keeps_to_ones_own(limited, framework, outside):
    data = {**selected(outside["feedback"]), "action": "mark_as_done"}

    limited.post(address("feedback", "changelist"), data)

    assert not Feedback.objects.filter(state=Feedback.State.DONE).exists()


@pytest.mark.parametrize("model", FOR_THE_UNLIMITED)
def test_where_nothing_is_ones_own_there_is_no_action(model, limited, outside):
    page = limited.post(address(model, "changelist"), selected(outside[model], post="yes"), follow=True)

    assert 'value="delete_selected"' not in page.text
    assert type(outside[model]).objects.filter(pk=outside[model].pk).exists()


# Lists


@pytest.mark.parametrize("model", [*MODELS, "feedback"])
def test_a_list_opens_with_ones_own_and_shows_all_on_demand(model, limited, framework, outside):
    own = limited.get(address(model, "changelist")).context["cl"].result_list
    every = limited.get(address(model, "changelist") + "?whose=all").context["cl"].result_list

    assert example_rows(framework)[model] in own
    assert outside[model] not in own
    assert {example_rows(framework)[model], outside[model]} <= set(every)


@pytest.mark.parametrize("model", FOR_THE_UNLIMITED)
def test_a_list_where_nothing_is_ones_own_shows_all(model, limited, framework):
    page = limited.get(address(model, "changelist"))

    assert page.context["cl"].result_count
    assert "whose=all" not in page.text


def test_an_editor_of_everything_is_not_asked_whose(hr, framework):
    assert "whose=all" not in hr.get(address("skill", "changelist")).text


@pytest.mark.parametrize("model", [*MODELS, "feedback"])
def test_queries_do_not_grow_with_rows(model, limited, framework):
    with CaptureQueriesContext(connection) as few:
        limited.get(address(model, "changelist"))
    for n in range(8):
        group = SkillGroup.objects.create(name=f"G{n}", domain=framework.domain)
        skill = Skill.objects.create(name=f"S{n}", group=group)
        role = Role.objects.create(name=f"R{n}", family=framework.family)
        RoleLevel.objects.create(role=role, level=framework.senior)
        about = {"skill": skill, "role": role, "level": framework.senior}
        Expectation.objects.create(**about)
        Feedback.objects.create(**about, kind="other", words="?")

    with CaptureQueriesContext(connection) as many:
        limited.get(address(model, "changelist"))

    assert len(few) == len(many)


# Editing in a list


@pytest.fixture
def list_of_skills(monkeypatch):
    """The list of skills, as if summary and domain could be edited in it."""
    page = admin.site.get_model_admin(Skill)
    monkeypatch.setattr(page, "list_display", ("name", "summary", "domain"))
    monkeypatch.setattr(page, "list_editable", ("summary", "domain"))
    return address("skill", "changelist") + "?whose=all"


def edited(client, address, *rows):
    """The list as it was opened, with these rows edited, also where it has no fields for that."""
    data = {**sent_back(client.get(address), "changelist-form"), "_save": "Save"}
    places = {value: name.removesuffix("-id") for name, value in data.items() if name.endswith("-id")}
    for row, domain in rows:
        place = places[str(row.pk)]
        data |= {f"{place}-summary": "Edited.", f"{place}-domain": domain.pk}
    return data


def test_a_list_edits_rows_of_ones_own_only(list_of_skills, limited, framework, elsewhere):
    rows = (elsewhere.skill, elsewhere.domain), (framework.skill, framework.domain)

    limited.post(list_of_skills, edited(limited, list_of_skills, *rows))

    assert list(Skill.objects.filter(summary="Edited.")) == [framework.skill]


def test_a_list_moves_nothing_out(list_of_skills, limited, framework, elsewhere):
    Skill.objects.update(group=None)

    moved = (framework.skill, elsewhere.domain)

    page = limited.post(list_of_skills, edited(limited, list_of_skills, moved))

    assert f"{YOU_EDIT} Choose a domain of yours." in words(page)
    assert not Skill.objects.filter(summary="Edited.").exists()


# Choices


def offered(client, model, field):
    asked = {"app_label": "skillmatrix", "model_name": model, "field_name": field}
    results = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    return {result["text"] for result in results}


@pytest.mark.parametrize(
    ("model", "field", "names"),
    [
        ("skill", "domain", {"Machine Learning"}),
        ("skill", "group", {"Deep Learning"}),
        ("skillgroup", "domain", {"Machine Learning"}),
        ("role", "family", {"Data"}),
        ("rolelevel", "role", {"Data Scientist"}),
        ("expectation", "skill", {"Transfer Learning", "Interviews"}),
        ("expectation", "role", {"Data Scientist", "Designer", "Engineer"}),
    ],
)
def test_only_what_could_be_valid_is_offered(model, field, names, limited, elsewhere):
    assert offered(limited, model, field) == names


@pytest.mark.parametrize(
    ("kept", "skills", "roles"),
    [
        ("domains", {"Transfer Learning"}, {"Data Scientist", "Designer", "Engineer"}),
        ("families", {"Transfer Learning", "Interviews"}, {"Data Scientist"}),
    ],
)
def test_one_half_of_an_expectation_is_free_where_the_other_is_ones_own(
    kept, skills, roles, limited_editor, elsewhere
):
    for other in {"domains", "families"} - {kept}:
        getattr(limited_editor, other).clear()
    client = signed_in(limited_editor)

    assert offered(client, "expectation", "skill") == skills
    assert offered(client, "expectation", "role") == roles


def test_an_editor_of_everything_is_offered_everything(hr, elsewhere):
    assert offered(hr, "skill", "domain") == {"Machine Learning", "Design"}


# Starting


def test_the_default_proficiencies_are_for_the_unlimited(limited):
    assert limited.post(reverse("admin:add_proficiencies")).status_code == 403
    assert "Add Awareness" not in limited.get(reverse("admin:index")).text
