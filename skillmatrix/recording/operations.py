"""Who does what, and why: what the triggers write beside each change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from skillmatrix.locking import lock_writing
from skillmatrix.models import Change, Operation, Revision, User
from skillmatrix.rows import printable


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is written: `source` is what it came from, such as a file; `note` the editor's words."""

    kind: Operation.Kind
    person: User | AnonymousUser | None = None
    source: str = ""
    note: str = ""
    undoes: Operation | None = None


@contextmanager
def recorded(cause: Cause) -> Iterator[Operation]:
    """A transaction under the framework's write lock, whose changes are recorded as one operation.

    Inside another one it joins that. An operation that changed nothing leaves nothing behind.
    """
    with transaction.atomic():
        lock_writing()
        if joined := Operation.objects.filter(revision_under_way=Revision.ONLY).first():
            yield joined
            return
        person = cause.person if isinstance(cause.person, User) else None
        operation = Operation.objects.create(
            kind=cause.kind,
            person=person,
            person_name=person.get_username() if person else "",
            source=printable(cause.source)[:255],
            note=cause.note,
            undoes=cause.undoes,
        )
        _under_way(operation)
        yield operation
        _under_way(None)
        if not Change.objects.filter(operation=operation).exists():
            operation.delete()


def _under_way(operation: Operation | None) -> None:
    Revision.objects.filter(pk=Revision.ONLY).update(operation=operation)
