"""POST /place/: where I am, remembered or forgotten."""

import pytest
from django.utils.html import escape

from tests.building import expect, words


@pytest.fixture(autouse=True)
def analyst(db):
    expect("SQL", "Analyst", "Junior")


def test_a_place_is_remembered(client):
    response = client.post("/place/", {"role": "analyst", "level": "junior", "next": "/skills/sql/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/skills/sql/")
    assert response.cookies["place"].value == "analyst:junior"


def test_a_level_that_the_role_lacks_is_left_out(client):
    expect("SQL", "Engineer", "Lead")
    response = client.post("/place/", {"role": "analyst", "level": "lead"})
    assert response.cookies["place"].value == "analyst:"
    assert response.cookies["place"]["httponly"]


def test_nothing_given_forgets(client):
    client.cookies["place"] = "analyst:junior"
    assert client.post("/place/", {"next": "/"}).cookies["place"].value == ""


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "https://["]
)
def test_it_never_leads_off_the_site(client, there):
    assert client.post("/place/", {"next": there}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/x", "////elsewhere.example/x", "/\\/elsewhere.example/x"]
)
def test_it_never_leads_off_the_site_by_way_of_the_last_page(client, path):
    response = client.post("/place/", headers={"Referer": f"http://testserver{path}"})
    assert response.headers["Location"] in ("/", "/elsewhere.example/x")


def test_an_unknown_place_is_not_found(client):
    assert client.post("/place/", {"role": "astronaut"}).status_code == 404


@pytest.mark.parametrize(
    "header",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "http://["}],
)
def test_another_site_is_refused(client, header):
    response = client.post("/place/", {"role": "analyst"}, headers=header)
    assert response.status_code == 403
    assert "place" not in response.cookies


def test_only_post_is_answered(client):
    assert client.get("/place/").status_code == 405


def test_a_name_in_any_script_is_remembered(client):
    expect("SQL", "数据分析师", "Junior")
    client.post("/place/", {"role": "数据分析师", "level": "junior"})
    assert "数据分析师" in client.get("/about/").content.decode()


class TestWhichPageComesNext:
    """Whoever changes where they are stays where they read; a page that showed their own place follows."""

    @pytest.fixture(autouse=True)
    def others(self, client):
        for at in ("Middle", "Senior"):
            expect("SQL", "Analyst", at)
            expect("SQL", "Engineer", at)
        client.cookies["place"] = "analyst:junior"

    @pytest.mark.parametrize(
        ("shown", "next_"),
        [
            ("/skills/sql/?role=analyst&level=junior", "/skills/sql/?role=engineer&level=senior"),
            (
                "/skills/sql/?role=analyst&level=junior&lang=de",
                "/skills/sql/?role=engineer&level=senior&lang=de",
            ),
            ("/roles/analyst/?level=junior", "/roles/engineer/?level=senior"),
            (
                "/compare/?from=analyst:junior&to=analyst:senior",
                "/compare/?from=engineer:senior&to=analyst:senior",
            ),
            ("/skills/sql/?role=analyst&level=middle", None),
            ("/skills/sql/?role=engineer&level=junior", None),
            ("/skills/sql/?level=junior", None),
            ("/roles/analyst/", None),
            ("/compare/?from=engineer:middle", None),
            ("/skills/", None),
            ("/search/?q=sql", None),
            ("/no/such/page/", None),
        ],
    )
    def test_to_another_place(self, client, shown, next_):
        headers = {"Referer": f"http://testserver{shown}"}
        response = client.post("/place/", {"role": "engineer", "level": "senior"}, headers=headers)
        assert response.headers["Location"] == (next_ or shown)
        assert response.cookies["place"].value == "engineer:senior"

    def test_to_a_role_alone(self, client):
        headers = {"Referer": "http://testserver/roles/analyst/?level=junior"}
        response = client.post("/place/", {"role": "engineer", "level": ""}, headers=headers)
        assert response.headers["Location"] == "/roles/engineer/"

    def test_forgetting_stays(self, client):
        headers = {"Referer": "http://testserver/roles/analyst/?level=junior"}
        assert client.post("/place/", headers=headers).headers["Location"] == "/roles/analyst/?level=junior"

    def test_whoever_has_picked_nothing_stays(self, client):
        client.cookies.pop("place")
        headers = {"Referer": "http://testserver/skills/sql/"}
        response = client.post("/place/", {"role": "engineer", "level": "senior"}, headers=headers)
        assert response.headers["Location"] == "/skills/sql/"


def header(client):
    return client.get("/about/").content.decode().partition("<main")[0]


def test_every_page_offers_the_roles_and_levels(client):
    expect("SQL", "Engineer", "Lead", family="Building")
    page = header(client)
    assert '<optgroup label="Building" lang="en" dir="auto">' in page
    assert 'name="level" value="junior"' in page
    assert "Forget where I am" not in page


def test_the_own_level_is_marked_and_the_levels_of_other_roles_stand_apart(client):
    expect("SQL", "Analyst", "Senior")
    expect("SQL", "Engineer", "Lead")
    client.cookies["place"] = "analyst:senior"
    text = words(header(client))
    assert "The level you are at Junior Senior Now Levels that only other roles have Lead" in text
    assert 'value="senior" aria-current="true"' in header(client)
    assert "Forget where I am" in text


