"""Two places -> changes, told as examples and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.comparing import Change, Depth, Expected, compare, compare_places

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
    now = {"a": expected(), "b": expected(), "c": expected(AWARE), "d": expected()}
    then = {"a": expected(), "b": expected(required=True), "c": expected(WORKING), "e": expected()}
    assert list(compare_places(now, then)) == ["e", "b", "c", "d", "a"]


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
