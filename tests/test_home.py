import pytest
from django.contrib.auth.models import Group

from skillmatrix.models import User
from tests.building import expect, main, skill


def test_the_picker_leads_to_the_role_at_its_level(client, db):
    expect("SQL", "Analyst", "Junior")
    response = client.get("/", {"pick": "1", "role": "analyst", "level": "junior"})
    assert response.headers["Location"] == "/roles/analyst/?level=junior"
    assert response.cookies["place"].value == "analyst:junior"


def test_whoever_is_not_sure_of_the_level_picks_the_role_alone(client, db):
    expect("SQL", "Analyst", "Junior")
    assert "I’m not sure of my level" in main(client.get("/"))
    response = client.get("/", {"pick": "1", "role": "analyst", "level": ""})
    assert response.headers["Location"] == "/roles/analyst/"


def test_a_place_in_the_address_is_chosen(client, db):
    expect("SQL", "Analyst", "Junior")
    assert '<option value="analyst" lang="en" dir="auto" selected>' in " ".join(
        client.get("/?role=analyst").content.decode().split()
    )


@pytest.mark.parametrize("query", ["?role=nope", "?level=nope", "?role=%00"])
def test_an_unknown_place_in_the_address_is_not_found(client, db, query):
    assert client.get(f"/{query}").status_code == 404


def test_domains_and_role_families_stand_below(client, db):
    expect("SQL", "Analyst", "Junior", family="Data")
    assert main(client.get("/")).endswith("Domains Data 1 skill Roles Data Analyst 1 skill")


class TestEmpty:
    @pytest.mark.parametrize(
        ("group", "imports", "edits"),
        [("HR editors", False, True), ("Importers", True, False), ("Administrators", True, True)],
    )
    def test_an_editor_is_told_what_to_do_first(self, group, imports, edits, client, db):
        editor = User.objects.create_user("hr", is_staff=True)
        editor.groups.add(Group.objects.get(name=group))
        client.force_login(editor)
        text = main(client.get("/"))
        assert "The framework is empty" in text
        assert ("Import a spreadsheet" in text, "Write it in the admin" in text) == (imports, edits)

    def test_one_skill_is_enough_to_be_shown(self, client, db):
        skill("SQL", domain=None)
        assert "Not sorted yet 1 skill" in main(client.get("/"))

    def test_everybody_else_is_told_plainly(self, client, db):
        text = main(client.get("/"))
        assert "Nothing has been written yet" in text
        assert "Import" not in text


@pytest.mark.parametrize("roles", [1, 30])
def test_queries_do_not_grow(client, db, django_assert_num_queries, roles):
    for number in range(roles):
        expect(f"Skill {number}", f"Role {number}", "Junior", domain=f"Domain {number}")
    with django_assert_num_queries(9):
        client.get("/")
