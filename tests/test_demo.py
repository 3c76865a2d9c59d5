"""The demo framework is one to adopt: complete, sound, and written rather than filled in.

Its files are read as an import reads them; nothing here needs a database.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from skillmatrix.exchange import reading
from skillmatrix.rows import Table

DEMO = Path(__file__).parent.parent / "fixtures" / "demo"
LADDER = ["junior", "middle", "senior", "lead", "principal"]
# Of all pairs the most alike score 63, and those are different thoughts in a similar cadence. Two texts
# of which one was made from the other by swapping a few words score above 75.
TOO_ALIKE = 70
FILLER = re.compile(
    r"strong understanding|deep understanding|leverag|best practice|proactive|effectively|efficiently"
    r"|passionate|world[- ]class|cutting[- ]edge|state[- ]of[- ]the[- ]art|synerg|holistic|robust|seamless"
    r"|ensur(?:es|ing)|drives (?:the|a|change|results)|stakeholder alignment|thought leader"
    r"|best[- ]in[- ]class"
    r"|demonstrates|fosters|utili[sz]|as needed|various|go[- ]to (?:person|expert)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?]+[.!?](?=\s|$)")


@pytest.fixture(scope="module")
def demo():
    wanted = reading.read_path(DEMO)
    assert wanted.problems == ()
    return {table: [row.values for row in wanted.rows(table)] for table in Table}


@pytest.fixture(scope="module")
def cells(demo):
    return demo[Table.EXPECTATION]


@pytest.fixture(scope="module")
def ladders(demo):
    """Role -> its levels."""
    found = defaultdict(list)
    for row in demo[Table.ROLE_LEVEL]:
        found[row["role"]].append(row["level"])
    return found


@pytest.fixture(scope="module")
def by_skill(cells):
    """(skill, role) -> level -> the cell."""
    found = defaultdict(dict)
    for cell in cells:
        found[cell["skill"], cell["role"]][cell["level"]] = cell
    return found


def named(cell):
    return " · ".join(cell[part] for part in ("skill", "role", "level"))


@pytest.mark.parametrize(
    ("table", "least"),
    [
        (Table.DOMAIN, 8),
        (Table.GROUP, 24),
        (Table.SKILL, 80),
        (Table.FAMILY, 5),
        (Table.ROLE, 12),
        (Table.EXPECTATION, 1_800),
    ],
)
def test_it_is_large_enough_to_adopt(demo, table, least):
    assert len(demo[table]) >= least


def test_the_ladder_goes_from_junior_to_principal(demo):
    levels = sorted(demo[Table.LEVEL], key=lambda level: level["rank"])
    assert [level["slug"] for level in levels] == LADDER


def test_one_ladder_begins_at_senior_and_the_others_are_whole(ladders):
    shapes = Counter(tuple(levels) for levels in ladders.values())
    assert shapes == {tuple(LADDER): len(ladders) - 1, tuple(LADDER[2:]): 1}


def test_every_text_has_fifteen_to_forty_five_words(cells):
    lengths = {named(cell): len(cell["description"].split()) for cell in cells}
    assert {name: length for name, length in lengths.items() if not 15 <= length <= 45} == {}


def test_no_text_is_filler(cells):
    found = {named(cell): FILLER.search(cell["description"]) for cell in cells}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_no_text_is_made_from_another(cells):
    texts = [cell["description"] for cell in cells]
    alike = [
        (named(cells[number]), named(cells[other]), round(score))
        for number, text in enumerate(texts)
        for _text, score, other in process.extract(
            text, texts, scorer=fuzz.token_sort_ratio, score_cutoff=TOO_ALIKE, limit=4
        )
        if other > number
    ]
    assert alike == []


def test_openings_vary(cells):
    openings = Counter(cell["description"].split()[0] for cell in cells)
    assert {word: count for word, count in openings.items() if count > 0.04 * len(cells)} == {}


def test_proficiency_never_falls_as_the_level_rises(demo, by_skill):
    depth = {row["slug"]: row["rank"] for row in demo[Table.PROFICIENCY]}
    falling = []
    for key, row in by_skill.items():
        steps = [
            depth[row[level]["proficiency"]] for level in LADDER if level in row and row[level]["proficiency"]
        ]
        if steps != sorted(steps):
            falling.append(key)
    assert falling == []


def test_a_skill_of_a_role_states_its_depth_everywhere_or_nowhere(by_skill):
    assert [
        key for key, row in by_skill.items() if len({bool(c["proficiency"]) for c in row.values()}) > 1
    ] == []


def test_three_to_eight_percent_of_the_cells_are_missing(by_skill, ladders, cells):
    possible = sum(len(ladders[role]) for _skill, role in by_skill)
    assert 0.03 <= 1 - len(cells) / possible <= 0.08


def test_what_is_required_is_rarely_so_at_once(by_skill):
    first = [next(row[level] for level in LADDER if level in row) for row in by_skill.values()]
    assert sum(cell["required"] for cell in first) < len(first) / 2


def test_no_expectation_stands_outside_its_roles_ladder(cells, ladders):
    assert [named(cell) for cell in cells if cell["level"] not in ladders[cell["role"]]] == []


def test_nothing_is_an_orphan(demo, cells):
    skills = demo[Table.SKILL]
    assert {row["slug"] for row in skills} == {cell["skill"] for cell in cells}
    assert {row["slug"] for row in demo[Table.ROLE]} == {cell["role"] for cell in cells}
    assert {row["slug"] for row in demo[Table.GROUP]} == {row["group"] for row in skills} - {""}
    assert {row["slug"] for row in demo[Table.DOMAIN]} == {row["domain"] for row in skills}
    assert {row["slug"] for row in demo[Table.FAMILY]} == {row["family"] for row in demo[Table.ROLE]}


def test_one_skill_is_in_every_role_and_most_are_shared(demo, by_skill):
    roles = Counter(skill for skill, _role in by_skill)
    assert max(roles.values()) == len(demo[Table.ROLE])
    assert sum(count > 1 for count in roles.values()) > len(roles) / 2


@pytest.mark.parametrize("table", [Table.DOMAIN, Table.SKILL, Table.ROLE])
def test_each_summary_is_one_sentence(demo, table):
    wrong = {row["slug"]: row["summary"] for row in demo[table] if len(SENTENCE.findall(row["summary"])) != 1}
    assert wrong == {}


def test_each_level_of_a_role_has_a_title_a_stack_and_a_focus_of_its_own(demo):
    rows = demo[Table.ROLE_LEVEL]
    assert [row for row in rows if not row["stack"]] == []
    assert [row for row in rows if not row["title"] or len(SENTENCE.findall(row["focus"])) != 1] == []
    assert len({row["focus"] for row in rows}) == len(rows)


def test_careers_fork_in_several_places(demo):
    assert sum(bool(row["leads_to"]) for row in demo[Table.ROLE_LEVEL]) >= 10


def test_transfer_learning_is_optional_throughout(by_skill):
    roles = {role for skill, role in by_skill if skill == "transfer-learning"}
    assert {"data-scientist", "llm-engineer"} <= roles
    for role in ("data-scientist", "llm-engineer"):
        row = by_skill["transfer-learning", role]
        assert [row[level]["required"] for level in LADDER] == [False] * 5
