"""The plan that is killed in these tests leaves nothing out."""

from skillmatrix.flaws import flaws
from skillmatrix.plans import Action
from skillmatrix.rows import NAMED, RANKED, Table
from tests.faults.everything import AFTER, BEFORE, EVERYTHING


def test_it_creates_changes_and_deletes_in_every_table():
    done = {(change.table, change.action) for change in EVERYTHING.changes}

    assert done == {
        (table, action) for table in Table for action in (Action.CREATE, Action.CHANGE, Action.DELETE)
    }


def test_it_leads_from_one_sound_framework_to_another():
    assert flaws(BEFORE) == flaws(AFTER) == set()


def test_names_ranks_and_letters_go_round():
    for field, tables in {"name": NAMED, "rank": RANKED, "letter": [Table.PROFICIENCY]}.items():
        for table in tables:
            given = {change.new.get(field) for change in EVERYTHING.of(table, Action.CHANGE)}
            assert len(given & {values[field] for values in BEFORE[table].values()}) >= 2
