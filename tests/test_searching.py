"""Folding, matching and marking, without a database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.searching import MOST_SIGNS, MOST_WORDS, SNIPPET, Word, fold, marked, parsed, snippet

SIGNS = "aAbßẞſéÉeıIİxüÜ \t\n-–+#.%_\\\"“’'ﬁǅĲ½Ａ１数据学ガが가힣\u0301\u0308\u200d\ufe0f👩\u00ad\ud800\0"
texts = st.one_of(st.text(SIGNS, max_size=30), st.text(max_size=30))
asked = st.one_of(st.text(SIGNS, max_size=8), st.text(max_size=8))


def found(text, query, in_name=True):
    """The pieces of `text` that are marked."""
    return [piece.text for piece in marked(text, parsed(query).words, in_name) if piece.is_match]


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("Müller", "muller"),
        ("Müller", "MÜLLER"),
        ("Mu\u0308ller", "müller"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("ﬁnance", "finance"),
        ("Ｄａｔａ", "data"),
        ("data", "ＤＡＴＡ"),
        ("Øresund", "oresund"),
        ("Łódź", "lodz"),
        ("Smørrebrød æøå", "aeoa"),
        ("Isparta ısı", "isi"),
        ("co\u00adoperation", "cooperation"),
        ("teams’ work", "teams' work"),
        ("trade–off", "trade-off"),
        ("a\u00a0b", "a b"),
        ("機器学習", "学習"),
        ("データ", "ﾃﾞｰﾀ"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_readers_need_not_write_as_the_framework_does(written, asked_for):
    assert fold(asked_for) in fold(written)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("数", "据"), ("C++", "C#"), ("क्ष", "कष")])
def test_what_makes_another_word_is_told_apart(one, other):
    assert fold(one) != fold(other)


@given(texts, texts)
def test_folding_goes_sign_by_sign(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(texts)
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_case_width_and_form_do_not_matter(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    if text.isascii():
        assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("transfer learning", ["transfer", "learning"]),
        ("learning, transfer; learning.", ["learning", "transfer"]),
        ('senior "transfer  learning"', ["transfer learning", "senior"]),
        ("„tiefes Lernen“", ["tiefes lernen"]),
        ('"never closed', ["never", "closed"]),
        ("C++ C# .NET", ["c++", "c#", ".net"]),
        ("ML & AI", ["ml", "ai"]),
        ("A/B (tests)", ["a/b", "tests"]),
        ("%", ["%"]),
        ("_", ["_"]),
        ("\\", ["\\"]),
        (",", [","]),
        ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
        ("nul\0nul", ["nul"]),
        ("\ud800", []),
        ("\u200b", []),
        ('""', []),
        (" \n ", []),
        ("数据 分析", ["数据", "分析"]),
    ],
)
def test_what_is_asked_is_words_and_phrases(query, words):
    assert [word.text for word in parsed(query).words] == words


def test_only_so_much_is_looked_at():
    assert parsed("x" * 10_000).is_cut
    assert len(parsed("x" * 10_000).text) == MOST_SIGNS
    many = parsed(" ".join("abcdefghijkl"))
    assert (len(many.words), many.is_cut) == (MOST_WORDS, True)
    assert not parsed("x" * MOST_SIGNS).is_cut


@pytest.mark.parametrize(
    ("name", "query", "marks"),
    [
        ("PostgreSQL", "sql", ["SQL"]),
        ("SQL", "sql", ["SQL"]),
        ("Code in C", "c", ["C", "C"]),
        ("Git & C++", "c++", ["C++"]),
        ("ASP.NET", ".net", [".NET"]),
        ("Deutsche Straße", "strasse", ["Straße"]),
        ("Deutsche Straße", "ass", ["aß"]),
        ("ﬁnance", "f", ["ﬁ"]),
        ("Mu\u0308ller", "mu", ["Mu\u0308"]),
        ("Mu\u0308ller", "muller", ["Mu\u0308ller"]),
        ("数据分析", "分", ["分"]),
        ("使用C语言", "c", ["C"]),
        ("Learning to learn", "learn ing", ["Learn", "learn"]),
        ("Data Data", "data", ["Data", "Data"]),
    ],
)
def test_what_matches_in_a_name_is_marked_as_it_is_written(name, query, marks):
    words = [word for word in parsed(query).words if word.text != "ing"]
    assert [piece.text for piece in marked(name, words) if piece.is_match] == marks


def test_one_or_two_letters_are_whole_words_in_a_text():
    assert found("Cares for C and code.", "c", in_name=False) == ["C"]


@given(texts, asked)
def test_marking_loses_nothing_and_marks_only_what_matches(text, query):
    words = parsed(query).words
    pieces = marked(text, words)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        if piece.is_match:
            assert any(word.is_in_name(fold(text)) for word in words)
            assert any(
                fold(piece.text).startswith(word.text[:1]) or word.text[:1] in fold(piece.text)
                for word in words
            )


@given(texts, asked)
def test_something_is_marked_exactly_where_a_word_is_found(text, query):
    words = parsed(query).words
    is_marked = any(piece.is_match for piece in marked(text, words))
    assert is_marked == any(word.is_in_name(fold(text)) for word in words)


@given(st.text("ab 数.\n", max_size=700), st.sampled_from(["aba", "b", "数数", "zz"]))
def test_a_snippet_is_short_and_shows_a_match_where_there_is_one(text, query):
    words = parsed(query).words
    pieces = snippet(text, words)
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= 2 * SNIPPET + 4
    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert any(piece.is_match for piece in pieces) == any(word.is_in_text(fold(text)) for word in words)


def test_a_snippet_begins_with_a_word_and_says_what_is_left_out():
    text = "Before it all. " * 30 + "Here is transfer learning. " + "After it all. " * 30
    shown = "".join(piece.text for piece in snippet(text, parsed("transfer").words))
    assert shown.startswith("… ")
    assert shown[2:].split(" ")[0] in ("Before", "it", "all.")
    assert shown.endswith(" …")


def test_what_stands_instead_is_marked_where_a_word_begins():
    word = Word("lerning", instead=("learning",))
    assert [piece for piece in marked("Unlearning Learning", [word]) if piece.is_match] == [
        ("Learning", True)
    ]
