"""Two roles of a few skills: an analyst from Junior to Lead, and an engineer."""

import pytest

from tests.building import expect, leads, place


@pytest.fixture
def analyst(db):
    """One skill for each change from Junior to Middle, and what becomes of some higher up."""
    expect("SQL", "Analyst", "Junior", "Working", text="Reads tables.")
    expect("SQL", "Analyst", "Middle", "Working", text="Reads tables.")
    expect("SQL", "Analyst", "Senior", "Advanced", required=True)
    expect("Charts", "Analyst", "Junior", "Working", text="Draws what the table says.")
    expect("Charts", "Analyst", "Middle", "Advanced", required=True, text="Decides which picture is honest.")
    expect("Forecasts", "Analyst", "Middle", "Awareness")
    expect("Spreadsheets", "Analyst", "Junior", "Working")
    expect("Listening", "Analyst", "Junior", domain="People", text="Lets others finish and asks back.")
    expect("Listening", "Analyst", "Middle", domain="People", text="Lets others finish, and asks back.")
    for at in ("Junior", "Middle", "Senior", "Lead"):
        place("Analyst", at, title=f"{at} Analyst")
    expect("Mentoring", "Analyst", "Lead", domain="People")


@pytest.fixture
def engineer(db):
    """Shares SQL and Charts with the analyst."""
    expect("SQL", "Engineer", "Middle", "Expert", required=True)
    expect("Charts", "Engineer", "Senior", "Working")
    expect("Networks", "Engineer", "Middle", "Working", domain="Systems")
    leads(("Analyst", "Middle"), ("Engineer", "Middle"))
