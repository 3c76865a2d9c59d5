"""Which words of two texts differ: nothing lost, nothing cut in two, no confetti, and quick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.templatetags.worddiff import deleted, inserted
from skillmatrix.worddiff import ALIKE, similarity, tokens, whole, words_changed

SIGNS = (
    "👩\u200d💻",
    "🇩🇪",
    "🇪🇸",
    "👍🏽",
    "e\u0301",
    "ö",
    "1\ufe0f\u20e3",
    "हि",
    "カ\u3099",
    "ｶﾞ",
    "数",
    "据",
    "\u0600٣",
    "❤\ufe0f",
)
WORDS = (
    "the",
    "tests",
    "writes",
    "Größe",
    "don",
    " ",
    "  ",
    "\n",
    "- ",
    ",",
    ". ",
    "'",
    "3",
    "مرحبا",
    "각",
    "ไทย",
    *SIGNS,
)
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=30).map("".join),
    st.lists(st.sampled_from("ab \n."), max_size=40).map("".join),
    st.text(max_size=30),
)


def marked(old, new):
    """Both sides with their marks: `[-…-]` and `{+…+}`."""
    sides = zip(words_changed(old, new), ("[-%s-]", "{+%s+}"), strict=True)
    return tuple(
        "".join(mark % part.text if part.marked else part.text for part in side) for side, mark in sides
    )


def joined(parts):
    return "".join(part.text for part in parts)


def unmarked(parts):
    return "".join(part.text for part in parts if not part.marked)


# What always holds


@given(texts, texts)
def test_each_side_is_its_text(old, new):
    sides = words_changed(old, new)

    assert (joined(sides[0]), joined(sides[1])) == (old, new)
    assert all(part.text for side in sides for part in side)


@given(texts, texts)
def test_what_is_not_marked_is_the_same_on_both_sides_or_all_of_it(old, new):
    sides = words_changed(old, new)

    assert unmarked(sides[0]) == unmarked(sides[1]) or sides == (whole(old), whole(new))


@given(texts)
def test_equal_texts_have_no_marks(text):
    assert words_changed(text, text) == (whole(text), whole(text))
    assert similarity(text, text) == 1


@given(texts, texts)
def test_swapped_texts_swap_their_pieces(old, new):
    assert words_changed(new, old) == words_changed(old, new)[::-1]
    assert similarity(new, old) == similarity(old, new)


@given(texts, texts)
def test_little_in_common_is_no_marks_at_all(old, new):
    alike = similarity(old, new)

    assert 0 <= alike <= 1
    assert alike >= ALIKE or words_changed(old, new) == (whole(old), whole(new))


@given(st.lists(st.sampled_from(SIGNS), max_size=8), st.lists(st.sampled_from(SIGNS), max_size=8))
def test_what_is_seen_as_one_sign_is_never_cut(old, new):
    for signs, parts in zip((old, new), words_changed("".join(old), "".join(new)), strict=True):
        ends, at = {0}, 0
        for sign in signs:
            ends.add(at := at + len(sign))
        cuts = [len(joined(parts[:end])) for end in range(len(parts) + 1)]
        assert set(cuts) <= ends


# What it looks like


@pytest.mark.parametrize(
    ("old", "new", "shown_old", "shown_new"),
    [
        ("Reads tables.", "Reads big tables.", "Reads tables.", "Reads {+big +}tables."),
        ("Works in R.", "Works in Python.", "Works in [-R-].", "Works in {+Python+}."),
        ("Uses SQL.", "Uses SQL", "Uses SQL[-.-]", "Uses SQL"),
        ("One Größe", "One größe", "One [-Größe-]", "One {+größe+}"),
        ("a b c", "a  b c", "a b c", "a {+ +}b c"),
        (
            "Reads logs\nand code",
            "Reads logs and code",
            "Reads logs[-\n-]and code",
            "Reads logs{+ +}and code",
        ),
        ("了解每一列的含义", "说明每一列的含义", "[-了解-]每一列的含义", "{+说明+}每一列的含义"),
        ("Well done 👍🏽 all", "Well done 👍 all", "Well done [-👍🏽-] all", "Well done {+👍+} all"),
    ],
)
def test_words_are_marked(old, new, shown_old, shown_new):
    assert marked(old, new) == (shown_old, shown_new)


def test_a_line_of_a_list_is_marked_as_a_line():
    assert marked("- a\n- b", "- a\n- c\n- b") == ("- a\n- b", "- a\n{+- c\n+}- b")


def test_a_sentence_is_marked_as_a_sentence():
    _old, new = marked("The team plans. The team writes.", "The team plans. The lead reads. The team writes.")

    assert new == "The team plans. {+The lead reads. +}The team writes."


def test_a_short_word_between_changed_ones_is_taken_along():
    old, new = marked(
        "Reviews the code of others, and asks about it.", "Reviews the code of friends, and replies to it."
    )

    assert old == "Reviews the code of [-others, and asks about-] it."
    assert new == "Reviews the code of {+friends, and replies to+} it."


def test_lines_are_not_taken_along():
    old, _new = marked(
        "Reads, with help:\n- code\n- logs\n- tests", "Reads, with help:\n- prose\n- logs\n- mails"
    )

    assert old == "Reads, with help:\n- [-code-]\n- logs\n- [-tests-]"


def test_texts_of_neighbouring_levels_stand_whole():
    old = "Emits an agreed event when a record changes and checks that it arrives."
    new = "Programs consumers that survive duplicates, late arrivals and malformed messages."

    assert similarity(old, new) < ALIKE
    assert marked(old, new) == (old, new)


def test_a_reworded_sentence_is_marked():
    old = "Owns the way from one source to its published tables, with a tried way to reload a year."
    new = "Owns one pipeline from source to published tables; a reload of a whole year has been tried."

    assert similarity(old, new) > ALIKE
    assert marked(old, new) != (old, new)


def test_an_emptied_text_stands_whole():
    assert marked("Reads tables.", "") == ("Reads tables.", "")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("don't stop", ["don", "'", "t", " ", "stop"]),
        ("数据库 SQL", ["数", "据", "库", " ", "SQL"]),
        ("naïve cafe\u0301", ["naïve", " ", "cafe\u0301"]),
        ("🇩🇪🇪🇸", ["🇩🇪", "🇪🇸"]),
        ("हिन्दी", ["हिन्दी"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
    ],
)
def test_tokens(text, parts):
    assert tokens(text) == parts


# However long


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一二" * 4_000, "二三" * 4_000),
        ("一" * 8_000, "一二" * 4_000),
        ("a b. " * 1_600, "a. " * 2_600),
        (" " * 8_000, "\n" * 8_000),
        ("👩\u200d💻" * 2_600, "👩\u200d🔬" * 2_600),
    ],
)
def test_the_longest_texts_are_compared_as_well(old, new):
    sides = words_changed(old, new)

    assert (joined(sides[0]), joined(sides[1])) == (old, new)


def test_what_is_longer_than_any_text_stands_whole():
    old, new = "a " * 20_000, "a " * 20_000 + "b"

    assert words_changed(old, new) == (whole(old), whole(new))
    assert similarity(old, new) == 0


# How it is set


def test_marks_are_heard_too():
    old, new = words_changed("Reads <b> tables.", "Reads big tables.")

    assert deleted(old) == (
        'Reads <span class="visually-hidden">(deleted: </span><del>&lt;b&gt;</del>'
        '<span class="visually-hidden"> )</span> tables.'
    )
    assert inserted(new) == (
        'Reads <span class="visually-hidden">(inserted: </span><ins>big</ins>'
        '<span class="visually-hidden"> )</span> tables.'
    )


def test_white_space_that_is_marked_is_seen():
    old, new = words_changed("Reads logs\nand code", "Reads logs and code")

    assert "<del>↵\n</del>" in deleted(old)
    assert "<ins>␣</ins>" in inserted(new)


def test_an_empty_text_is_set_as_nothing():
    assert deleted(()) == inserted(()) == ""
