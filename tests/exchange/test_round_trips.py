"""Whatever is exported here can be imported again as it is: nothing is changed by it, or all is rebuilt."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillmatrix.exchange.meaning import AS_IT_STANDS, NOBODY_KNOWN, Known
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.exchange.writing import (
    write_folder,
    write_grid,
    write_list,
    write_template,
    write_workbook_xlsx,
)
from skillmatrix.flaws import flaws
from skillmatrix.planning import Options, plan
from skillmatrix.rows import Layout, Present, Table
from tests.files import NOTHING, grown, made, rows_of
from tests.frameworks import HEADERS, frameworks

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(quick, max_examples=500)

WHOLE = {
    "list.csv": partial(write_list, fmt="csv"),
    "list.xlsx": partial(write_list, fmt="xlsx"),
    "workbook.xlsx": write_workbook_xlsx,
    "grid.xlsx": write_grid,
}
OF_ONE_ROLE = {
    "list.csv": partial(write_list, fmt="csv"),
    "list.xlsx": partial(write_list, fmt="xlsx"),
    "list to fill in.xlsx": partial(write_template, layout=Layout.LIST),
    "grid.xlsx": write_grid,
    "grid to fill in.xlsx": partial(write_template, layout=Layout.GRID),
}
expecting = frameworks(expecting=True)
garbled = frameworks(
    names=st.sampled_from(["Ã¶", "Ã¶ 2", "GrÃ¶ÃŸe", "â€“", "é«˜çº§", "a\ufffdb"]), expecting=True
)
called_like_headers = frameworks(names=st.sampled_from(HEADERS), expecting=True)


def assert_unchanged(framework, name, data):
    """Whether or not names that are known help to recognise the file, and also where it replaces."""
    for known in (NOBODY_KNOWN, Known.of(framework)):
        again = read_bytes(name, data, AS_IT_STANDS, known)
        for replace in (False, True):
            found = plan(again, framework, Options(replace=replace))
            assert [str(problem) for problem in found.problems] == []
            assert found.changes == ()


@given(frameworks())
@quick
def test_made_up_frameworks_are_sound(framework):
    assert flaws(framework) == set()


# Into the framework that it is from


@pytest.mark.parametrize("name", WHOLE)
@given(framework=expecting)
@quick
def test_an_export_imported_again_changes_nothing(name, framework):
    assert_unchanged(framework, name, WHOLE[name](framework))


@pytest.mark.parametrize("name", OF_ONE_ROLE)
@given(framework=expecting)
@quick
def test_what_is_exported_of_one_role_and_imported_again_changes_nothing(name, framework):
    expected_of = sorted({role for _skill, role, _level in framework[Table.EXPECTATION]})

    for role in expected_of:
        assert_unchanged(framework, name, OF_ONE_ROLE[name](framework, role=role))


@given(framework=expecting)
@quick
def test_a_folder_imported_again_changes_nothing(tmp_path_factory, framework):
    folder = tmp_path_factory.mktemp("folder")
    write_folder(framework, folder)

    found = plan(read_path(folder), framework, Options(replace=True))

    assert (found.problems, found.changes) == ((), ())


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
@given(framework=called_like_headers)
@many
def test_names_that_readers_look_for_elsewhere_are_names(name, framework):
    assert_unchanged(framework, name, WHOLE[name](framework))


@pytest.mark.parametrize("name", WHOLE)
@given(framework=garbled)
@quick
def test_what_looks_garbled_and_is_there_is_no_problem(name, framework):
    again = read_bytes(name, WHOLE[name](framework), known=Known.of(framework))
    found = plan(again, framework)

    assert (found.problems, found.changes) == ((), ())


@pytest.mark.parametrize("name", ["list.xlsx", "grid.xlsx"])
@pytest.mark.parametrize(
    "row",
    [
        ("Role", "Level", "Skill", "Analyst", "", "Junior"),
        ("", "", "Writing", "Skill", "Level", "Junior"),
        ("", "", "Skill", "Junior", "Senior", "Senior"),
        ("", "", "Working", "Guide", "", "Skill"),
    ],
    ids=" ".join,
)
def test_what_is_called_like_a_header_is_none(row, name):
    framework = made("domain,group,skill,role,family,level", ",".join(row))

    assert_unchanged(framework, name, WHOLE[name](framework))


def test_a_text_that_lists_columns_does_not_say_what_separates_cells():
    framework = made("skill,role,level,description", "SQL,Analyst,Junior," + "; ".join(HEADERS))

    assert_unchanged(framework, "list.csv", WHOLE["list.csv"](framework))


# Into one that has none of it


@given(frameworks())
@quick
def test_a_workbook_rebuilds_the_framework_in_an_empty_database(framework):
    file = read_bytes("workbook.xlsx", write_workbook_xlsx(framework))

    if any(framework[table] for table in Table):
        assert rows_of(grown(NOTHING, file)) == rows_of(framework)


@given(frameworks())
@quick
def test_a_folder_rebuilds_the_framework_in_an_empty_database(tmp_path_factory, framework):
    folder = tmp_path_factory.mktemp("folder")
    write_folder(framework, folder)

    if any(framework[table] for table in Table):
        assert rows_of(grown(NOTHING, read_path(folder))) == rows_of(framework)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "grid.xlsx"])
@given(framework=expecting)
@quick
def test_a_list_or_a_grid_writes_anew_what_was_lost(name, framework):
    without = Present({**framework.rows, Table.EXPECTATION: {}})
    again = read_bytes(name, WHOLE[name](framework), known=Known.of(without))

    assert plan(again, without).result(without)[Table.EXPECTATION] == framework[Table.EXPECTATION]


# The same bytes


@given(frameworks())
@quick
def test_rows_in_another_order_become_the_same_bytes(framework):
    turned = Present({table: dict(reversed(framework[table].items())) for table in Table})

    for name in ("list.csv", "workbook.xlsx"):
        assert WHOLE[name](turned) == WHOLE[name](framework)


def test_a_text_that_the_framework_holds_is_right_though_it_looks_garbled():
    before = made("skill,role,level,description", "SQL,Analyst,Junior,x")
    key = ("sql", "analyst", "junior")
    for text in ("MANHÃ–TARDE", "lost \ufffd"):
        row = {**before[Table.EXPECTATION][key], "description": text}
        framework = Present({**before.rows, Table.EXPECTATION: {key: row}})

        again = read_bytes("list.csv", write_list(framework, "csv"), known=Known.of(framework))

        assert plan(again, framework).changes == ()
        assert again.problems == ()
        assert read_bytes("list.csv", write_list(framework, "csv")).problems
