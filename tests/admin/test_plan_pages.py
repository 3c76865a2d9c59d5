"""The page of a plan: its numbers, what is worth a look, and each row as old beside new."""

import pytest

from skillmatrix.admin.plans.pages import MOST_NAMES, MOST_WARNINGS
from skillmatrix.plans import Plan, difference
from skillmatrix.remarks import remarks
from skillmatrix.rows import Present, Table
from tests.admin.plans import HEADER, OLD, labels, page, planned, revised, shown, small
from tests.building import words
from tests.files import grown, wanted, workbook


@pytest.fixture
def framework():
    return small()


@pytest.fixture
def changed(framework):
    return revised(framework)


def headings(page):
    return [(section.title, [part.title for part in section.divisions]) for section in page.sections]


# Numbers


def test_rows_are_counted_by_kind(changed):
    counts = {each.kind: (each.new, each.changed, each.deleted, each.kept) for each in page(changed).counts}

    assert counts["Skills"] == (1, 0, 0, 2)
    assert counts["Expectations"] == (2, 1, 1, 1)


def test_one_change_needs_no_table_of_numbers(framework):
    one = planned(wanted("skill,role,level,required", "SQL,Analyst,Junior,yes"), framework)

    assert "<table" not in shown(one)


def test_new_names_stand_beside_the_nearest_those_with_one_first(framework):
    lines = [f"Data,{skill},Analyst,Junior,,no,x" for skill in ("Gardening", "SQLs")]
    (skills,) = page(planned(wanted(HEADER, *lines), framework)).new_names

    assert skills.kind == "Skills"
    assert [(name.name, name.nearest) for name in skills.names] == [("SQLs", "SQL"), ("Gardening", None)]


def test_many_new_names_are_left_to_the_list(framework):
    lines = [f"Data,Skill {n},Analyst,Junior,,no,{n}" for n in range(MOST_NAMES + 5)]
    many = planned(wanted(HEADER, *lines), framework)
    (skills,) = page(many).new_names

    assert (len(skills.names), skills.more) == (MOST_NAMES, 5)
    assert page(many, skills.address.removeprefix("?")).changes.paging.found == MOST_NAMES + 5


def test_sentences_lead_to_their_rows(changed):
    (deleted,) = [each for each in page(changed).sentences if "deleted" in each.text]

    assert labels(page(changed, deleted.address.removeprefix("?"))) == ["SQL · Analyst · Senior"]


def test_a_sentence_about_what_stays_leads_nowhere(framework):
    found = planned(wanted("skill,role,level", "SQL,Analyst,Junior", "SQL,Analyst,New"), framework)

    assert {each.text: each.address for each in page(found).sentences}[
        "1 expectation of Analyst that the file does not mention stays."
    ] == ""


def test_warnings_are_counted_and_lead_to_their_rows(changed):
    (warned,) = page(changed).warnings

    assert warned.title == "1 required expectation has no description"
    assert warned.is_open
    assert labels(page(changed, warned.address.removeprefix("?"))) == ["R · Analyst · Junior"]


def test_many_warnings_are_folded_and_not_all_listed():
    lines = [f"Data,Skill {n},Analyst,Junior,,yes," for n in range(MOST_WARNINGS + 1)]
    (warned,) = page(planned(wanted(HEADER, *lines))).warnings

    assert (len(warned.sentences), warned.more, warned.is_open) == (MOST_WARNINGS, 1, False)


# Row by row


def test_what_the_framework_is_made_of_comes_first_then_role_by_role(changed):
    assert headings(page(changed)) == [("Skills", [""]), ("Analyst", ["R", "SQL"]), ("Tester", ["Review"])]
    assert labels(page(changed)) == [
        "R",
        "R · Analyst · Junior",
        "SQL · Analyst · Junior",
        "SQL · Analyst · Senior",
        "Review · Tester · Senior",
    ]


