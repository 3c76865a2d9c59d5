"""A ladder as a drawing: stairs that rise from left to right, one tread a level. Pure.

Everything that belongs to a level stays within its tread's width, its words beneath the tread and what it
leads to sideways above, so that nothing overlaps however long the names are. Lengths are user units of the
drawing; a unit is a CSS pixel where the drawing is not scaled.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST, WIDEST = 124, 190  # treads
WIDTH = 1120  # what the treads share
PADDING = 8
RISES = ((6, 34), (1000, 22))  # up to so many levels, the height of a riser
NODE = 8
LINE = {"name": 20, "mark": 24, "title": 17, "note": 19, "branch": 17, "place": 17}
SIZE = {"name": 15, "mark": 12, "title": 13, "note": 13, "branch": 13, "place": 13}
MOST = {"name": 2, "mark": 1, "title": 3, "note": 2, "branch": 3, "place": 1}
STEM = 22  # from a tread up to what it leads to
GAP = 7


@dataclass(frozen=True, slots=True)
class Tread:
    """A level to draw. `mark` is its word, such as “Now”, or blank; `branches` name role and level."""

    name: str
    title: str = ""
    note: str = ""
    mark: str = ""
    branches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its baseline and how it is set (a key of SIZE)."""

    y: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """A drawn level: the middle of its tread, the lines beneath and each branch's lines above.

    `stem` is where the way to the branches ends, None where it leads nowhere.
    """

    x: int
    y: int
    lines: tuple[Line, ...]
    branches: tuple[tuple[Line, ...], ...]
    stem: int | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Stairs of this size; `path` is their line as SVG writes it."""

    width: int
    height: int
    tread: int
    path: str
    steps: tuple[Step, ...]


def draw(treads: Sequence[Tread]) -> Drawing:
    """The stairs of `treads`, the lowest first."""
    wide = max(NARROWEST, min(WIDEST, WIDTH // max(1, len(treads))))
    rise = next(height for most, height in RISES if len(treads) <= most)
    drawn = [
        _step(tread, wide // 2 + number * wide, -number * rise, wide - 2 * PADDING)
        for number, tread in enumerate(treads)
    ]
    top = min((_top(step) for step in drawn), default=0) - PADDING
    bottom = max((step.lines[-1].y for step in drawn), default=0) + PADDING
    steps = tuple(_lowered(step, -top) for step in drawn)
    path = "".join(f"V{step.y}H{step.x + wide // 2}" for step in steps)
    start = f"M{PADDING},{steps[0].y}" if steps else ""
    return Drawing(wide * len(treads), bottom - top, wide, start + path, steps)


def _step(tread: Tread, x: int, y: int, room: int) -> Step:
    lines: list[Line] = []
    below = y + NODE + 6
    for kind, text in (
        ("name", tread.name),
        ("mark", tread.mark),
        ("title", tread.title),
        ("note", tread.note),
    ):
        for part in wrapped(text, kind, room):
            below += LINE[kind]
            lines.append(Line(below - LINE[kind] // 4, part, kind))
    branches: list[tuple[Line, ...]] = []
    stem = y - NODE - STEM
    above = stem - GAP
    for role, level in reversed(tread.branches):
        parts = [("branch", part) for part in wrapped(role, "branch", room)]
        parts += [("place", part) for part in wrapped(level, "place", room)]
        first = above - LINE["branch"] * (len(parts) - 1)
        branches.append(
            tuple(Line(first + LINE["branch"] * row, part, kind) for row, (kind, part) in enumerate(parts))
        )
        above = first - LINE["branch"] - GAP
    return Step(x, y, tuple(lines), tuple(reversed(branches)), stem if branches else None)


def _top(step: Step) -> int:
    highest = min((line.y for branch in step.branches for line in branch), default=step.y)
    return highest - LINE["branch"] if step.branches else step.y - NODE - 4


def _lowered(step: Step, by: int) -> Step:
    def lowered(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(Line(line.y + by, line.text, line.kind) for line in lines)

    return Step(
        step.x,
        step.y + by,
        lowered(step.lines),
        tuple(lowered(branch) for branch in step.branches),
        None if step.stem is None else step.stem + by,
    )


def wrapped(text: str, kind: str, room: float) -> list[str]:
    """`text` in lines of at most `room`, as many as its kind may have; what does not fit ends in “…”."""
    lines: list[str] = []
    for word in (piece for whole in text.split() for piece in _pieces(whole, kind, room)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and length(joined, kind) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) <= MOST[kind]:
        return lines
    kept = lines[: MOST[kind]]
    while kept[-1] and length(kept[-1] + "…", kind) > room:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], kept[-1].rstrip() + "…"]


def _pieces(word: str, kind: str, room: float) -> list[str]:
    """`word` in pieces that fit; a piece never begins with a mark that joins the letter before it."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and _em(letter) and length(pieces[-1] + letter, kind) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def length(text: str, kind: str) -> float:
    """About as long as `text` is in the widest of the usual typefaces: rather too much than too little."""
    return sum(map(_em, text)) * SIZE[kind] * (1.1 if kind in ("name", "mark") else 1)


def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.02
    if letter in "MWmw@%…—&":
        return 1
    if letter.isupper():
        return 0.76
    return 0.36 if letter in " iljtf.,:;'|()" else 0.64
