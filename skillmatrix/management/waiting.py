"""How far long work is, for whoever waits before a terminal, or reads a log afterwards."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from skillmatrix.progress import Stage

WIDTH = 24  # characters of a bar
BEFORE = 2.0  # seconds that are not worth a word
BETWEEN = 5.0  # seconds between two lines of a log


class Output(Protocol):
    def isatty(self) -> bool: ...
    def write(self, text: str, /, *, ending: str) -> Any: ...


class Bar:
    """A bar on a terminal; elsewhere a line now and then. Work that is soon done goes without.

    Called with a stage and how much of it is done, as Progress is; `end` makes room for what comes next.
    """

    def __init__(self, output: Output, clock: Callable[[], float] = time.monotonic) -> None:
        self._output, self._clock = output, clock
        self._is_terminal = output.isatty()
        self._next = clock() + BEFORE
        self._shown = ""

    def __call__(self, stage: Stage, done: float) -> None:
        text = self._bar(stage, done) if self._is_terminal else self._line(stage, done)
        if text == self._shown or self._clock() < self._next:
            return
        self._shown = text
        if self._is_terminal:
            self._output.write(f"\r\033[K{text}", ending="")
        else:
            self._output.write(text, ending="\n")
            self._next = self._clock() + BETWEEN

    def end(self) -> None:
        if self._shown and self._is_terminal:
            self._output.write("\r\033[K", ending="")
        self._shown = ""

    def _line(self, stage: Stage, done: float) -> str:
        return f"{stage.label}: {int(100 * done)} %"

    def _bar(self, stage: Stage, done: float) -> str:
        filled = int(WIDTH * done)
        return f"[{'#' * filled}{'-' * (WIDTH - filled)}] {self._line(stage, done)}"
