"""What a page that takes work comes to: leads elsewhere or shows something; at once, or while one waits.

For long work the page is sent in parts: its head, then each step as it is taken, then what it came to. The
work has a thread and a database connection of its own. Work that writes goes on to its end, or is undone as a
whole, also where the browser does not wait; work that only shows something ends where nobody waits for it.

`AT_ONCE` threads work in a process at a time. Further work waits for its turn, and is not begun where the
browser goes away before; when it has waited for too long, the page asks to try again.
"""

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, cast

from django.contrib import messages
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import translation

from skillmatrix.progress import Progress, Stage, untold

PAGE = "admin/skillmatrix/import/page.html"
STEP = "admin/skillmatrix/import/step.html"
LED = "admin/skillmatrix/import/led.html"
TURN = "admin/skillmatrix/import/turn.html"
TOO_LATE = "admin/skillmatrix/import/busy.html"
FAILED = "admin/skillmatrix/import/failed.html"

LARGE = 1_000_000  # bytes of a CSV file, some 5,000 rows with their texts, from which on one waits
LARGE_PACKED = 250_000  # the same of an XLSX file
STRIDE = 5  # percent between two steps
BUSY = 503  # somebody else was writing for too long
HEARTBEAT = 5  # seconds after which something is sent, so that a connection is not taken for idle
AT_ONCE = 2  # a file of 50,000 rows takes some 100 MB while it is worked on
PATIENCE = 30  # seconds that work waits for its turn
_TURNS = threading.BoundedSemaphore(AT_ONCE)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Led:
    """To another page, with something to tell there."""

    address: str
    told: str = ""
    level: int = messages.SUCCESS


@dataclass(frozen=True, slots=True)
class Shown:
    """The main part of a page: a template, and what it shows; its status, where it is sent at once."""

    body: str
    context: Mapping[str, Any]
    status: int = 200


type Work = Callable[[Progress], Led | Shown]


def is_large(file_name: str, size: int) -> bool:
    """Whether reading and planning this file takes so long that one wants to see it go on."""
    return size > (LARGE if PurePath(file_name).suffix.lower() == ".csv" else LARGE_PACKED)


def answered(
    request: HttpRequest, frame: Mapping[str, Any], work: Work, is_long: bool = False
) -> HttpResponse:
    """What `work` comes to, as a page in this frame; of long work, its steps first."""
    if is_long:
        return _in_parts(request, frame, work)
    found = work(untold)
    if isinstance(found, Shown):
        context = {**frame, **found.context, "body": found.body}
        return TemplateResponse(request, PAGE, context, status=found.status)
    if found.told:
        messages.add_message(request, found.level, found.told)
    return redirect(found.address)


def _in_parts(request: HttpRequest, frame: Mapping[str, Any], work: Work) -> HttpResponse:
    here = secrets.token_hex()
    head, foot = render_to_string(PAGE, {**frame, "here": here}, request).split(here)
    if request.method == "HEAD":
        return HttpResponse()
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    working = _Working(work, translation.get_language(), writes=request.method != "GET")
    parts = _parts(request, head, foot, working)
    return cast(HttpResponse, StreamingHttpResponse(parts, headers=headers))


def _parts(request: HttpRequest, head: str, foot: str, working: "_Working") -> Iterator[str]:
    def rendered(template: str, context: Mapping[str, Any]) -> str:
        with translation.override(working.language):
            return render_to_string(template, dict(context), request)

    yield f'{head}<div class="steps" aria-live="polite">'
    for waited in working.turn():
        yield "\n" if waited else rendered(TURN, {})
    for step in working.steps():
        yield rendered(STEP, {"step": step}) if step else "\n"
    yield '</div><div class="finished">'
    match working.came_to:
        case Shown(body=body, context=context):
            yield rendered(body, context)
        case Led(address, told):
            yield rendered(LED, {"address": address, "told": told})
        case _:
            yield rendered(FAILED, {})
    yield f"</div>{foot}"


@dataclass(frozen=True, slots=True)
class Step:
    stage: Stage
    percent: int
    is_first: bool


class _LeftError(BaseException):
    """Nobody waits for this work any more. Not for any handler of what goes wrong."""


@dataclass(slots=True)
class _Working:
    """Work that is done in a thread of its own, once somebody asks for its steps and it has its turn."""

    work: Work
    language: str | None
    writes: bool
    came_to: Led | Shown | None = None
    _told: queue.SimpleQueue[Step | None] = field(default_factory=queue.SimpleQueue)
    _last: Step | None = None
    _has_turn: bool = False
    _is_left: bool = False

    def turn(self) -> Iterator[float]:
        """While the work waits for its turn, now and then how many seconds it has; it may not get one."""
        waited = 0.0
        self._has_turn = _TURNS.acquire(blocking=False)
        while not self._has_turn and waited < PATIENCE:
            yield waited
            self._has_turn = _TURNS.acquire(timeout=HEARTBEAT)
            waited += HEARTBEAT

    def steps(self) -> Iterator[Step | None]:
        """Each step as it is taken, and None now and then in between; ends when the work is done.

        Follows `turn` at once: what has its turn gives it back in the end.
        """
        if not self._has_turn:
            self.came_to = Shown(TOO_LATE, {})
            return
        self._begin()
        try:
            while True:
                try:
                    step = self._told.get(timeout=HEARTBEAT)
                except queue.Empty:
                    yield None
                    continue
                if step is None:
                    return
                yield step
        finally:
            self._is_left = True

    def _begin(self) -> None:
        try:
            threading.Thread(target=self._do, name="import").start()
        except RuntimeError:  # no thread to be had
            _TURNS.release()
            raise

    def _do(self) -> None:
        try:
            with translation.override(self.language):
                self.came_to = self.work(self._tell)
        except _LeftError:
            _LOG.info("Long work ended early: nobody waited for what it would have shown")
        except Exception:
            _LOG.exception("Long work failed; what it wrote is rolled back")
        finally:
            try:
                connections.close_all()
            finally:
                _TURNS.release()
                self._told.put(None)

    def _tell(self, stage: Stage, done: float) -> None:
        if self._is_left and not self.writes:
            raise _LeftError
        percent, last = int(100 * done), self._last
        is_first = last is None or last.stage is not stage
        if last is None or is_first or percent >= last.percent + STRIDE:
            self._last = Step(stage, percent, is_first)
            self._told.put(self._last)
