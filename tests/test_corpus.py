"""What is found, and in which order: a table of examples over one small framework."""

import random

import pytest

from skillmatrix.corpus import Corpus, Entry, Kind
from skillmatrix.searching import parsed

SKILLS = ["C", "C#", "C++", ".NET", "Clean Code", "Databases", "Finance", "Transfer Learning", "数据分析"]
ROLES = ["Data Scientist", "Head of Müller-Straße", "Learning Designer"]
LEVELS = ["Junior", "Senior"]
TEXTS = [
    ("Transfer Learning", "Data Scientist", "Junior", "Adapts what others trained."),
    ("Transfer Learning", "Data Scientist", "Senior", "Chooses what to freeze; teaches deep learning."),
    ("Clean Code", "Learning Designer", "Senior", "Writes C, and says why deep\nlearning is slow."),
    ("数据分析", "Data Scientist", "Senior", "用数据说话。Knows the naïve café."),
    ("Finance", "Learning Designer", "Junior", "Keeps to 100% of a budget. Recieves invoices."),
]


def corpus(texts=TEXTS):
    return Corpus(
        [
            *(Entry("skill", name.lower(), name) for name in SKILLS),
            *(Entry("role", name.lower(), name) for name in ROLES),
            Entry("family", "machine-learning", "Machine Learning"),
            Entry("domain", "data", "Data", "Where records are kept."),
            Entry("group", "deep-learning", "Deep Learning"),
        ],
        SKILLS,
        ROLES,
        LEVELS,
        [
            (SKILLS.index(skill), ROLES.index(role), LEVELS.index(level), pk, text)
            for pk, (skill, role, level, text) in enumerate(texts)
        ],
    )


HELD = corpus()


def named(query, kind):
    return [entry.name for entry in HELD.find(parsed(query)).named.get(kind, [])]


def expected(query):
    """The numbers of the texts that are found."""
    return [HELD.expectation(position) for position in HELD.find(parsed(query)).expectations]


@pytest.mark.parametrize(
    ("query", "skills"),
    [
        ("transfer learning", ["Transfer Learning"]),
        ("learning transfer", ["Transfer Learning"]),
        ("TRANSFER", ["Transfer Learning"]),
        ("ansf", ["Transfer Learning"]),
        ("transfr lerning", ["Transfer Learning"]),  # a letter missing, twice
        ("trasnfer", ["Transfer Learning"]),  # two transposed
        ("transferr", ["Transfer Learning"]),  # one doubled
        ("tramsfer", ["Transfer Learning"]),  # one mistaken
        ("dtabasse", ["Databases"]),  # two in a word of eight letters
        ("trnsr", []),
        ("c", ["C", "C#", "C++", "Clean Code"]),
        ("C++", ["C++"]),
        ("c#", ["C#"]),
        (".net", [".NET"]),
        ("ﬁnance", ["Finance"]),
        ("ＦＩＮＡＮＣＥ", ["Finance"]),
        ("数据", ["数据分析"]),
        ("据", ["数据分析"]),
        ("数据分折", ["数据分析"]),  # one sign mistaken
        ("'; DROP TABLE", []),
    ],
)
def test_skills(query, skills):
    assert named(query, Kind.SKILLS) == skills


@pytest.mark.parametrize(
    ("query", "roles"),
    [
        ("müller", ["Head of Müller-Straße"]),
        ("muller", ["Head of Müller-Straße"]),
        ("MUELLER", ["Head of Müller-Straße"]),  # not folded: a slip like any other
        ("muller-strasse", ["Head of Müller-Straße"]),
        ("scientist data", ["Data Scientist"]),
        ("data sceintist", ["Data Scientist"]),
        ("learning", ["Machine Learning", "Learning Designer"]),
    ],
)
def test_roles_and_their_families(query, roles):
    assert named(query, Kind.ROLES) == roles


@pytest.mark.parametrize(
    ("query", "domains"), [("data", ["Data"]), ("records", ["Data"]), ("deep", ["Deep Learning"])]
)
def test_domains_with_their_summaries_and_groups(query, domains):
    assert named(query, Kind.DOMAINS) == domains


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("freeze", [1]),
        ("frieze", [1]),
        ("cafe", [3]),
        ("数据", [3]),
        ("用", [3]),
        ("100%", [4]),
        ("%", [4]),
        ("c", [2]),
        ("transfer learning", [1]),  # not those of which only the skill's name has both words
        ("transfer scientist senior", [1]),  # of a place, all names
        ("transfer junior", [0]),
        ("adapts scientist", [0]),
        ('"deep learning"', [2, 1]),
        ("deep learning", [2, 1]),
        ("receives", [4]),  # also what is misspelt in a text
        ("nothing freeze", []),
    ],
)
def test_expectations(query, texts):
    assert expected(query) == texts


def test_what_is_written_so_comes_before_what_only_holds_it():
    assert named("data", Kind.SKILLS) == ["Databases"]
    assert named("c", Kind.SKILLS)[0] == "C"


def test_a_word_that_stands_somewhere_is_not_taken_for_another():
    found = HELD.find(parsed("learning"))
    assert found.misspelt == ()


def test_a_phrase_is_taken_by_its_letters():
    assert named('"transfr learning"', Kind.SKILLS) == []


def test_the_nearest_names_are_offered():
    assert [entry.name for entry in HELD.nearest(parsed("trnasfrr lrnig"))] == ["Transfer Learning"]


@pytest.mark.parametrize("query", ["", " ", '""', "\0", "\ud800"])
def test_nothing_asked_finds_nothing(query):
    found = HELD.find(parsed(query))
    assert (found.words, found.named, len(found.expectations)) == ((), {}, 0)


@pytest.mark.parametrize("query", ["learning", "c", "lerning", "deep learning", "数据"])
def test_the_order_in_which_a_database_gives_its_rows_does_not_matter(query):
    texts = list(enumerate(TEXTS))
    random.Random(7).shuffle(texts)
    rows = [
        (SKILLS.index(skill), ROLES.index(role), LEVELS.index(level), pk, text)
        for pk, (skill, role, level, text) in texts
    ]
    other = Corpus(HELD.entries, SKILLS, ROLES, LEVELS, rows)
    found = other.find(parsed(query))
    assert [other.expectation(position) for position in found.expectations] == expected(query)
