"""The one rule for text: what is stored and refused, when two names are one, what addresses look like."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.text import NAME_LENGTH, TEXT_LENGTH, clean_name, clean_text, free_slug, name_key
from tests.frameworks import names


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("  \n a \t\n", "a"),
        ("e\u0301", "é"),
        ("a\tb", "a\tb"),
        ("👩\u200d💻 \u200e\u200f\u200c", "👩\u200d💻 \u200e\u200f\u200c"),
        ("", ""),
    ],
)
def test_text_as_it_is_stored(written, stored):
    assert clean_text(written) == stored


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\u2069", "\ud800"])
def test_signs_that_could_hide_or_reverse_text_are_refused(sign):
    with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X} at position 2"):
        clean_text(f"a{sign}b")


def test_texts_and_names_have_a_length():
    assert len(clean_text("a" * TEXT_LENGTH)) == TEXT_LENGTH
    assert len(clean_name("a" * NAME_LENGTH)) == NAME_LENGTH
    with pytest.raises(ValidationError, match="8001 characters are too many"):
        clean_text("a" * 8001)
    with pytest.raises(ValidationError, match="121 characters are too many"):
        clean_name("a" * 121)


def test_a_name_is_one_line_that_can_be_seen():
    assert clean_name(" Data \n Scientist ") == "Data Scientist"
    with pytest.raises(ValidationError, match="can be seen"):
        clean_name("\u200d\u200e")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data  Scientist", " data scientist"),
        ("STRASSE", "straße"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("ﬁle", "FILE"),
        ("é", "E\u0301"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C", "C#"), ("Ä", "A"), ("R", "R2")])
def test_names_that_are_two(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("数据科学", "数据科学"),
        ("ML & AI", "ml-and-ai"),
        ("CI/CD", "ci-cd"),
        ("Größe", "größe"),
        ("🚀", "rocket"),
        ("A'\u0301", "á"),
    ],
)
def test_addresses_are_readable_and_distinct(name, slug):
    assert free_slug(name, set()) == slug


def test_an_address_that_is_taken_gets_a_number():
    assert free_slug("SQL", {"sql", "sql-2"}) == "sql-3"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    try:
        once = clean_text(text)
    except ValidationError:
        return
    assert clean_text(once) == once


@given(names)
def test_an_address_is_stored_as_it_was_made(name):
    slug = free_slug(name, set())

    assert clean_text(slug) == slug


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(min_size=1, max_size=60))
def test_every_name_has_an_address_of_its_own(name):
    first = free_slug(name, set())
    second = free_slug(name, {first})

    assert first
    assert second
    assert first != second
