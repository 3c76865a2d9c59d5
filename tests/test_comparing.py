"""Two places -> changes, told as examples and as laws."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.comparing import Change, Depth, Expected, compare, compare_along, weight

SCALE = [
    Depth(name, name[0], rank, rank, 4)
    for rank, name in enumerate(["Awareness", "Working", "Deep", "Expert"], 1)
]
AWARE, WORKING, *_DEEPER = SCALE


def expected(depth=WORKING, required=False, description="Tunes a model."):
    return Expected(depth, required, description)


@pytest.mark.parametrize(
    ("now", "then", "changes"),
    [
        (None, expected(), [Change.ADDED]),
        (expected(), None, [Change.DROPPED]),
        (None, None, []),
        (expected(), expected(), [Change.UNCHANGED]),
        (expected(), expected(required=True), [Change.NEWLY_REQUIRED]),
        (expected(required=True), expected(), [Change.NEWLY_OPTIONAL]),
        (expected(AWARE), expected(WORKING), [Change.RAISED]),
        (expected(WORKING), expected(AWARE), [Change.EASED]),
        (expected(None), expected(AWARE), [Change.RAISED]),
        (expected(AWARE), expected(None), [Change.EASED]),
        (expected(), expected(description="Plans."), [Change.REWORDED]),
        (
            expected(AWARE),
            expected(WORKING, True, "Plans."),
            [Change.NEWLY_REQUIRED, Change.RAISED, Change.REWORDED],
        ),
        (
            expected(WORKING, True),
            expected(AWARE, False, "Plans."),
            [Change.EASED, Change.NEWLY_OPTIONAL, Change.REWORDED],
        ),
    ],
)
def test_changes_of_one_skill(now, then, changes):
    assert list(compare(now, then).changes) == changes


def test_a_differing_text_is_labelled_only_where_nothing_weightier_is():
    both = compare(expected(AWARE), expected(WORKING, description="Plans."))
    assert both.labels == (Change.RAISED,)
    assert compare(expected(), expected(description="Plans.")).labels == (Change.REWORDED,)


def test_what_matters_most_comes_first():
    added = [compare(None, expected())]
    required = [compare(expected(), expected(required=True))]
    deeper = [compare(expected(AWARE), expected(WORKING))]
    dropped = [compare(expected(), None)]
    same = [compare(expected(), expected())]
    unwritten = [compare(None, None)]
    order = [added, required, deeper, dropped, same, unwritten]
    assert [weight(each) for each in order] == sorted({weight(each) for each in order})


def test_several_places_are_each_counted_from_the_first():
    first, second, third = expected(AWARE), expected(WORKING), expected(AWARE)
    found = compare_along(first, second, third)
    assert [each.heading for each in found] == [Change.RAISED, Change.UNCHANGED]


def test_steps_are_each_counted_from_the_step_before():
    first, second, third = expected(AWARE), expected(WORKING), expected(AWARE)
    found = compare_along(first, second, third, stepwise=True)
    assert [each.heading for each in found] == [Change.RAISED, Change.EASED]


def test_several_places_weigh_as_much_as_their_weightiest_change():
    assert weight(compare_along(expected(), expected(), None)) == Change.DROPPED.order
    assert weight(compare_along(None, None, expected())) == Change.ADDED.order


sides = st.none() | st.builds(
    Expected, st.none() | st.sampled_from(SCALE), st.booleans(), st.sampled_from(["", "Tunes.", "Plans."])
)
MIRROR = {
    Change.ADDED: Change.DROPPED,
    Change.NEWLY_REQUIRED: Change.NEWLY_OPTIONAL,
    Change.RAISED: Change.EASED,
    Change.REWORDED: Change.REWORDED,
    Change.UNCHANGED: Change.UNCHANGED,
}
MIRROR |= {there: here for here, there in MIRROR.items()}


@given(sides)
def test_nothing_changes_between_a_place_and_itself(side):
    assert set(compare(side, side).changes) <= {Change.UNCHANGED}


@given(sides, sides)
def test_there_and_back_mirror_each_other(now, then):
    assert {MIRROR[change] for change in compare(now, then).changes} == set(compare(then, now).changes)


@given(sides, sides)
def test_changes_stand_in_their_order(now, then):
    orders = [change.order for change in compare(now, then).changes]
    assert orders == sorted(orders)


# Steps compose: what happens on the way adds up to what happens at once

ways = st.lists(sides, min_size=2, max_size=6)
written_ways = st.lists(sides.filter(bool), min_size=2, max_size=6)


def heads(way):
    return [change for step in compare_along(*way, stepwise=True) for change in step.changes]


@given(ways)
def test_steps_join_end_to_end(way):
    steps = compare_along(*way, stepwise=True)
    assert [step.now for step in steps] == way[:-1]
    assert [step.then for step in steps] == way[1:]


@given(ways)
def test_the_last_place_counted_from_the_first_is_the_whole_way(way):
    assert compare_along(*way)[-1] == compare(way[0], way[-1])


@given(ways)
def test_a_skill_appears_once_more_than_it_goes_or_the_other_way_round(way):
    came_and_went = heads(way).count(Change.ADDED) - heads(way).count(Change.DROPPED)
    assert came_and_went == (way[-1] is not None) - (way[0] is not None)


@given(written_ways)
def test_becoming_required_and_optional_add_up(way):
    balance = heads(way).count(Change.NEWLY_REQUIRED) - heads(way).count(Change.NEWLY_OPTIONAL)
    assert balance == way[-1].required - way[0].required


@given(written_ways, st.sampled_from([Change.RAISED, Change.EASED, Change.REWORDED]))
def test_what_differs_in_the_end_has_changed_on_the_way(way, change):
    if change in compare(way[0], way[-1]).changes:
        assert change in heads(way)


@given(written_ways)
def test_only_deeper_steps_lead_deeper(way):
    if Change.EASED not in heads(way):
        raised = Change.RAISED in compare(way[0], way[-1]).changes
        assert raised == (Change.RAISED in heads(way))


@given(ways)
def test_steps_that_change_nothing_change_nothing_together(way):
    if set(heads(way)) <= {Change.UNCHANGED}:
        assert set(compare(way[0], way[-1]).changes) <= {Change.UNCHANGED}


@given(ways)
def test_the_way_back_mirrors_the_way_there(way):
    back = [change for step in compare_along(*way[::-1], stepwise=True) for change in step.changes]
    assert Counter(MIRROR[change] for change in heads(way)) == Counter(back)
