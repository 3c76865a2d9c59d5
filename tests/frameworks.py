"""Frameworks that Hypothesis makes up: sound ones, with names and texts that spreadsheets find hard."""

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from skillmatrix.flaws import flaws
from skillmatrix.rows import KEYS, NAMED, Present, Table, place_key, place_text
from skillmatrix.text import clean_name, clean_text, free_slug, name_key

# Formulas, separators, quotation marks, apostrophes, two scripts, joined and combining signs, digits.
SIGNS = "=+-@'\"`,;\t :/_.#&<>%aAßéÉIıx0179数据ǅﬁ\u0301\u200d👩"
# What readers look for in headers and cells, and take for levels, depths, marks and sheets.
HEADERS = ["role", "Role", "skill", "level", "Level", "domain", "group", "family", "proficiency", "required"]
HEADERS += ["description", "name", "slug", "title", "rank", "leads to", "Skill:", "role: Junior", "@level"]
HEADERS += ["Rolle", "Stufe", "Pflicht", "nivel", "技能", "角色", "级别", "描述", "Junior", "Senior", "高级"]
HEADERS += ["L3", "Working", "W", "x", "yes", "no", "TRUE", "Guide", "Framework", "History", "Skills"]
HEADERS += ["skills.csv", "Role levels", "Expectations", "Sheet1"]
# What programs take for numbers, dates, errors, formulas and markup; and names too long for a tab.
_LONG = "Principal Machine Learning Platform Engineer"
TYPED = ["1", "0", "1.0", "1e5", "1/2", "2024-05-01", "01.02.2024", "12345678901234567890", "00123", "#N/A"]
TYPED += ["-", "'", "=1+1", "'=1+1", "''@x", "sep=;", "a,b;c", "_x0041_", "&amp;", _LONG, f"{_LONG} II"]
LINES = ["skill;role;level;domain;group;family;proficiency;required;description;name;title;rank"]


def _clean(clean):
    def cleaned(text):
        try:
            return clean(text)
        except ValidationError:
            return ""

    return cleaned


made_up = st.text(SIGNS, min_size=1, max_size=8).map(_clean(clean_name)).filter(name_key)
names = st.one_of(made_up, st.sampled_from([*HEADERS, *TYPED]))
texts = st.one_of(
    st.text(SIGNS + "\n\r", max_size=12).map(_clean(clean_text)),
    st.sampled_from(["", *HEADERS, *TYPED, *LINES]),
)


@st.composite
def frameworks(draw, names=names, expecting=False):
    """A framework with up to three rows of each table; where it is `expecting`, with an expectation."""
    rows = {}
    least = int(expecting)

    def named(table, least=0, **fields):
        rows[table] = {}
        for name in draw(st.lists(names, min_size=least, max_size=3, unique_by=name_key)):
            values = {field: draw(source) for field, source in fields.items()}
            rows[table][free_slug(name, rows[table])] = {"name": name, **values}

    def one_of(table):
        return st.sampled_from([*rows[table], ""])

    def ranked(table):
        ranks = draw(st.permutations(range(1, len(rows[table]) + 1)))
        for (slug, values), rank in zip(rows[table].items(), ranks, strict=True):
            rows[table][slug] = {**values, "rank": rank}

    named(Table.DOMAIN, summary=texts)
    named(Table.GROUP, domain=one_of(Table.DOMAIN))
    rows[Table.GROUP] = {slug: group for slug, group in rows[Table.GROUP].items() if group["domain"]}
    named(Table.SKILL, least, domain=one_of(Table.DOMAIN), group=one_of(Table.GROUP), summary=texts)
    for slug, skill in rows[Table.SKILL].items():
        if skill["group"]:
            rows[Table.SKILL][slug] = {**skill, "domain": rows[Table.GROUP][skill["group"]]["domain"]}
    named(Table.FAMILY)
    named(Table.ROLE, least, family=one_of(Table.FAMILY), summary=texts)
    named(Table.LEVEL, least)
    ranked(Table.LEVEL)
    named(Table.PROFICIENCY)
    for slug, letter in zip(
        rows[Table.PROFICIENCY], draw(st.permutations(["=", "Ä", "ab", "W", "1"])), strict=False
    ):
        rows[Table.PROFICIENCY][slug]["letter"] = letter
    ranked(Table.PROFICIENCY)
    _keyed(draw, rows, least)
    return Present(rows)


def _keyed(draw, rows, least_expected):
    def keys(*tables, least=0):
        if not all(rows[table] for table in tables):
            return []
        every = st.tuples(*(st.sampled_from(list(rows[table])) for table in tables))
        return draw(st.lists(every, min_size=least, max_size=4, unique=True))

    role_levels = keys(Table.ROLE, Table.LEVEL)
    rows[Table.ROLE_LEVEL] = {
        key: {
            "title": draw(st.one_of(st.just(""), names)),
            "focus": draw(texts),
            "stack": draw(texts),
            "leads_to": tuple(
                sorted(place_text(other) for other in role_levels if other != key and draw(st.booleans()))
            ),
        }
        for key in role_levels
    }
    rows[Table.EXPECTATION] = {
        key: draw(expectations(rows))
        for key in keys(Table.SKILL, Table.ROLE, Table.LEVEL, least=least_expected)
    }


@st.composite
def expectations(draw, rows):
    """What one expectation says, in a framework of these rows."""
    return {
        "proficiency": draw(st.sampled_from([*rows[Table.PROFICIENCY], ""])),
        "required": draw(st.booleans()),
        "description": draw(texts),
    }


@st.composite
def revisions(draw):
    """A framework and a later one, which expects other things and has new skills, roles and levels."""
    after = draw(frameworks(expecting=True))
    new = {
        (table, slug)
        for table in (Table.SKILL, Table.ROLE, Table.LEVEL)
        for slug in after[table]
        if draw(st.booleans())
    }

    def is_old(table, key):
        parts = zip(KEYS[table], key, strict=True) if table in KEYS else [(table, key)]
        return new.isdisjoint(parts)

    rows = {
        table: {key: values for key, values in after[table].items() if is_old(table, key)} for table in Table
    }
    places = rows[Table.ROLE_LEVEL]
    for key, values in places.items():
        leads_to = tuple(place for place in values["leads_to"] if place_key(place) in places)
        places[key] = {**values, "leads_to": leads_to}
    for key in rows[Table.EXPECTATION]:
        rows[Table.EXPECTATION][key] = draw(expectations(rows))
    return Present(rows), after


@st.composite
def pairs(draw):
    """Two sound frameworks that share rows; in the second, names, ranks and letters may be swapped."""
    first, second = draw(frameworks()), draw(frameworks())
    rows = {
        table: {**first[table], **second[table]} if draw(st.booleans()) else first[table] for table in Table
    }
    mixed = Present(rows)
    second = draw(swapped(second if flaws(mixed) else mixed))
    return first, second


@st.composite
def swapped(draw, framework):
    """`framework` with the names, ranks and letters of each table dealt out anew."""
    rows = {table: dict(framework[table]) for table in Table}
    for table in NAMED:
        for field in {"name", "rank", "letter"} & table.blank.keys():
            values = draw(st.permutations([row[field] for row in rows[table].values()]))
            for slug, value in zip(rows[table], values, strict=True):
                rows[table][slug] = {**rows[table][slug], field: value}
    return Present(rows)
