from skillmatrix.models import Domain
from tests.building import main, skill, words


def test_a_domain_shows_its_groups_and_skills(client, db):
    skill("Transfer Learning", "AI", "Deep Learning")
    skill("Prompting", "AI")
    text = main(client.get("/domains/ai/"))
    assert text.endswith(
        "AI 2 skills Deep Learning Transfer Learning 0 roles Without a group Prompting 0 roles"
    )


def test_a_domain_without_skills_says_so(client, db):
    Domain.objects.create(name="AI", summary="What learns.")
    text = main(client.get("/domains/ai/"))
    assert "What learns." in text
    assert "No skill has been written in this domain yet." in text


def test_an_unknown_domain_offers_the_nearest(client, db):
    skill("SQL", "Data Engineering")
    response = client.get("/domains/data-enginering/")
    assert response.status_code == 404
    assert "Did you mean one of these? Data Engineering" in words(response)


def test_queries_do_not_grow(client, db, django_assert_num_queries):
    for number in range(30):
        skill(f"Skill {number}", "AI", f"Group {number % 5}")
    with django_assert_num_queries(7):
        client.get("/domains/ai/")
