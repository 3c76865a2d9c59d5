import re
from datetime import date

import pytest

from skillmatrix.models import Organisation
from tests.building import main, words


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(
        pk=1,
        name="Example Ltd",
        contact="people@example.com",
        in_force_since=date(2026, 10, 1),
        about="Read it.",
    )


def test_the_page_says_whose_framework_this_is(client, organisation):
    text = main(client.get("/about/"))
    assert (
        "Whose it is Example Ltd In force since Oct. 1, 2026 Whom to ask people@example.com Read it." in text
    )


def test_before_anybody_has_said_so_the_page_says_that(client, db):
    assert "The editors have not said yet." in main(client.get("/about/"))


def test_the_foot_of_every_page_links_it(client, organisation):
    text = words(client.get("/skills/"))
    assert (
        "Example Ltd · in force since Oct. 1, 2026 About this framework Questions: people@example.com" in text
    )


def test_an_address_to_ask_at_is_a_link(client, organisation):
    assert 'href="mailto:people@example.com"' in client.get("/about/").content.decode()
    organisation.contact = "https://wiki.example.com/people"
    organisation.save()
    assert 'href="https://wiki.example.com/people"' in client.get("/about/").content.decode()


def test_the_printed_foot_names_organisation_address_and_date(client, organisation):
    page = client.get("/about/?x=1").content.decode()
    foot = words(page[page.index("<footer") :])
    assert foot.startswith("Example Ltd")
    assert re.search(r"http://testserver/about/\?x=1 · \w+\.? \d+, \d{4}$", foot)
