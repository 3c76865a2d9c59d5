"""`/healthz` and `/readyz`: what a load balancer asks, under any name and without HTTPS."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

PATHS = ["/healthz", "/readyz"]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "text"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_a_good_state_is_200(client, path, text):
    answer = client.get(path)

    assert (answer.status_code, answer.text) == (200, text)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_they_answer_under_an_unknown_host_and_before_the_redirect_to_https(client, settings, path):
    settings.ALLOWED_HOSTS = ["skills.example.com"]
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_head_is_answered_without_a_body(client, path):
    answer = client.head(path)

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, path, method):
    answer = getattr(client, method)(path)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_healthz_asks_no_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_is_503_while_a_migration_is_missing(client):
    [latest] = MigrationLoader(connection).graph.leaf_nodes("skillmatrix")
    MigrationRecorder(connection).record_unapplied(*latest)

    answer = client.get("/readyz")

    assert (answer.status_code, "not applied" in answer.text) == (503, True)


@pytest.mark.django_db
def test_readyz_is_503_while_the_database_cannot_be_reached(client, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OperationalError("could not connect to server: secret.example.com")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "the database cannot be reached\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/", "/healthzz", "/de/healthz"])
def test_similar_addresses_are_no_health_checks(client, path):
    assert client.get(path).status_code == 404
