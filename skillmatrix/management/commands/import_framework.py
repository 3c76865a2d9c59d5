"""Write a spreadsheet into the framework, all of it or nothing."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from skillmatrix.applying import Refused
from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.limits import MOST_BYTES
from skillmatrix.exchange.loading.encodings import OFFERED
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.importing import Planned, carry_out_at_once, planned_of
from skillmatrix.management.reporting import LISTED, refusal, report
from skillmatrix.management.waiting import Bar
from skillmatrix.models import Operation
from skillmatrix.models.history import NOTE_LENGTH
from skillmatrix.planning import Options
from skillmatrix.recording.operations import Cause
from skillmatrix.remarks import remarks
from skillmatrix.rows import shown
from skillmatrix.text import clean_line, name_key


class Command(BaseCommand):
    help = "Import the framework from FILE: .csv, .xlsx, or a folder of CSV files. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a .csv or .xlsx file; without a suffix, a folder of CSV files"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="delete what the roles in the file expect today and the file does not say",
        )
        parser.add_argument(
            "--keep-empty", action="store_true", help="an empty cell leaves its field as it is"
        )
        parser.add_argument("--known-only", action="store_true", help="refuse names that do not exist yet")
        parser.add_argument(
            "--ignore-column",
            action="append",
            default=[],
            metavar="NAME",
            help="leave a column out; may be given several times",
        )

        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADER=NAME",
            help="say which column a header is, as in --column Topic=skill; may be given several times",
        )
        parser.add_argument(
            "--encoding",
            default="",
            metavar="NAME",
            help=f"what CSV is written in that is not Unicode: {', '.join(OFFERED)}",
        )
        parser.add_argument("--why", default="", metavar="TEXT", help="a reason, kept in the history")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        cause = Cause(Operation.Kind.IMPORT, source=file.name, note=_reason(options["why"]))
        said = _columns(options["column"])
        meaning = Meaning.of(options["ignore_column"], options["encoding"], said)
        meant = Options(options["replace"], options["keep_empty"], options["known_only"])
        bar = Bar(self.stderr)
        try:
            data = _data_of(file)
            read = partial(read_path, file) if data is None else partial(read_bytes, file.name, data)
            found = planned_of(read, meant, meaning, progress=bar)
            bar.end()
            self._tell(found, meant, is_whole=options["dry_run"])
            if options["dry_run"]:
                self.stdout.write(_("Nothing is written: this was a dry run."))
                return
            found = found.to_carry_out
            carry_out_at_once(found, cause, file.name, data, meant, meaning, bar)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        finally:
            bar.end()
        done = _("Imported.") if found.plan.changes else _("Everything was so already: nothing is changed.")
        self.stdout.write(self.style.SUCCESS(done))

    def _tell(self, found: Planned, meant: Options, is_whole: bool) -> None:
        """Say what a plan does. Raises CommandError with all its problems, if it has any."""
        if found.plan.problems:
            raise CommandError(refusal(found.plan.problems))
        told = remarks(found.plan, found.before, found.wanted, meant)
        for line in report(found.plan, None if is_whole else LISTED, told):
            self.stdout.write(line)


def _data_of(path: Path) -> bytes | None:
    """What can be kept: None of a folder, and of what can't be read, for which reading it has the words."""
    try:
        return path.read_bytes() if path.suffix and path.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None


def _columns(said: list[str]) -> dict[str, str]:
    """What --column says: which column of the list a header is. Raises CommandError for what is none."""
    found = {}
    for text in said:
        header, _sign, name = text.rpartition("=")
        if not header or LIST.column(name) is None:
            message = _("--column %(said)s: write the header, “=” and one of these: %(names)s.")
            names = ", ".join(column.name for column in LIST.columns)
            raise CommandError(message % {"said": shown(text), "names": names})
        found[name_key(header)] = name
    return found


def _reason(text: str) -> str:
    """What is kept as the reason. Raises CommandError where it is too long or can't be shown."""
    try:
        return clean_line(text, NOTE_LENGTH)
    except ValidationError as error:
        raise CommandError(f"--why: {error.messages[0]}") from None
