"""A skill's profile, and the chosen place on it in every state."""

import re
from datetime import UTC, datetime

import pytest

from skillmatrix.models import Expectation, Level
from tests.building import expect, leads, level, main, place, row, skill, words


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"/skills/transfer-learning/{query}"))


@pytest.fixture
def transfer_learning(db):
    """Two roles: a Data Scientist from Junior to Lead, an Engineer who begins at Senior."""
    for at, depth, required in [
        ("Junior", "Awareness", False),
        ("Senior", "Working", False),
        ("Lead", "Working", True),
    ]:
        expect("Transfer Learning", "Data Scientist", at, depth, required, family="AI")
    place("Data Scientist", "Middle")
    expect("Transfer Learning", "Engineer", "Senior", "Advanced", family="Software")
    place("Engineer", "Lead")
    place("Engineer", "Principal")


def test_figures_count_roles_levels_required_and_optional(show, transfer_learning):
    assert "roles 2 levels 3 required 1 optional 3" in show()


def test_figures_are_shown_where_they_are_zero(show):
    skill("Transfer Learning")
    assert "roles 0 levels 0 required 0 optional 0" in show()


def test_domain_and_group_stand_above(show):
    skill("Transfer Learning", "AI", "Deep Learning")
    assert show().startswith("AI › Deep Learning Transfer Learning")


def test_a_skill_without_a_summary_gets_a_sentence(show):
    skill("Transfer Learning")
    assert "What Transfer Learning means is written below" in show()


def test_nothing_picked_shows_the_picker_a_sentence_and_the_tables(show, transfer_learning):
    text = show()
    assert "Pick the level you are at" in text
    assert "At each level" in text
    assert "Nothing is written here" not in text


def test_now_and_next_stand_side_by_side_with_the_change(show, transfer_learning):
    text = show("?role=data-scientist&level=senior")
    now = "Data Scientist Senior Working Optional Transfer Learning as a Data Scientist does it at Senior."
    report = "Something wrong here? Transfer Learning, Data Scientist, Senior"
    assert f"Now Senior Next Lead {now} {report} Lead ● Now required Working Required" in text


def test_depth_is_drawn_as_one_bar_for_each_step(client, transfer_learning):
    page = client.get("/skills/transfer-learning/?role=data-scientist&level=junior").content.decode()
    first = page[page.index('class="bars"') :]
    assert first[: first.index("</span>")].count("<i") == 4
    assert first[: first.index("</span>")].count('class="on"') == 1


def test_the_picker_offers_the_levels_of_the_picked_role(client, transfer_learning):
    page = client.get("/skills/transfer-learning/?role=engineer").content.decode()
    assert re.findall(r'id="pick-level-(\w+)"', page) == ["senior", "lead", "principal"]


def test_the_other_roles_are_folded_below(show, transfer_learning):
    assert "Senior in 1 other role Engineer" in show("?role=data-scientist&level=senior")


def test_the_top_level_says_so_and_leads_sideways(show, transfer_learning):
    leads(("Data Scientist", "Lead"), ("Engineer", "Senior"))
    text = show("?role=data-scientist&level=lead")
    assert "Lead is the highest level here." in text
    assert "May also lead to Engineer · Senior" in text


def test_a_level_that_the_role_lacks_offers_those_it_has(client, show, transfer_learning):
    text = show("?role=engineer&level=junior")
    assert "Engineer has no level Junior It has these levels: Senior Lead Principal" in text
    assert client.get("/skills/transfer-learning/?role=engineer&level=junior").status_code == 200


def test_a_role_that_lacks_the_skill_names_those_that_have_it(show, transfer_learning):
    expect("SQL", "Analyst", "Senior")
    assert "Not part of Analyst These roles have this skill: Data Scientist Engineer" in show(
        "?role=analyst&level=senior"
    )


def test_a_missing_cell_says_so(show, transfer_learning):
    assert "Nothing is written here for Middle." in show("?role=data-scientist&level=middle")


def test_where_nothing_follows_the_next_level_that_has_is_linked(client, transfer_learning):
    expect("Transfer Learning", "Engineer", "Principal")
    response = client.get("/skills/transfer-learning/?role=engineer&level=senior")
    assert "Nothing further is written at Lead. It goes on at Principal." in main(response)
    assert 'href="/skills/transfer-learning/?role=engineer&amp;level=principal"' in response.content.decode()


def test_a_level_alone_shows_a_pair_for_each_role_that_has_it(show, transfer_learning):
    text = show("?level=junior")
    assert "Each role’s next level Data Scientist Junior" in text
    assert "Without a level Junior: Engineer" in text


