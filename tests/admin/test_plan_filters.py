"""What of a plan an address asks for: filters, words, a page; and what it says where there is nothing."""

import pytest
from django.http import QueryDict

from skillmatrix.admin.plans.filters import MOST, PAGE
from skillmatrix.plans import Plan
from skillmatrix.rows import Problem
from tests.admin.plans import HEADER, NEW, OLD, labels, page, planned, revised, shown, small
from tests.building import words
from tests.files import scale, wanted


@pytest.fixture
def framework():
    return small()


@pytest.fixture
def changed(framework):
    return revised(framework)


# Filters


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("do=delete", ["SQL · Analyst · Senior"]),
        ("kind=skill", ["R"]),
        ("role=tester", ["Review · Tester · Senior"]),
        ("domain=craft", ["Review · Tester · Senior"]),
        ("domain=data&kind=expectation&do=create", ["R · Analyst · Junior"]),
        ("remark=warning", ["R · Analyst · Junior"]),
        ("remark=no-text", ["R · Analyst · Junior"]),
        ("q=ANSWERS", ["SQL · Analyst · Junior"]),
        ("q=queries writes", ["SQL · Analyst · Senior"]),
        ("q='asks about'", ["SQL · Analyst · Junior"]),
        ("q=senior&role=tester", ["Review · Tester · Senior"]),
        ("q=working&role=analyst&do=change", ["SQL · Analyst · Junior"]),
    ],
)
def test_rows_are_filtered(changed, query, found):
    assert labels(page(changed, query)) == found


def test_words_are_found_however_their_letters_are_put_together(framework):
    found = planned(wanted(HEADER, "Data,SQL,Analyst,Junior,,no,Größe"), framework)

    assert labels(page(found, "q=gro\u0308\u00dfe")) == ["SQL · Analyst · Junior"]


def test_a_skill_that_moves_is_found_under_both_domains(framework):
    moved = planned(wanted("domain,skill,role,level", "Craft,SQL,Analyst,Junior"), framework)

    assert labels(page(moved, "domain=data")) == labels(page(moved, "domain=craft")) == ["SQL"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("do=burn", "What happens: “burn” does not occur here."),
        ("kind=level", "Kind of row: “Levels” does not occur here."),
        ("role=nobody", "Role: “nobody” does not occur here."),
        ("domain=%00", "Domain: “[U+0000]” does not occur here."),
        ("remark=falls", "Worth a look: “falls” does not occur here."),
        ("q=%00", "No row is all of that. Take one of the filters away."),
        ("q=nowhere", "No row is all of that. Take one of the filters away."),
        ("role=tester&do=delete", "No row is all of that. Take one of the filters away."),
        ("page=2", "There is no page “2”: the last one is 1."),
        ("page=0", "There is no page “0”: the last one is 1."),
        ("page=%C2%B2", "There is no page “²”: the last one is 1."),
        ("all=yes", "This address asks for a page in a way that there is none."),
        ("all=1&page=1", "This address asks for a page in a way that there is none."),
    ],
)
def test_what_is_not_there_finds_nothing_and_is_told(changed, query, told):
    found = page(changed, query)

    assert found.changes.rows == ()
    assert told in words(shown(changed, query))


@pytest.mark.parametrize("query", ["role=nobody&draft=7", "q=nowhere&draft=7", "page=9&do=delete&draft=7"])
def test_there_is_a_way_out(changed, query):
    way_out = page(changed, query).changes.way_out.removeprefix("?")

    assert page(changed, way_out).changes.rows
    assert QueryDict(way_out)["draft"] == "7"


def test_an_unknown_value_stays_in_sight(changed):
    assert '<option value="nobody" selected>nobody</option>' in shown(changed, "role=nobody")


def test_what_would_not_tell_rows_apart_is_no_filter(framework):
    lines = [f"Craft,Review,Tester,Level {n},,no,{n}" for n in range(20)]
    only = planned(wanted(HEADER, *lines), framework)

    assert [each.name for each in page(only).changes.filters] == ["kind", "role", "domain"]


def test_a_filter_counts_what_it_would_find(changed):
    (role,) = [each for each in page(changed).changes.filters if each.name == "role"]

    assert [choice.label for choice in role.choices] == ["all roles", "Analyst (3)", "Tester (1)"]


def test_few_rows_need_no_filters(framework):
    assert "<form" not in shown(planned(wanted(HEADER, "Data,SQL,Analyst,Junior,,yes,x"), framework))


def test_the_form_sends_along_what_is_not_its_own(changed):
    html = shown(changed, "draft=7&role=tester&page=1&format=csv")

    assert '<input type="hidden" name="draft" value="7">' in html
    assert html.count('<input type="hidden"') == 1


# Pages


@pytest.fixture
def many():
    lines = [f"Data,Skill {n:03},Analyst,Junior,,no,Does {n}." for n in range(2 * PAGE)]
    return planned(wanted(HEADER, *lines))


