"""A reader with a browser, before the demo framework's Transfer Learning."""

import pytest

from scripts.demo_site import serving_as_in_production
from tests.building import expect, leads, place


@pytest.fixture
def framework(transactional_db):
    for role in ("Data Scientist", "LLM Engineer"):
        for at, depth in [
            ("Junior", "Awareness"),
            ("Middle", "Working"),
            ("Senior", "Working"),
            ("Lead", "Advanced"),
        ]:
            expect("Transfer Learning", role, at, depth, family="ML & AI Engineering", domain="AI")
            place(
                role, at, title=f"{at} {role}", focus=f"What a {role} is about at {at}.", stack="Python, SQL"
            )
        expect("Statistics", role, "Middle", "Working", required=True)
    expect("SQL", "Analyst", "Senior")
    leads(("Data Scientist", "Lead"), ("LLM Engineer", "Lead"))


def is_defect(message):
    """An error in the console, except notes on requests that were replaced, made to fail or not found."""
    expected = (
        message.text.startswith(("htmx:", "Response Status Error Code"))
        or "Failed to load resource" in message.text
    )
    return message.type == "error" and not expected


@pytest.fixture(params=["scripts", "no scripts"])
def scripts(request):
    return request.param == "scripts"


@pytest.fixture
def reader(browser, live_server, framework, scripts):
    """A page in a fresh browser, with and without JavaScript; whatever breaks in it fails the test."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text) if is_defect(message) else None)
    yield page
    context.close()
    assert trouble == []


@pytest.fixture(scope="session")
def demo(browser):
    """The address of the demo, served as in production."""
    with serving_as_in_production() as address:
        yield address
