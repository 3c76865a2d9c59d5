"""How far long work is: what reading, planning and applying tell whoever waits. Pure."""

from collections.abc import Callable
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(Enum):
    """What is being done, in this order."""

    READING = "reading"
    PLANNING = "planning"
    WRITING = "writing"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    Stage.READING: _("Reading the file"),
    Stage.PLANNING: _("Working out what would change"),
    Stage.WRITING: _("Writing"),
}

type Progress = Callable[[Stage, float], None]
"""Told a stage and how much of it is done, from 0 to 1; called often, so it must be quick."""


def untold(stage: Stage, done: float) -> None:
    """For work that nobody waits for."""
