"""The forms of the import and export pages, and the files that can be exported."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Self

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm

from skillmatrix.drafting import Options
from skillmatrix.exchange.limits import MOST_BYTES, too_big
from skillmatrix.exchange.loading.encodings import OFFERED
from skillmatrix.exchange.meaning import AS_IT_STANDS, LEAVE_OUT, Meaning
from skillmatrix.exchange.writing import write_grid, write_list, write_workbook_xlsx
from skillmatrix.models import Expectation, ImportComment, Role
from skillmatrix.rows import Present

ENCODINGS = (
    ("", _("Unicode, as it should be")),
    *((name, format_lazy("{who} ({name})", who=who, name=name)) for name, who in OFFERED.items()),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HowForm(forms.Form):
    """How a file is meant."""

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
        help_text=_("Names of columns in the file that are not meant for here, one a line."),
        widget=AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"}),
        required=False,
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        help_text=_("Of a CSV file that is not saved as UTF-8. Excel files need none."),
        choices=ENCODINGS,
        required=False,
    )

    @property
    def options(self) -> Options:
        return Options(*(self.cleaned_data[name] for name in ("replace", "keep_empty", "known_only")))

    def meaning(self, before: Meaning = AS_IT_STANDS) -> Meaning:
        """With what this form does not ask for as it was before."""
        names = self.cleaned_data["ignore_columns"].split("\n")
        said = Meaning.of(filter(str.strip, names), self.cleaned_data["encoding"])
        mapped = {header: column for header, column in before.columns.items() if column != LEAVE_OUT}
        return replace(said, columns={**mapped, **said.columns}, sheets=before.sheets)

    @classmethod
    def of(cls, options: Options, meaning: Meaning) -> Self:
        """The form as it would be filled in to say this."""
        left_out = "\n".join(header for header, column in meaning.columns.items() if column == LEAVE_OUT)
        return cls(initial={**asdict(options), "ignore_columns": left_out, "encoding": meaning.encoding})

    @property
    def told(self) -> list[tuple[Any, Any]]:
        """What it says, for those who only read it: label and text, "" where the label says it all."""
        asked = ((field.label, field.value()) for field in self)
        return [(label, "" if value is True else value) for label, value in asked if value]


class UploadForm(HowForm):
    """The file, and how it is meant."""

    import_file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An XLSX or CSV file of at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    field_order = ("import_file",)

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise ValidationError(too_big(file.name).problem.message, code="too_big")
        return file

    @property
    def is_meant(self) -> bool:
        """Whether it says anything besides the file."""
        return any(self[name].value() or self[name].errors for name in HowForm.base_fields)

    def again(self, encodings: Sequence[str]) -> Self:
        """The form as it was filled in; with the likeliest of `encodings` where one has to be said."""
        meaning = self.meaning()
        return self.of(self.options, replace(meaning, encoding=(*encodings, meaning.encoding)[0]))


class CommentForm(forms.ModelForm):
    """What a reviewer says."""

    class Meta:
        model = ImportComment
        fields = ("text",)
        widgets = {"text": AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"})}


class Sheet(Format):  # type: ignore[misc]
    """A file to export.

    `export_data` takes the framework, perhaps the slug of one role, and whether it `is_part`: whether the
    framework was cut to the expectations that somebody edits.
    """

    title: Any
    stem: str  # of the layout, in file names
    extension: str
    is_whole = False  # holds the whole framework, whatever is asked for
    content_type = XLSX

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
    stem = "list"
    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_list(dataset, "csv", role)


class ListXlsx(Sheet):
    title = _("List, a row an expectation (XLSX)")
    stem = "list"
    extension = "xlsx"

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_list(dataset, "xlsx", role)


class GridXlsx(Sheet):
    title = _("Grid, a sheet a role (XLSX)")
    stem = "grid"
    extension = "xlsx"

    def export_data(
        self, dataset: Present, role: str | None = None, is_part: bool = False, **kwargs: Any
    ) -> bytes:
        return write_grid(dataset, role, with_empty=not is_part)


class WorkbookXlsx(Sheet):
    title = _("Workbook with all there is, a sheet for each kind (XLSX)")
    stem = "workbook"
    extension = "xlsx"
    is_whole = True

    def export_data(self, dataset: Present, role: str | None = None, **kwargs: Any) -> bytes:
        return write_workbook_xlsx(dataset)


EXPORTS: tuple[type[Sheet], ...] = (ListCsv, ListXlsx, GridXlsx, WorkbookXlsx)  # those of the whole come last


class DownloadForm(ExportForm):  # type: ignore[misc]
    format = forms.ChoiceField(
        label=_("Layout"),
        help_text=_(
            "The grid is the one to edit by hand: a row a skill, its levels side by side. The list is "
            "the one for other programs."
        ),
    )
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
            told = _("A workbook always holds everything. Choose a list or the grid for one role.")
            self.add_error("role", told)
        return cleaned
