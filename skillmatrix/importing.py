"""The life of an import: a file is kept as a draft, planned anew for whoever looks, applied or discarded.

Reading and planning come before any lock; what is carried out is the very plan that was confirmed, and its
receipt is written in the same transaction.
"""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from skillmatrix.applying import Outcome, Refused, Stale, all_or_refused, apply
from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.meaning import AS_IT_STANDS, Known, Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.locking import lock_writing
from skillmatrix.mappings import with_saved
from skillmatrix.models import Change, Import, ImportComment, ImportFile, User
from skillmatrix.models.imports import kept_name
from skillmatrix.planning import Options, plan
from skillmatrix.plans import Action, Hold, Plan, unheld
from skillmatrix.progress import Progress, Stage, untold
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Layout, Present, Problem, Table, Wanted

AS_MEANT = Options()
type Read = Callable[[Meaning, Known], Wanted]
type Person = User | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would do to the framework as it was `before`; `since` is the latest change in that."""

    plan: Plan
    before: Present
    wanted: Wanted
    since: int

    @property
    def to_carry_out(self) -> Self:
        """Without the rows that the plan was made from: they need as much memory as the plan itself."""
        return replace(self, before=Present({}), wanted=replace(self.wanted, tables={}))


class Changed(Refused):
    """The plan is no longer the one that was confirmed. `found` is what the file would do now."""

    def __init__(self, found: Planned) -> None:
        super().__init__(_("The framework has changed since the preview. Nothing was written."))
        self.found = found


class Over(Refused):
    """The import is no draft any more: applied, discarded or expired."""

    def __init__(self, import_: Import) -> None:
        super().__init__(how_it_ended(import_))
        self.import_ = import_


def keep(
    person: Person,
    file_name: str,
    data: bytes,
    options: Options = AS_MEANT,
    meaning: Meaning = AS_IT_STANDS,
    hold: Hold = unheld,
    progress: Progress = untold,
) -> Import:
    """Keep a file as a draft, also one with problems. Raises Unreadable where it cannot be read at all.

    Where it is unclear by itself, it is read with what this person saved of its headers. Raises Refused, as
    all that writes here does, where somebody else was writing for too long.
    """
    read = partial(read_bytes, file_name, data)
    found = planned_of(read, options, meaning, hold, progress)
    if found.wanted.unclear and isinstance(person, User):
        meaning = with_saved(person, meaning)
        found = planned_of(read, options, meaning, hold, progress)
    meaning = replace(meaning, sheets={key: meaning.sheets[key] for key in found.wanted.mapped})
    if not found.wanted.is_readable:
        [problem] = found.wanted.problems
        raise Unreadable(problem.sheet, problem.message, problem.row, found.wanted.encodings)
    about = _about(file_name, data, options, meaning, found.wanted)
    made = Import(**_by(person), **about, **_summed_up(found.plan))
    with all_or_refused():
        made.save()
        ImportFile.objects.create(of=made, data=data)
    return made


def planned(import_: Import, hold: Hold = unheld, progress: Progress = untold) -> Planned:
    """What the file that was kept would do by now. Writes nothing and waits for nobody.

    Raises Over where the file is gone.
    """
    return _planned(import_, options_of(import_), meaning_of(import_), hold, progress)


def planned_of(
    read: Read,
    options: Options,
    meaning: Meaning,
    hold: Hold = unheld,
    progress: Progress = untold,
) -> Planned:
    """The same of whatever `read` reads."""
    progress(Stage.READING, 0)
    since = Change.objects.values_list("pk", flat=True).first() or 0
    before = present()
    progress(Stage.READING, 0.25)
    wanted = read(meaning, Known.of(before))
    found = plan(wanted, before, options, progress)
    return Planned(hold(found, before), before, wanted, since)


def mean(
    import_: Import, options: Options, meaning: Meaning, hold: Hold = unheld, progress: Progress = untold
) -> Planned:
    """Mean a draft otherwise than so far; gives the plan that this makes.

    Raises Over where it is none, and Refused where somebody else said meanwhile how it is meant.
    """
    found = _planned(import_, options, meaning, hold, progress)
    said = {"options": asdict(options), "meaning": meaning.to_json(), "layout": found.wanted.layout.value}
    with all_or_refused():
        draft = Import.objects.select_for_update(no_key=True).get(pk=import_.pk)
        if not draft.is_draft:
            raise Over(draft)
        if draft.how != import_.how:
            raise Refused(_("Somebody else said meanwhile how the file is meant. Look at it again first."))
        for field, value in {**said, **_summed_up(found.plan)}.items():
            setattr(draft, field, value)
        draft.save()
    return found


def carry_out(
    import_: Import, digest: str, cause: Cause, hold: Hold = unheld, progress: Progress = untold
) -> Import:
    """Do what was confirmed, whose plan had this digest, and write the receipt, in one short transaction.

    Raises Changed where the file would do something else by now, Over where somebody was quicker to apply
    or discard it, and Refused as `apply` does. Nothing is written then.
    """
    found = planned(import_, hold, progress)
    if found.plan.digest != digest or found.plan.problems:
        _still_a_draft(import_)
        raise Changed(found)
    found = found.to_carry_out
    try:
        with all_or_refused():
            lock_writing()
            draft = Import.objects.select_for_update(no_key=True).get(pk=import_.pk)
            if not draft.is_draft:
                raise Over(draft)
            if (draft.how, draft.sha256) != (import_.how, import_.sha256):
                raise Stale([])  # of no row: it is meant otherwise
            _receive(draft, apply(found.plan, cause, hold, progress), cause)
            draft.save()
    except Stale:
        _still_a_draft(import_)
        raise Changed(planned(import_, hold, progress)) from None
    return draft


def carry_out_at_once(
    found: Planned,
    cause: Cause,
    file_name: str,
    data: bytes | None,
    options: Options,
    meaning: Meaning,
    progress: Progress = untold,
) -> Import:
    """Do what was never a draft, as a command does, and write its receipt in the same transaction.

    A folder has no `data`. Raises Refused as `apply` does.
    """
    about = _about(file_name, data, options, meaning, found.wanted)
    made = Import(**_by(cause.person), **about, **_summed_up(found.plan))
    with all_or_refused():
        lock_writing()
        _receive(made, apply(found.plan, cause, progress=progress), cause)
        made.save()
        if data is not None:
            ImportFile.objects.create(of=made, data=data)
    return made


def discard(import_: Import, person: Person, note: str = "") -> None:
    """Give a draft up; its file stays until it expires. Raises Over where it is no draft any more."""
    ended = _by(person, "ended_by")
    _change_draft(import_, state=Import.State.DISCARDED, ended_at=timezone.now(), note=note, **ended)


def comment_on(import_: Import, person: Person) -> ImportComment:
    """What somebody says about an import; its text is still to be filled in."""
    return ImportComment(about=import_, **_by(person))


def expire(before: datetime.datetime) -> tuple[int, int]:
    """End the drafts that were uploaded earlier, and delete the files of all that ended earlier.

    Gives how many drafts and how many files. What was said and done stays.
    """
    late = Import.objects.filter(state=Import.State.DRAFT, at__lt=before)
    ended = ~Q(of__state=Import.State.DRAFT) & Q(of__ended_at__lt=before)
    expired = Q(of__state=Import.State.EXPIRED)
    if not (late.exists() or ImportFile.objects.filter(ended | expired).exists()):
        return 0, 0  # so that nobody waits for a lock in vain
    with all_or_refused():
        # In one order, and without those that somebody applies or discards right now.
        late = late.order_by("pk").select_for_update(skip_locked=True)
        found = Import.objects.filter(pk__in=list(late.values_list("pk", flat=True)))
        drafts = found.update(state=Import.State.EXPIRED, ended_at=timezone.now())
        files, _models = ImportFile.objects.filter(ended | expired).delete()
    return drafts, files


def how_it_ended(import_: Import) -> str:
    """What became of an import, by whom and when; "" of a draft."""
    sentence = {
        Import.State.APPLIED: (_("Applied by %(person)s, %(time)s"), _("Applied, %(time)s")),
        Import.State.DISCARDED: (_("Discarded by %(person)s, %(time)s"), _("Discarded, %(time)s")),
        Import.State.EXPIRED: (_("Expired, %(time)s"),) * 2,
    }.get(Import.State(import_.state))
    if sentence is None or import_.ended_at is None:
        return ""
    with_person, without = sentence
    time = date_format(localtime(import_.ended_at), "DATETIME_FORMAT")
    told = {"person": import_.ended_by_name, "time": time}
    return (with_person if import_.ended_by_name else without) % told


def options_of(import_: Import) -> Options:
    return Options(**import_.options)


def meaning_of(import_: Import) -> Meaning:
    return Meaning.from_json(import_.meaning)


def _planned(import_: Import, options: Options, meaning: Meaning, hold: Hold, progress: Progress) -> Planned:
    kept = ImportFile.objects.filter(of=import_.pk).values_list("data", flat=True).first()
    if kept is None:
        import_.refresh_from_db()
        raise Over(import_)
    data = bytes(kept)
    if hashlib.sha256(data).hexdigest() == import_.sha256:
        return planned_of(partial(read_bytes, import_.file_name, data), options, meaning, hold, progress)
    message = _("The file is not kept as it was uploaded. Upload it again.")
    damaged = (Problem(import_.file_name, None, "", "", message),)
    unread = Wanted(Layout(import_.layout), {}, damaged, is_readable=False)
    return Planned(Plan(problems=damaged), Present({}), unread, 0)


def _still_a_draft(import_: Import) -> None:
    """Read anew what is known of an import. Raises Over where it is no draft any more."""
    import_.refresh_from_db()
    if not import_.is_draft:
        raise Over(import_)


def _change_draft(import_: Import, **changed: Any) -> None:
    """Change a draft, only while it is one."""
    with all_or_refused():
        is_changed = Import.objects.filter(pk=import_.pk, state=Import.State.DRAFT).update(**changed)
    if not is_changed:
        import_.refresh_from_db()
        raise Over(import_)


def _receive(import_: Import, done: Outcome, cause: Cause) -> None:
    """Write down on `import_` that it was applied."""
    counts = counts_of(done.plan)
    ended = {"state": Import.State.APPLIED, "ended_at": done.at, **_by(cause.person, "ended_by")}
    about = {"note": cause.note, "operation": done.operation, "done_digest": done.plan.digest}
    for field, value in {**ended, **about, "done_counts": counts}.items():
        setattr(import_, field, value)


def _by(person: Person, field: str = "person") -> dict[str, Any]:
    known_person = person if isinstance(person, User) else None
    return {field: known_person, f"{field}_name": known_person.get_username() if known_person else ""}


def _about(
    file_name: str, data: bytes | None, options: Options, meaning: Meaning, wanted: Wanted
) -> dict[str, Any]:
    return {
        "file_name": kept_name(file_name),
        "sha256": hashlib.sha256(data).hexdigest() if data is not None else "",
        "size": len(data or b""),
        "layout": wanted.layout.value,
        "options": asdict(options),
        "meaning": meaning.to_json(),
    }


def _summed_up(found: Plan) -> dict[str, Any]:
    return {"digest": found.digest, "counts": counts_of(found), "problems": len(found.problems)}


def summary_of(counts: Mapping[str, Mapping[str, int]]) -> Mapping[Table, Mapping[Action, int]]:
    """Counts that were kept, as the summary of the plan that they are of."""
    return {
        Table(table): {Action(action): count for action, count in actions.items()}
        for table, actions in counts.items()
    }


def counts_of(found: Plan) -> Mapping[str, Mapping[str, int]]:
    """The summary of a plan as JSON keeps it."""
    return {
        table.value: {action.value: count for action, count in counts.items()}
        for table, counts in found.summary.items()
    }
