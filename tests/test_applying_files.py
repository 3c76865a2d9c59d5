"""Whatever file is imported into whatever framework: it becomes what the plan said, and comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.applying import apply
from skillmatrix.exchange.meaning import AS_IT_STANDS, Known
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.models import Operation
from skillmatrix.planning import Options, plan
from skillmatrix.plans import Plan, difference
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import done_by, entries
from skillmatrix.recording.operations import Cause
from skillmatrix.replaying import replay
from skillmatrix.restoring import undoing
from tests.exchange.test_round_trips import WHOLE
from tests.files import NOTHING, rows_of
from tests.frameworks import revisions
from tests.test_applying import quick, taken_back

pytestmark = pytest.mark.django_db

IMPORT = Cause(Operation.Kind.IMPORT)
options = st.builds(Options, replace=st.booleans(), keep_empty=st.booleans())


@pytest.mark.parametrize("name", WHOLE)
@given(both=revisions(), options=options)
@quick
def test_what_is_applied_is_what_was_planned_and_the_history_takes_it_back(name, both, options):
    first, second = both
    with taken_back():
        apply(Plan(difference(NOTHING, first)))
        before = present()
        file = read_bytes(name, WHOLE[name](second), AS_IT_STANDS, Known.of(before))
        found = plan(file, before, options)
        assert found.problems == ()

        done = apply(found, IMPORT)

        after = rows_of(present())
        assert after == rows_of(found.result(before)) == rows_of(replay(entries()))
        if done.operation:
            apply(undoing(*done_by(done.operation)))
        assert rows_of(present()) == rows_of(before)