def test_a_level_that_the_role_lacks_is_said(client):
    expect("SQL", "Engineer", "Lead")
    client.post("/place/", {"role": "analyst", "level": "lead"})
    assert "Analyst has no level Lead. Only the role is remembered" in words(client.get("/about/"))


def test_a_level_alone_may_be_remembered(client):
    assert client.post("/place/", {"role": "", "level": "junior"}).cookies["place"].value == ":junior"


def test_the_header_takes_fixed_queries(client, django_assert_num_queries):
    client.cookies["place"] = "analyst:junior"
    for number in range(20):
        expect("SQL", f"Role {number}", "Senior", family=f"Family {number}")
    with django_assert_num_queries(3):
        client.get("/about/")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/about/", "/compare/?from=analyst:junior"),
        ("/skills/sql/?role=engineer&level=lead", "/compare/?from=engineer:lead"),
        ("/skills/sql/?role=engineer", "/compare/?from=analyst:junior"),
    ],
)
def test_comparing_begins_with_the_place_in_view_or_ones_own(client, path, address):
    expect("SQL", "Engineer", "Lead")
    client.cookies["place"] = "analyst:junior"
    assert f'href="{address}"' in client.get(path).content.decode().partition("<main")[0]


def test_comparing_begins_with_nothing_where_nothing_is_known(client):
    assert 'href="/compare/"' in header(client)


class TestWhatIsSaid:
    """The page that follows a change says what changed."""

    @pytest.fixture(autouse=True)
    def others(self, client):
        expect("SQL", "Engineer", "Senior")
        client.cookies["place"] = "analyst:junior"

    def told(self, client, place, shown="/about/"):
        headers = {"Referer": f"http://testserver{shown}"}
        page = client.post("/place/", place, headers=headers, follow=True).content.decode()
        return page.partition('<ul class="messages page">')[2].partition("</ul>")[0]

    @pytest.mark.parametrize(
        ("role", "level", "where"),
        [
            ("engineer", "senior", "Engineer, Senior"),
            ("engineer", "", "Engineer"),
            ("", "senior", "Senior"),
            ("analyst", "junior", "Analyst, Junior"),
        ],
    )
    def test_where_one_is_now(self, client, role, level, where):
        told = self.told(client, {"role": role, "level": level})
        assert words(told) == f"Where you are now: {where}."
        assert "<a " not in told

    def test_it_is_said_once(self, client):
        self.told(client, {"role": "engineer", "level": "senior"})
        assert "Where you are now" not in words(client.get("/about/"))

    @pytest.mark.parametrize(
        ("shown", "own"),
        [
            ("/roles/analyst/", "/roles/engineer/?level=senior"),
            ("/roles/analyst/matrix/?level=middle", "/roles/engineer/matrix/?level=senior"),
            ("/skills/sql/?level=junior&lang=en", "/skills/sql/?level=senior&lang=en&role=engineer"),
            ("/compare/?from=analyst:middle", "/compare/?from=engineer:senior"),
        ],
    )
    def test_a_page_that_shows_another_place_links_to_ones_own(self, client, shown, own):
        told = self.told(client, {"role": "engineer", "level": "senior"}, shown)
        assert words(told) == "Where you are now: Engineer, Senior. Show mine"
        assert f'href="{escape(own)}"' in told

    @pytest.mark.parametrize(
        "shown",
        [
            "/roles/analyst/?level=junior",
            "/roles/engineer/?level=senior",
            "/skills/sql/",
            "/feedback/?role=analyst",
        ],
    )
    def test_where_ones_own_or_none_is_shown_nothing_is_offered(self, client, shown):
        assert "<a " not in self.told(client, {"role": "engineer", "level": "senior"}, shown)

    def test_a_level_alone_is_not_offered_on_a_roles_page(self, client):
        assert "<a " not in self.told(client, {"role": "", "level": "senior"}, "/roles/analyst/")

    def test_that_it_is_forgotten(self, client):
        assert words(self.told(client, {})) == "Where you are is forgotten."

    def test_nothing_where_there_was_nothing_to_forget(self, client):
        client.cookies.pop("place")
        assert self.told(client, {}) == ""

    def test_the_picker_is_not_noisy(self, client):
        client.get("/roles/engineer/?level=senior&pick=1", headers={"Sec-Fetch-Site": "same-origin"})
        assert "Where you are now" not in words(client.get("/about/"))


def test_another_role_is_followed_to_its_matrix_as_a_whole(client):
    expect("Charts", "Engineer", "Senior")
    client.cookies["place"] = "analyst:junior"
    there = "/roles/analyst/matrix/?level=junior&open=sql:junior&domain=data&lang=de"
    response = client.post("/place/", {"role": "engineer", "level": "senior", "next": there})
    assert response.headers["Location"] == "/roles/engineer/matrix/?lang=de&level=senior"
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["/", "/roles/analyst/", "/skills/sql/"])
def test_a_role_that_no_address_can_name_is_not_found(client, page):
    assert client.get(page, {"pick": "1", "role": "//elsewhere.example"}).status_code == 404


def test_a_cookie_that_holds_no_place_counts_for_nothing(client):
    client.cookies["place"] = "%00:junior"
    assert client.get("/skills/sql/", {"pick": "1", "level": "junior"}).status_code == 302
