"""Write a spreadsheet into the framework, all of it or nothing."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from skillmatrix import planning
from skillmatrix.applying import Refused, apply
from skillmatrix.exchange.encodings import OFFERED
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_path
from skillmatrix.management.reporting import LISTED, refusal, report
from skillmatrix.models import Operation
from skillmatrix.models.history import NOTE_LENGTH
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.text import clean_line


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
            "--encoding",
            default="",
            metavar="NAME",
            help=f"what CSV is written in that is not Unicode: {', '.join(OFFERED)}",
        )
        parser.add_argument("--why", default="", metavar="TEXT", help="a reason, kept in the history")

    def handle(self, *args: Any, **options: Any) -> None:
        cause = Cause(Operation.Kind.IMPORT, source=options["file"].name, note=_reason(options["why"]))
        meaning = Meaning.of(options["ignore_column"], options["encoding"])
        wanted = read_path(options["file"], meaning)
        meant = planning.Options(
            replace=options["replace"], keep_empty=options["keep_empty"], known_only=options["known_only"]
        )
        plan = planning.plan(wanted, present(), meant)
        if plan.problems:
            raise CommandError(refusal(plan.problems))
        for line in report(plan, most=None if options["dry_run"] else LISTED):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write(_("Nothing is written: this was a dry run."))
            return
        try:
            apply(plan, cause)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        done = _("Imported.") if plan.changes else _("Everything was so already: nothing is changed.")
        self.stdout.write(self.style.SUCCESS(done))


def _reason(text: str) -> str:
    """What is kept as the reason. Raises CommandError where it is too long or can't be shown."""
    try:
        return clean_line(text, NOTE_LENGTH)
    except ValidationError as error:
        raise CommandError(f"--why: {error.messages[0]}") from None