def test_skills_stand_by_domain_and_group_levels_by_rank():
    lines = [
        "Data,Stores,B,Analyst,Upper",
        "Data,Stores,B,Analyst,Lower",
        "Data,,Z,Analyst,Lower",
        ",,A,Analyst,Lower",
        "Craft,,Y,Analyst,Lower",
    ]
    found = planned(wanted("domain,group,skill,role,level", *lines))

    expected = [
        "Y · Analyst · Lower",
        "Z · Analyst · Lower",
        "B · Analyst · Upper",
        "B · Analyst · Lower",
        "A · Analyst · Lower",
    ]
    assert labels(page(found, "kind=expectation")) == expected


def test_old_stands_beside_new_with_the_changed_words_marked(changed):
    text = words(shown(changed, "do=change"))

    assert "Junior changed" in text
    assert "Proficiency Before: (deleted: Awareness ) After: (inserted: Working )" in text
    assert "Required Before: (deleted: optional ) After: (inserted: required )" in text
    assert (
        "Before: Reads the tables of others and (deleted: asks about ) them. "
        "After: Reads the tables of others and (inserted: answers for ) them."
    ) in text


def test_what_stays_is_not_repeated(framework):
    text = words(shown(planned(wanted("skill,role,level,required", "SQL,Analyst,Junior,yes"), framework)))

    assert "Required" in text
    assert OLD not in text


def test_a_new_row_has_no_before_and_one_that_goes_no_after(changed):
    new, gone = (words(shown(changed, f"do={action}&kind=expectation")) for action in ("create", "delete"))

    assert "Description After: Looks twice." in new
    assert "Before:" not in new
    assert "Description Before: Writes queries." in gone
    assert "After:" not in gone


def test_texts_that_share_too_little_stand_whole(framework):
    text = words(
        shown(planned(wanted("skill,role,level,description", "SQL,Analyst,Junior,Plots curves."), framework))
    )

    assert f"Before: {OLD} After: Plots curves." in text


def test_what_is_emptied_becomes_nothing(framework):
    text = words(shown(planned(wanted("skill,role,level,description", "SQL,Analyst,Senior,"), framework)))

    assert "Before: Writes queries. After: nothing" in text


def test_a_text_is_never_cut(framework):
    long = " ".join(["word"] * 1_500)
    text = words(
        shown(planned(wanted("skill,role,level,description", f"SQL,Analyst,Junior,{long}"), framework))
    )

    assert long in text


def test_a_warning_stands_at_its_row(changed):
    assert "new ⚠ Worth a look: R · Analyst · Junior is required and has no description." in words(
        shown(changed, "q=R")
    )


def test_a_renamed_row_is_marked_as_a_whole_where_nothing_is_alike(framework):
    text = words(shown(planned(workbook(Skills=["slug,name", "sql,Queries"]), framework)))

    assert "Name Before: (deleted: SQL ) After: (inserted: Queries )" in text


def test_places_are_shown_by_name(framework):
    before = grown(framework, workbook(Role_levels=["role,level", "Analyst,Junior", "Tester,Senior"]))
    found = planned(workbook(Role_levels=["role,level,leads_to", "Analyst,Junior,tester:senior"]), before)

    assert "Before: nothing After: Tester · Senior" in words(shown(found))


def test_what_a_file_says_is_escaped():
    html = shown(planned(wanted(HEADER, "<b>D</b>,<i>S</i>,<u>R</u>,L,,yes,<script>x</script>")))

    assert not [tag for tag in ("<b>", "<i>", "<u>", "<script>") if tag in html]


def test_an_undone_plan_is_shown_the_other_way_round(changed):
    plan, before, _said = changed
    after = plan.result(before)
    back = plan.inverse()

    found = page((back, after, remarks(back, after)), "do=create")

    assert labels(found) == ["SQL · Analyst · Senior"]


def test_a_plan_that_empties_the_framework_can_be_shown(framework):
    rows = {table: {} for table in Table}
    gone = Plan(difference(framework, Present(rows)))

    assert len(page((gone, framework, remarks(gone, framework))).changes.rows) == len(gone.changes)
