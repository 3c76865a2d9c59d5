"""How the framework's plain texts are set."""

import pytest

from skillmatrix.templatetags.skillmatrix import contact, opening, prose, remainder


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One.\nTwo.", "<p>One.<br>Two.</p>"),
        ("First:\n- a\n• b\nLast.", "<p>First:</p><ul><li>a</li><li>b</li></ul><p>Last.</p>"),
        ("<b>x</b> & y", "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>"),
        (
            "See https://example.com/a?b=1&c=2.",
            '<p>See <a href="https://example.com/a?b=1&amp;c=2" rel="noopener nofollow">'
            "https://example.com/a?b=1&amp;c=2</a>.</p>",
        ),
        ("http://example.com javascript:alert(1)", "<p>http://example.com javascript:alert(1)</p>"),
        ("", ""),
    ],
)
def test_prose(text, shown):
    assert prose(text) == shown


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("One. Two. Three.", "One.", "Two. Three."),
        ("Only one.", "Only one.", ""),
        ("Names them, e.g. tables. Then more.", "Names them, e.g. tables.", "Then more."),
        ("Says “no.” Then goes.", "Says “no.”", "Then goes."),
        ("写测试。也读代码。", "写测试。", "也读代码。"),
        ("First:\n- a\n- b", "First:", "- a\n- b"),
        ("Costs 3.5 hours. Stops.", "Costs 3.5 hours.", "Stops."),
        ("", "", ""),
    ],
)
def test_a_row_shows_the_first_sentence(text, first, rest):
    assert (opening(text), remainder(text)) == (first, rest)


@pytest.mark.parametrize(
    ("whom", "shown"),
    [
        ("people@example.com", '<a href="mailto:people@example.com">people@example.com</a>'),
        ("Head of <People>", "Head of &lt;People&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_whom_to_ask(whom, shown):
    assert contact(whom) == shown
