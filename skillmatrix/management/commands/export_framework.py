"""Write the framework to a spreadsheet that can be imported again as it is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from skillmatrix.exchange import writing
from skillmatrix.exchange.loading.sheets import is_folder
from skillmatrix.queries.framework import present


class Command(BaseCommand):
    help = (
        "Export the framework to FILE: a list to .csv or .xlsx, a grid to .xlsx, a workbook to .xlsx or a "
        "folder of CSV files."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a .csv or .xlsx file; without a suffix, a folder of CSV files"
        )
        parser.add_argument(
            "--layout",
            choices=["list", "workbook", "grid"],
            help="a row an expectation, a sheet a table, or a sheet a role; by default a list, for a folder "
            "a workbook",
        )
        parser.add_argument(
            "--role", metavar="SLUG", help="in a list or grid, only what is expected of this role"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        layout = options["layout"] or ("workbook" if is_folder(path) else "list")
        self._refuse_misfits(path, layout, options["role"])
        try:
            self._write(path, layout, options["role"])
        except writing.UnknownRole as unknown:
            raise CommandError(str(unknown)) from None
        except OSError as error:
            message = _("%(path)s cannot be written: %(reason)s.")
            raise CommandError(message % {"path": path, "reason": error.strerror}) from None
        self.stdout.write(self.style.SUCCESS(_("Exported to %(path)s.") % {"path": path}))

    def _write(self, path: Path, layout: str, role: str | None) -> None:
        framework = present()
        if is_folder(path):
            writing.write_folder(framework, path)
        elif layout == "workbook":
            writing.replace_files({path: writing.write_workbook_xlsx(framework)})
        elif layout == "grid":
            writing.replace_files({path: writing.write_grid(framework, role)})
        else:
            fmt: writing.Format = "csv" if path.suffix.lower() == ".csv" else "xlsx"
            writing.replace_files({path: writing.write_list(framework, fmt, role)})

    def _refuse_misfits(self, path: Path, layout: str, role: str | None) -> None:
        """Say what the layout, the file's suffix and the role do not allow together."""
        suffix = path.suffix.lower()
        if not is_folder(path) and suffix not in (".csv", ".xlsx"):
            message = _("Files that end in “%(suffix)s” cannot be written. Choose .xlsx, .csv or a folder.")
            raise CommandError(message % {"suffix": suffix})
        if layout == "grid" and (is_folder(path) or suffix != ".xlsx"):
            raise CommandError(_("A grid has a sheet for each role. End the file’s name in .xlsx."))
        if layout == "list" and is_folder(path):
            raise CommandError(_("A list is one file. End its name in .csv or .xlsx."))
        if layout == "workbook" and suffix == ".csv" and not is_folder(path):
            raise CommandError(
                _("A workbook has several sheets. Choose an .xlsx file, or a folder for CSV files.")
            )
        if layout == "workbook" and role:
            raise CommandError(
                _("Only a list or a grid can be limited to one role. Add --layout and a file name.")
            )
