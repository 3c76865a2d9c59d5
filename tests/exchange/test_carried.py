"""Domains and groups that are written once, beside the first of the skills that they hold for."""

import pytest

from skillmatrix.rows import Table
from tests.exchange.test_crosstabs import read


def skills(*rows, merged=()):
    file = read(("Data Engineer", [list(row) for row in rows]), merged=merged)
    assert file.problems == ()
    return [
        tuple(row.values.get(key) for key in ("name", "domain", "group")) for row in file.rows(Table.SKILL)
    ]


def test_a_group_holds_for_the_rows_below_it_within_its_domain():
    assert skills(
        ["Domain", "Group", "Skill", "Junior", "Senior"],
        ["Alpha", "G1", "s1", "a", "b"],
        ["", "", "s2", "a", "b"],
        ["Alpha", "", "s3", "a", "b"],
        ["Beta", "", "s4", "a", "b"],
        ["", "G2", "s5", "a", "b"],
        ["", "", "s6", "a", "b"],
    ) == [
        ("s1", "Alpha", "G1"),
        ("s2", "Alpha", "G1"),
        ("s3", "Alpha", "G1"),
        ("s4", "Beta", ""),
        ("s5", "Beta", "G2"),
        ("s6", "Beta", "G2"),
    ]


def test_so_it_does_where_the_group_stands_left_of_the_domain():
    assert skills(
        ["Group", "Domain", "Skill", "Junior", "Senior"],
        ["G1", "Alpha", "s1", "a", "b"],
        ["", "Beta", "s2", "a", "b"],
    ) == [("s1", "Alpha", "G1"), ("s2", "Beta", "")]


@pytest.mark.parametrize("merged", [[(1, 0, 1, 3), (3, 0, 3, 3)], []])
def test_a_heading_ends_the_group_of_the_rows_above_it(merged):
    assert skills(
        ["Group", "Skill", "Junior", "Senior"],
        ["Alpha"],
        ["G1", "s1", "a", "b"],
        ["Beta"],
        ["", "s2", "a", "b"],
        merged=merged,
    ) == [("s1", "Alpha", "G1"), ("s2", "Beta", "")]
