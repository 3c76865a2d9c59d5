"""The page of a plan: its numbers, what is worth a look, each row as old beside new, as the address asks."""

import io

import openpyxl
import pytest
from django.http import Http404, QueryDict
from django.template.loader import render_to_string

from skillmatrix import planning
from skillmatrix.admin.plan_filters import MOST, PAGE
from skillmatrix.admin.plan_pages import MOST_NAMES, MOST_WARNINGS, plan_page, totals
from skillmatrix.admin.plan_sheets import plan_download, plan_sheet
from skillmatrix.plans import Action, Plan, difference
from skillmatrix.remarks import remarks
from skillmatrix.rows import Present, Problem, Table
from tests.building import words
from tests.files import grown, made, scale, wanted, workbook

HEADER = "domain,skill,role,level,proficiency,required,description"
OLD = "Reads the tables of others and asks about them."
NEW = "Reads the tables of others and answers for them."


@pytest.fixture
def framework():
    return made(
        HEADER,
        f"Data,SQL,Analyst,Junior,Awareness,no,{OLD}",
        "Data,SQL,Analyst,Senior,Working,yes,Writes queries.",
        "Craft,Review,Tester,Junior,Awareness,no,Looks.",
    )


def planned(file, before=None, **options):
    before = before or scale()
    meant = planning.Options(**options)
    plan = planning.plan(file, before, meant)
    return plan, before, remarks(plan, before, file, meant)


def page(planned, query=""):
    plan, before, said = planned
    return plan_page(plan, before, QueryDict(query), said)


def shown(planned, query=""):
    """The page as HTML."""
    return render_to_string("admin/plans/page.html", {"plan_page": page(planned, query)})


def labels(page):
    return [change.label for change in page.changes.rows]


def headings(page):
    return [(section.title, [part.title for part in section.divisions]) for section in page.sections]


@pytest.fixture
def changed(framework):
    """One row changed, one deleted, two new, one of them of a new skill."""
    lines = [
        f"Data,SQL,Analyst,Junior,Working,yes,{NEW}",
        "Data,R,Analyst,Junior,Working,yes,",
        "Craft,Review,Tester,Junior,Awareness,no,Looks.",
        "Craft,Review,Tester,Senior,,no,Looks twice.",
    ]
    return planned(wanted(HEADER, *lines), framework, replace=True)


# Numbers


def test_rows_are_counted_by_kind(changed):
    counts = {each.kind: (each.new, each.changed, each.deleted, each.kept) for each in page(changed).counts}

    assert counts["Skills"] == (1, 0, 0, 2)
    assert counts["Expectations"] == (2, 1, 1, 1)
    assert totals(changed[0]) == {Action.CREATE: 3, Action.CHANGE: 1, Action.DELETE: 1, Action.KEEP: 9}


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


def test_too_many_for_one_page_are_told(many, monkeypatch):
    monkeypatch.setattr("skillmatrix.admin.plan_filters.MOST", 10)

    assert page(many).changes.paging.all == ""
    assert page(many, "all=1").changes.rows == ()
    assert "203 rows are too many for one page, which takes 10." in words(shown(many, "all=1"))


def test_only_the_rows_of_a_page_are_put_into_words(many, monkeypatch):
    asked = []
    monkeypatch.setattr("skillmatrix.admin.plan_rows.told_fields", lambda change: asked.append(change) or [])

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


# As a file


def lines(data):
    return [line.split(",") for line in data.decode("utf-8-sig").split("\r\n")]


def test_a_plan_is_downloaded_a_line_a_field(changed):
    sheet = lines(plan_sheet(*changed, "csv"))

    head = "What happens,Kind,Name,Domain,Role,Level,Skill,Field,Before,After,Warning"
    assert sheet[0] == head.split(",")
    assert sheet[1] == ["new", "Skill", "R", "Data", "", "", "R", "Domain", "", "Data", ""]
    assert [
        "changed",
        "Expectation",
        "",
        "Data",
        "Analyst",
        "Junior",
        "SQL",
        "Required",
        "optional",
        "required",
        "",
    ] in sheet
    warning = "R · Analyst · Junior is required and has no description."
    assert {line[-1] for line in sheet if line[6:7] == ["R"] and line[4:5] == ["Analyst"]} == {warning}


def test_xlsx_holds_the_same_as_text(changed):
    tab = openpyxl.load_workbook(io.BytesIO(plan_sheet(*changed, "xlsx"))).active
    rows = [[cell or "" for cell in row] for row in tab.iter_rows(values_only=True)]

    assert rows == [line for line in lines(plan_sheet(*changed, "csv")) if line != [""]]
    assert {cell.data_type for row in tab.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert tab.freeze_panes == "A2"


def test_formulas_stay_text():
    found = planned(wanted(HEADER, 'Data,=1+1,Analyst,Junior,,no,"=HYPERLINK(""x"")"'))

    assert ",'=HYPERLINK" in plan_sheet(*found, "csv").decode().replace('"', "")
    tab = openpyxl.load_workbook(io.BytesIO(plan_sheet(*found, "xlsx"))).active
    assert not [cell for row in tab.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_same_plan_is_the_same_bytes(changed, fmt):
    assert plan_sheet(*changed, fmt) == plan_sheet(*changed, fmt)


def test_problems_are_downloaded_too(faulty):
    sheet = lines(plan_sheet(*faulty, "csv"))

    assert sheet[:2] == [
        ["Sheet", "Row", "Column", "Value", "Problem"],
        ["Sheet 0", "2", "required", "perhaps", "Wrong 2."],
    ]
    assert len(sheet) == 2 * PAGE + 3


def test_a_download_has_a_name_and_a_kind(changed):
    answer = plan_download(*changed, "csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="skillmatrix-plan-')


@pytest.mark.parametrize("fmt", ["", "pdf", "\0"])
def test_other_formats_are_not_there(changed, fmt):
    with pytest.raises(Http404):
        plan_download(*changed, fmt)


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
