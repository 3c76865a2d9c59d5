"""/search/: what the page shows, and that it shows the framework as it is."""

import threading

import pytest
from django.db import connection

from skillmatrix.models import Change, Expectation, Skill
from skillmatrix.queries import search
from tests.building import expect, main, role, skill, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def framework(db):
    expect(
        "Transfer Learning", "Data Scientist", "Junior", text="Adapts what others trained.", family="ML & AI"
    )
    expect("Transfer Learning", "Data Scientist", "Senior", text="Chooses which layers to freeze.")
    skill("C++", "Software", group="Languages")


@pytest.fixture
def found(client, framework):
    return lambda query: main(client.get("/search/", {"q": query}))


def links(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_nothing_asked_says_what_is_searched_and_leads_on(client, framework):
    page = client.get("/search/")
    assert "Names of skills, roles and domains are searched" in main(page)
    assert 'href="/skills/"' in links(page)
    assert 'href="/roles/"' in links(page)


def test_results_stand_by_kind_with_their_numbers(found):
    assert "Skills 1 Transfer Learning Data" in found("transfer learning")
    assert "Roles 1 ML & AI Role family" in found("ml")
    assert "Domains 1 Languages Group in Software" in found("languages")
    assert "Expectations 1" in found("freeze")


def test_an_expectation_is_shown_with_its_place_and_leads_there(client, found):
    assert "Transfer Learning · Data Scientist · Senior Chooses which layers to freeze." in found("freeze")
    page = links(client.get("/search/", {"q": "freeze"}))
    assert 'href="/skills/transfer-learning/?role=data-scientist&amp;level=senior"' in page


def test_a_group_and_a_family_lead_to_where_they_stand(client, framework):
    assert 'href="/domains/software/#languages"' in links(client.get("/search/?q=languages"))
    assert 'href="/roles/#ml-and-ai"' in links(client.get("/search/?q=ml"))


def test_what_matches_is_marked(client, framework):
    page = links(client.get("/search/", {"q": "TRANSFER"}))
    assert '<bdi lang="en" dir="auto"><mark>Transfer</mark> Learning</bdi>' in page


def test_links_carry_the_remembered_place(client, framework):
    client.cookies["place"] = "data-scientist:junior"
    page = links(client.get("/search/", {"q": "transfer"}))
    assert 'href="/skills/transfer-learning/?role=data-scientist&amp;level=junior"' in page


def test_a_slip_is_said_with_what_was_taken_for_it(found):
    text = found("transfr lerning")
    assert "“transfr” stands nowhere. Shown instead: transfer" in text
    assert "Skills 1 Transfer Learning" in text


def test_nothing_found_offers_the_names_most_like_it(found):
    text = found("trnasfrr lrnig")
    assert "Nothing has “trnasfrr lrnig”." in text
    assert "The names most like it Transfer Learning" in text


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "_",
        "\\",
        "\0",
        "a\0b",
        "'",
        "<script>alert(1)</script>",
        "\ud800",
        "\u202e",
        "()",
        "[a",
        "*",
        "x" * 10_000,
    ],
)
def test_whatever_is_asked_is_answered(client, framework, query):
    address = "/search/?q=" + "".join(f"%{byte:02X}" for byte in query.encode(errors="surrogatepass"))
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_signs_of_a_pattern_are_signs(found):
    expect("Budgets", "Head", "Lead", text="Keeps to 100% of it.")
    assert "Expectations 1 Budgets · Head · Lead Keeps to 100 % of it." in found("%")
    assert "Nothing has “_”." in found("_")


def test_more_than_is_looked_at_is_said(found):
    assert "Only the first 200 characters and 8 words" in found("transfer " + "x" * 300)
    assert "Only the first" not in found("transfer")


