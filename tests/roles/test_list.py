from tests.building import expect, main, role


def test_roles_stand_by_family_those_without_one_last(client, db):
    role("Astronaut")
    role("Data Scientist", "ML & AI")
    expect("SQL", "Data Scientist", "Junior")
    expect("SQL", "Data Scientist", "Middle")
    text = main(client.get("/roles/"))
    assert text.endswith("ML & AI Data Scientist 1 skill Without a family Astronaut 0 skills")


def test_without_a_role_the_page_says_so(client, db):
    assert "No role has been written yet." in main(client.get("/roles/"))


def test_queries_do_not_grow(client, db, django_assert_num_queries):
    for number in range(20):
        role(f"Role {number}", f"Family {number % 4}")
    with django_assert_num_queries(4):
        client.get("/roles/")


def test_ones_own_role_is_linked_at_ones_own_level(client, db):
    expect("SQL", "Analyst", "Junior")
    expect("SQL", "Engineer", "Junior")
    client.cookies["place"] = "analyst:junior"
    page = client.get("/roles/").content.decode()
    assert 'href="/roles/analyst/?level=junior"' in page
    assert 'href="/roles/engineer/"' in page
