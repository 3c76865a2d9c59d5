"""An installation is set by its environment alone, and does not start half set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "a-key-of-more-than-fifty-characters-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "skills.example.com",
}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program of the project where nothing but `variables` is set."""
    environment = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull} | variables
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def test_production_has_no_warning_from_the_deployment_check():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("command", ["check", "migrate", "runserver"])
def test_production_does_not_start_without(name, value, command):
    variables = {key: kept for key, kept in PRODUCTION.items() if key != name}
    if value is not None:
        variables[name] = value

    done = run("manage.py", command, **variables)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name} is not set. Set it, for example {name}=")
    assert done.stderr.count("\n") == 1


def test_a_server_that_cannot_start_says_one_sentence():
    done = run("-c", "import config.wsgi")

    assert done.returncode == 3
    assert done.stderr.startswith("SECRET_KEY is not set.")
    assert done.stderr.count("\n") == 1


def test_debug_needs_no_other_variable():
    assert run("manage.py", "check", DEBUG="1").returncode == 0


def test_a_secret_may_be_kept_in_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(f"{PRODUCTION['SECRET_KEY']}\n")

    done = run("manage.py", "check", SECRET_KEY_FILE=str(secret), ALLOWED_HOSTS="skills.example.com")

    assert done.returncode == 0, done.stderr


def test_variables_may_stand_in_a_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in PRODUCTION.items()))

    assert run("manage.py", "check", ENV_FILE=str(file)).returncode == 0


@pytest.mark.parametrize("url", ["skillmatrix", "mysql://user:secret@host/name", "/var/lib/skills.sqlite3"])
def test_an_unknown_kind_of_database_is_refused_without_showing_the_password(url):
    done = run("manage.py", "check", DATABASE_URL=url, **PRODUCTION)

    assert done.returncode == 1
    assert done.stderr == (
        "DATABASE_URL is neither postgres://user:password@host:5432/name nor sqlite:////path/to/file.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG is 'maybe'. Write 1 for yes or 0 for no.\n"),
        ("HTTPS", "perhaps", "HTTPS is 'perhaps'. Write 1 for yes or 0 for no.\n"),
        ("IMPORT_KEEP_DAYS", "ever", "IMPORT_KEEP_DAYS is 'ever'. Write a whole number, such as 90.\n"),
        ("HSTS_SECONDS", "abc", "HSTS_SECONDS is 'abc'. Write a whole number, such as 31536000.\n"),
        ("ALLOWED_HOSTS", ",", "ALLOWED_HOSTS is not set."),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start_with_a_sentence(name, value, sentence):
    done = run("manage.py", "check", **{**PRODUCTION, name: value})

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)


@pytest.mark.parametrize("name", ["HTTPS", "HSTS_SECONDS", "DEBUG"])
def test_a_blank_value_means_the_default(name):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, name: ""})

    assert done.returncode == 0, done.stderr


def test_the_database_stands_beside_the_code_whatever_the_folder_is_called(tmp_path):
    folder = tmp_path / "C++ #1 50%25"
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "settings.py").write_text((ROOT / "config" / "settings.py").read_text())
    show = "from config.settings import DATABASES; print(DATABASES['default']['NAME'])"

    done = run("-c", f"import sys; sys.path[0] = {str(folder)!r}; {show}", DEBUG="1")

    assert done.stdout == f"{folder}/data/skillmatrix.sqlite3\n", done.stderr


def test_every_variable_is_explained_in_the_example_file():
    settings = (ROOT / "config" / "settings.py").read_text()
    example = (ROOT / ".env.example").read_text()

    read = set(re.findall(r'(?:env\.\w+|needed|flag|whole_number)\("([A-Z_]+)"', settings))

    assert read
    assert {name for name in read if f"{name}=" not in example} == set()
