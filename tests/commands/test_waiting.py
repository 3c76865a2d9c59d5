"""How far long work is: a bar on a terminal, lines in a log, and nothing of what is soon done."""

import pytest

from skillmatrix.management.waiting import Bar
from skillmatrix.progress import Stage


class Output:
    def __init__(self, is_terminal):
        self.is_terminal, self.text = is_terminal, ""

    def isatty(self):
        return self.is_terminal

    def write(self, text, ending):
        self.text += text + ending


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=[True, False], ids=["terminal", "log"])
def output(request):
    return Output(request.param)


def test_what_is_soon_done_goes_without_a_word(output, clock):
    bar = Bar(output, clock)
    for done in (0, 0.5, 1):
        bar(Stage.READING, done)
    bar.end()

    assert output.text == ""


def test_a_terminal_has_a_bar_that_is_drawn_over_and_taken_away(clock):
    output = Output(is_terminal=True)
    bar = Bar(output, clock)
    clock.now += 3

    bar(Stage.PLANNING, 0.25)
    bar(Stage.PLANNING, 0.25)
    bar(Stage.PLANNING, 0.5)
    bar.end()

    assert output.text.split("\r\033[K") == [
        "",
        "[######------------------] Working out what would change: 25 %",
        "[############------------] Working out what would change: 50 %",
        "",
    ]


def test_a_log_has_a_line_now_and_then(clock):
    output = Output(is_terminal=False)
    bar = Bar(output, clock)
    for seconds in range(12):
        clock.now += 1
        bar(Stage.READING, seconds / 12)
    bar.end()

    assert output.text.splitlines() == [
        "Reading the file: 8 %",
        "Reading the file: 50 %",
        "Reading the file: 91 %",
    ]