def test_a_role_alone_shows_its_ladder(show, transfer_learning):
    text = show("?role=data-scientist")
    assert "Data Scientist, level by level Junior Awareness Optional" in text
    assert "Lead ● Now required" in text


def test_a_gap_in_a_roles_ladder_is_shown(show, transfer_learning):
    assert "Middle Nothing is written here for Middle." in show("?role=data-scientist")


def test_a_skill_of_no_role_still_answers_for_the_picked_one(show):
    skill("Transfer Learning")
    expect("SQL", "Analyst", "Senior")
    assert "Not part of Analyst" in show("?role=analyst&level=senior")


def test_a_level_that_no_role_has_says_so(show, transfer_learning):
    level("Principal")
    row(Level, "Apprentice", rank=9)
    assert "No role with this skill has a level Apprentice" in show("?level=apprentice")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "?role=data-scientists",
            "There is no role “data-scientists”. Did you mean one of these? Data Scientist",
        ),
        ("?level=seniour", "There is no level “seniour”. Did you mean one of these? Senior"),
        (
            "?family=softwares",
            "There is no role family “softwares” here. Did you mean one of these? Software",
        ),
        ("?role=data-scientist&level=%00", "There is no level"),
        ("?role=%00", "There is no role"),
    ],
)
def test_an_unknown_name_in_the_address_is_not_found(client, transfer_learning, query, sentence):
    response = client.get(f"/skills/transfer-learning/{query}")
    assert response.status_code == 404
    assert sentence in words(response)


def test_the_nearest_name_leads_to_the_same_page_asked_rightly(client, transfer_learning):
    page = client.get("/skills/transfer-learning/?role=data-scientist&level=seniour").content.decode()
    assert 'href="/skills/transfer-learning/?role=data-scientist&amp;level=senior"' in page


def test_a_blank_choice_is_no_choice(show, transfer_learning):
    assert show("?role=&level=") == show()


def test_texts_carry_the_language_they_are_written_in(client, transfer_learning, settings):
    settings.CONTENT_LANGUAGE = "pt"
    page = client.get("/skills/transfer-learning/?role=data-scientist&level=senior").content.decode()
    assert '<div class="text" lang="pt" dir="auto">' in page
    assert '<bdi lang="pt" dir="auto">Transfer Learning</bdi>' in page


class TestLastChanged:
    LONG_AGO = datetime(2020, 2, 22, tzinfo=UTC)

    @pytest.fixture(autouse=True)
    def an_old_skill(self, db):
        self.cell = expect("Transfer Learning", "Data Scientist", "Senior", "Working", family="AI")
        other = expect("Transfer Learning", "Data Scientist", "Lead")
        cell = self.cell
        named = [cell.skill, cell.skill.domain, cell.role, cell.role.family, cell.level, cell.proficiency]
        self.rows = [cell, other, *named, other.level]
        for old in self.rows:
            type(old).objects.filter(pk=old.pk).update(changed_at=self.LONG_AGO)
            old.refresh_from_db()

    def test_it_is_the_latest_of_all_that_is_shown(self, show):
        assert "last changed Feb. 22, 2020" in show()

    @pytest.mark.parametrize("number", range(9))
    def test_a_save_without_change_does_not_count(self, show, number):
        self.rows[number].save()
        assert "last changed Feb. 22, 2020" in show()

    @pytest.mark.parametrize("number", range(2, 9))
    def test_a_new_name_counts(self, show, number):
        changed = self.rows[number]
        changed.name += " (new)"
        changed.save()
        assert "Feb. 22, 2020" not in show()

    def test_a_new_text_counts(self, show):
        self.cell.description = "Another."
        self.cell.save()
        assert "Feb. 22, 2020" not in show()

    @pytest.mark.parametrize(
        "delete", [lambda cell: cell.delete(), lambda cell: Expectation.objects.filter(pk=cell.pk).delete()]
    )
    def test_a_deletion_counts(self, show, delete):
        delete(self.cell)
        assert "Feb. 22, 2020" not in show()

    def test_another_skill_does_not_count(self, show):
        expect("SQL", "Data Scientist", "Senior")
        assert "last changed Feb. 22, 2020" in show()


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 10), ("?role=role-1&level=senior", 13), ("?level=senior", 11), ("?role=role-1", 11)],
)
@pytest.mark.parametrize("roles", [2, 20])
def test_queries_do_not_grow(client, db, django_assert_num_queries, query, number, roles):
    for role_number in range(roles):
        for at in ("Middle", "Senior", "Lead"):
            family = f"Family {role_number % 3}"
            expect("Transfer Learning", f"Role {role_number}", at, "Working", family=family)
    with django_assert_num_queries(number):
        client.get(f"/skills/transfer-learning/{query}")