def test_each_row_stands_on_one_page(many):
    address, found = "", []
    while True:
        shown = page(many, address.removeprefix("?"))
        found += shown.changes.rows
        address = shown.changes.paging.next
        if not address:
            break

    assert len(found) == len(set(map(str, found))) == len(many[0].changes) == 4 * PAGE + 3


def test_an_address_keeps_its_filters_from_page_to_page(many):
    first = page(many, "kind=expectation&q=does&draft=7")
    query = QueryDict(first.changes.paging.next.removeprefix("?"))

    assert query.dict() == {"kind": "expectation", "q": "does", "draft": "7", "page": "2"}
    second = page(many, query.urlencode())
    assert QueryDict(second.changes.paging.previous.removeprefix("?")).dict() == {
        "kind": "expectation",
        "q": "does",
        "draft": "7",
    }


def test_a_role_that_goes_on_says_so(many):
    second = page(many, "kind=expectation&page=2")

    assert [section.is_continued for section in second.sections] == [True]
    assert "Analyst continued" in words(shown(many, "kind=expectation&page=2"))
    assert not page(many, "kind=expectation").sections[0].is_continued


def test_all_rows_on_one_page(many):
    whole = page(many, page(many).changes.paging.all.removeprefix("?"))

    assert len(whole.changes.rows) == 4 * PAGE + 3
    assert (whole.changes.paging.next, whole.changes.paging.all) == ("", "")
    assert len(page(many, whole.changes.paging.by_page.removeprefix("?")).changes.rows) == PAGE


def test_too_many_for_one_page_are_told(many, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.plans.filters.MOST", 10)

    assert page(many).changes.paging.all == ""
    assert page(many, "all=1").changes.rows == ()
    assert "203 rows are too many for one page, which takes 10." in words(shown(many, "all=1"))


def test_too_long_for_one_page_is_told(many, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.plans.filters.MOST_SIGNS", 1_000)

    assert page(many).changes.paging.all == ""
    assert page(many, "all=1").changes.rows == ()
    assert "characters, too many for one page, which takes 1,000." in words(shown(many, "all=1"))
    assert len(page(many, "kind=role&all=1").changes.rows) == 1
    assert len(page(many, "page=2").changes.rows) == PAGE


def test_a_text_is_put_together_and_folded_once_however_many_words_are_looked_for(many, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "skillmatrix.admin.plans.pages._change_text", lambda sides, change: asked.append(change) or "a b c"
    )

    page(many, "q=a b c a b c&kind=role")

    assert len(asked) == 1


def test_one_word_over_and_over_is_one(changed):
    assert labels(page(changed, f"q={'answers ' * 200}")) == ["SQL · Analyst · Junior"]


def test_too_many_words_are_told(changed):
    query = "q=" + " ".join(str(number) for number in range(11))

    assert labels(page(changed, query)) == []
    assert "No more than 10 words can be looked for at once." in words(shown(changed, query))


def test_a_page_compares_so_much_word_by_word_and_shows_further_texts_whole(framework, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.plans.rows.MOST_COMPARED", len(OLD) + len(NEW))
    lines = [
        f"Data,SQL,Analyst,Junior,Awareness,no,{NEW}",
        "Data,SQL,Analyst,Senior,Working,yes,Writes more.",
    ]
    both = page(planned(wanted(HEADER, *lines), framework)).sections[0].divisions[0].changes

    marked = [any(part.marked for part in change.fields[0].new) for change in both]
    assert marked == [True, False]
    assert [part.text for part in both[1].fields[0].new] == ["Writes more."]


def test_only_the_rows_of_a_page_are_put_into_words(many, monkeypatch):
    asked = []
    monkeypatch.setattr("skillmatrix.admin.plans.rows.told_fields", lambda change: asked.append(change) or [])

    page(many)

    assert len(asked) == PAGE < MOST


# Problems


@pytest.fixture
def faulty():
    problems = [
        Problem(f"Sheet {n % 2}", n, "required", "perhaps", f"Wrong {n}.") for n in range(2, 2 * PAGE + 3)
    ]
    return Plan(problems=tuple(problems)), scale(), ()


def test_problems_are_all_there_page_by_page(faulty):
    assert [len(page(faulty, f"page={number}").problems.rows) for number in (1, 2, 3)] == [PAGE, PAGE, 1]
    assert len(page(faulty, "all=1").problems.rows) == 2 * PAGE + 1


def test_problems_are_filtered_by_sheet_and_words(faulty):
    assert {each.sheet for each in page(faulty, "sheet=Sheet 1").problems.rows} == {"Sheet 1"}
    assert [each.row for each in page(faulty, "q=wrong 77.").problems.rows] == [77]
    assert "Sheet: “Sheet 9” does not occur here." in words(shown(faulty, "sheet=Sheet 9"))


def test_a_problem_says_where_it_is(faulty):
    assert "Sheet 0 2 required perhaps Wrong 2." in words(shown(faulty))