class TestPages:
    @pytest.fixture(autouse=True)
    def many(self, db):
        for number in range(120):
            expect(f"Skill {number:03}", "Analyst", "Junior", text="Counts things.")

    def test_a_few_are_shown_and_all_are_a_link_away(self, client):
        page = client.get("/search/?q=counts&lang=en")
        assert main(page).count("Counts things.") == 10
        assert "All 120 expectations" in main(page)
        assert 'href="/search/?q=counts&amp;lang=en&amp;kind=expectations"' in links(page)

    def test_one_kind_is_paged_in_the_address(self, client):
        first = client.get("/search/?q=counts&kind=expectations")
        assert "1 to 50 of 120" in main(first)
        assert 'href="/search/?q=counts&amp;kind=expectations&amp;page=2"' in links(first)
        last = client.get("/search/?q=counts&kind=expectations&page=3")
        assert "101 to 120 of 120" in main(last)
        assert "Further" not in main(last)

    @pytest.mark.parametrize(
        "query", ["page=4", "page=0", "page=x", "page=-1", "kind=levels", "page=" + "9" * 30]
    )
    def test_what_is_not_there_is_not_found(self, client, query):
        separate = "" if "kind" in query else "&kind=expectations"
        assert client.get(f"/search/?q=counts&{query}{separate}").status_code == 404


@pytest.mark.parametrize("many", [1, 60])
def test_queries_do_not_grow(client, db, django_assert_num_queries, many):
    for number in range(many):
        expect(f"Skill {number}", f"Role {number}", "Junior", domain=f"Domain {number}", family=f"F{number}")
    with django_assert_num_queries(16):
        client.get("/search/?q=skill")
    with django_assert_num_queries(7):
        client.get("/search/?q=role+does")


def test_htmx_gets_the_results_with_what_it_announces(client, framework):
    page = client.get("/search/?q=transfer", headers=HTMX).content.decode()
    assert "<html" not in page
    assert '<div id="found">' in page
    assert "data-shown" in page


class TestNeverStale:
    @pytest.mark.parametrize(
        ("query", "change"),
        [
            ("transfer", lambda: Skill.objects.filter(slug="transfer-learning").update(name="Reuse")),
            ("freeze", lambda: Expectation.objects.all().delete()),
            ("transferor", lambda: role("Transferor")),
        ],
    )
    def test_a_change_is_seen_by_the_next_search(self, found, query, change):
        before = found(query)
        change()
        assert found(query) != before

    def test_what_did_not_change_is_not_read_again(self, framework):
        assert search.corpus() is search.corpus()

    def test_another_framework_of_the_same_revision_is_another(self, framework):
        held = search.corpus()
        newest = Change.objects.order_by("-pk").first()
        Change.objects.filter(pk=newest.pk).update(at="2020-02-22T00:00Z")
        assert search.corpus() is not held


@pytest.mark.django_db(transaction=True)
def test_two_threads_make_one_corpus(monkeypatch):
    expect("SQL", "Analyst", "Junior")
    made, together, found = [], threading.Barrier(4), []
    make = search._made

    def counting():
        made.append(1)
        return make()

    monkeypatch.setattr(search, "_made", counting)

    def ask():
        together.wait()
        found.append(search.corpus())
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(set(map(id, found))) == 1


def test_the_field_stands_on_the_first_page_and_in_every_header(client, framework):
    assert links(client.get("/")).count('action="/search/"') == 1
    header = client.get("/skills/").content.decode().partition("<main")[0]
    assert 'action="/search/"' in header


def test_the_page_of_results_has_one_field_which_keeps_what_was_asked(client, framework):
    page = client.get("/search/?q=transfer").content.decode()
    assert page.count('name="q"') == 1
    assert 'value="transfer"' in page
    assert "Search: transfer · Skillmatrix" in page


def test_every_language_is_spoken(client, framework):
    assert words(client.get("/search/?q=transfer&lang=de")).startswith("Zum Inhalt")


def test_where_nothing_has_all_words_each_is_offered_alone(client, db):
    expect("SQL", "Analyst", "Senior")
    response = client.get("/search/?q=sql+pottery&kind=skills")
    assert "Search for one of the words: sql, pottery" in main(response)
    assert 'href="?q=sql"' in response.content.decode()


def test_only_a_single_kind_has_pages(client, framework):
    assert client.get("/search/?q=sql&page=2").status_code == 404
