"""A framework of what spreadsheet programs take for something else: formulas, numbers, dates, markup."""

from skillmatrix.exchange.reading import read_bytes
from skillmatrix.rows import Present, Table
from skillmatrix.text import clean_name, clean_text, name_key
from tests.files import grown, xlsx_bytes
from tests.frameworks import HEADERS, TYPED

FORMULAS = ["=1+1", "'=1+1", "''@x", "+a", "-a", "@SUM(A1)", "{=1}", '=HYPERLINK("x")', "- a\n- b", "a\n=1"]
QUOTED = ["'quoted'", "'", "''", '"', '""', 'a"b', ",", ";", "a,b;c", "tab\tbetween", "a\nb\n\nc", "a\n'"]
SIGNS = [
    "数据科学",
    "مرحبا بالعالم",
    "שלום",
    "👩\u200d🍳 🚀",
    "\u200ba",
    "\u00adsoft",
    "\u00a0no\u00a0break",
    "a\u2028b",
]
MARKUP = ["a & <b> &amp; _x0041_", "two  spaces", "x" * 8000, "数" * 8000, "word " * 1600, "#N/A", "{}", "–"]
WORDS = [*FORMULAS, *QUOTED, *SIGNS, *MARKUP, *HEADERS, *TYPED]
SCALE = {"=2": "=", "A.1": "1", "Working": "W"}
HEADER = ("domain", "group", "skill", "role", "family", "level", "proficiency", "required", "description")


def awkward(words=WORDS):
    """Every word is a skill and what is expected in skills; some are roles, families, levels and domains."""
    texts = list(dict.fromkeys(map(clean_text, words)))
    names = list({name_key(name): name for text in texts if name_key(name := clean_name(text[:60]))}.values())
    few = names[::5]
    depths = ["", *SCALE]
    rows = []
    for at in range(2 * len(names)):
        of_skill = at % len(names)
        domain = few[of_skill % 7] if of_skill % 3 else ""
        group = domain if of_skill % 2 else ""
        role, level = few[at % len(few)], few[-(1 + at // len(names))]
        about = [depths[at % len(depths)], "yes" if at % 2 else "no", texts[at % len(texts)]]
        rows.append([domain, group, names[of_skill], role, role, level, *about])
    return grown(_scale(), read_bytes("list.xlsx", xlsx_bytes(Framework=[HEADER, *rows])))


def _scale():
    named = enumerate(SCALE.items(), 1)
    rows = {f"p{rank}": {"name": name, "letter": letter, "rank": rank} for rank, (name, letter) in named}
    return Present({Table.PROFICIENCY: rows})
