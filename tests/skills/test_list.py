import pytest

from tests.building import expect, main, skill


@pytest.fixture
def page(client, db):
    return lambda: main(client.get("/skills/"))


def test_skills_stand_by_domain_and_group(page):
    skill("Transfer Learning", "AI", "Deep Learning")
    skill("SQL", "Data")
    text = page()
    assert (
        text.index("AI") < text.index("Deep Learning") < text.index("Transfer Learning") < text.index("SQL")
    )


def test_what_is_not_sorted_yet_comes_last(page):
    skill("Aardvarks", domain=None)
    skill("SQL", "Data")
    text = page()
    assert text.rindex("Not sorted yet") > text.index("SQL")
    assert text.endswith("Not sorted yet Aardvarks 0 roles")


def test_a_skill_says_in_how_many_roles_it_appears(page):
    expect("SQL", "Analyst", "Junior")
    expect("SQL", "Analyst", "Senior")
    expect("SQL", "Engineer", "Senior")
    assert "SQL 2 roles" in page()


def test_links_carry_the_remembered_place(client, db):
    expect("SQL", "Analyst", "Junior")
    client.cookies["place"] = "analyst:junior"
    assert "/skills/sql/?role=analyst&amp;level=junior" in client.get("/skills/").content.decode()


def test_without_a_skill_the_page_says_so(page):
    assert "No skill has been written yet." in page()


def test_queries_do_not_grow(client, db, django_assert_num_queries):
    for number in range(30):
        expect(f"Skill {number}", f"Role {number % 3}", "Junior", domain=f"Domain {number % 7}")
    with django_assert_num_queries(4):
        client.get("/skills/")
