"""The forms of the import and export pages, and the files that can be exported."""

import re
from typing import Any, Self

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm

from skillmatrix.exchange.limits import MOST_BYTES
from skillmatrix.exchange.writing import write_list, write_workbook_xlsx
from skillmatrix.models import Expectation, Role
from skillmatrix.rows import Present

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The file, and how it is meant."""

    import_file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "A CSV or XLSX file: a list, a row an expectation, or a workbook as it is exported here."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    replace = forms.BooleanField(
        label=_("Replace what the roles in the file expect"),
        help_text=_(
            "Expectations of these roles that the file does not have are deleted. Otherwise they stay."
        ),
        label_suffix="",
        required=False,
    )
    keep_empty = forms.BooleanField(
        label=_("Keep what empty cells leave out"),
        help_text=_("An empty cell leaves its field as it is. Otherwise it empties the field."),
        label_suffix="",
        required=False,
    )
    known_only = forms.BooleanField(
        label=_("Known names only"),
        help_text=_("A skill, role, domain or level that does not exist yet is an error, not a new one."),
        label_suffix="",
        required=False,
    )
    ignore_columns = forms.CharField(
        label=_("Columns to leave out"),
        help_text=_("Names of columns in the file that are not meant for here, separated by commas."),
        required=False,
    )

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            told = _("The file has more than %(most)d MB. Import one role at a time.")
            raise ValidationError(told, code="too_big", params={"most": MOST_BYTES // 2**20})
        return file

    @classmethod
    def again(cls, choices: dict[str, Any]) -> Self:
        """An empty form with the choices of an earlier one."""
        return cls(initial={**choices, "ignore_columns": ", ".join(choices["ignore_columns"])})

    @property
    def choices(self) -> dict[str, Any]:
        """How the file is meant, as a ticket keeps it."""
        return {
            "replace": self.cleaned_data["replace"],
            "keep_empty": self.cleaned_data["keep_empty"],
            "known_only": self.cleaned_data["known_only"],
            "ignore_columns": [
                name.strip()
                for name in re.split(r"[,;\n]", self.cleaned_data["ignore_columns"])
                if name.strip()
            ],
        }


class Sheet(Format):  # type: ignore[misc]
    """A file to export. `export_data` takes the framework, and perhaps the slug of one role."""

    title: Any
    extension: str
    is_whole = False  # holds the whole framework, whatever is asked for
    content_type = _XLSX

    def can_export(self) -> bool:
        return True

    def get_title(self) -> str:
        return str(self.title)

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type


class ListCsv(Sheet):
    title = _("List, a row an expectation (CSV)")
    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_list(dataset, "csv", role)


class ListXlsx(Sheet):
    title = _("List, a row an expectation (XLSX)")
    extension = "xlsx"

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_list(dataset, "xlsx", role)


class WorkbookXlsx(Sheet):
    title = _("Workbook with all there is, a sheet for each kind (XLSX)")
    extension = "xlsx"
    is_whole = True

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_workbook_xlsx(dataset)


EXPORTS: tuple[type[Sheet], ...] = (ListCsv, ListXlsx, WorkbookXlsx)  # those of the whole come last


class DownloadForm(ExportForm):  # type: ignore[misc]
    role = forms.ModelChoiceField(
        Role.objects.all(),
        label=_("Role"),
        help_text=_("Only this role's expectations; without one, all of them."),
        required=False,
        widget=AutocompleteSelect(Expectation._meta.get_field("role"), admin.site),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        chosen = cleaned.get("format", "")
        if cleaned.get("role") and chosen and EXPORTS[int(chosen)].is_whole:
            self.add_error("role", _("A workbook always holds everything. Choose a list for one role."))
        return cleaned
