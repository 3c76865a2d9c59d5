"""Other roles beside the chosen one: folded, and where there are many, fetched when asked for."""

import pytest

from tests.building import expect, main, without_reports, words

CHOSEN = "/skills/sql/?role=role-0&level=junior"


@pytest.fixture
def many(db):
    for number in range(14):
        for at in ("Junior", "Middle"):
            expect("SQL", f"Role {number}", at, text=f"At {at}, role {number} reads tables.")


def others(response):
    page = response.content.decode()
    start = page.index('id="others"')
    return words(without_reports(page[start : page.index('id="across"', start)]).partition(">")[2])


def test_many_other_roles_are_counted_and_not_sent(client, many):
    assert others(client.get(CHOSEN)).startswith("Junior in 13 other roles")
    assert "At Junior, role 5" not in others(client.get(CHOSEN))


def test_they_come_when_asked_for(client, many):
    shown = others(client.get(f"{CHOSEN}&others=1"))
    assert "At Junior, role 5 reads tables. Middle" in shown


def test_the_address_keeps_all_else(client, many):
    page = client.get(f"{CHOSEN}&sort=depth").content.decode()
    assert 'href="/skills/sql/?role=role-0&amp;level=junior&amp;sort=depth&amp;others=1#others"' in page


def test_a_few_other_roles_are_there_at_once(client, db):
    for number in range(3):
        expect("SQL", f"Role {number}", "Junior", text=f"Role {number} reads tables.")
    assert "Role 2 reads tables." in others(client.get(CHOSEN))


def test_a_level_alone_shows_every_role_and_no_text_twice(client, many):
    text = main(client.get("/skills/sql/?level=junior"))
    assert text.count("At Junior, role 5 reads tables.") == 1
