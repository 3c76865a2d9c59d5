"""The page on which an editor says which column of a file is which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from skillmatrix.admin.imports.choosing import RenderedSelect, answered_of, as_options, page_number, pages
from skillmatrix.admin.imports.pages import address_of, frame, takes_long, too_late
from skillmatrix.admin.imports.rights import opened_to_act
from skillmatrix.admin.imports.waiting import BUSY, Led, Shown, answered
from skillmatrix.admin.scoping import hold_plan
from skillmatrix.applying import Refused
from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.meaning import BY_LEVEL, BY_ROLE, LEAVE_OUT, Known, SheetMeaning
from skillmatrix.exchange.understanding.headers import SEARCHED
from skillmatrix.exchange.understanding.outlines import Outline, outline
from skillmatrix.exchange.understanding.surveying import PARTS
from skillmatrix.importing import Over, mean, meaning_of, options_of
from skillmatrix.mappings import forget, save
from skillmatrix.models import Import, ImportFile, User
from skillmatrix.progress import Progress
from skillmatrix.queries.framework import present
from skillmatrix.rows import shown
from skillmatrix.text import NAME_LENGTH, clean_name, name_key

LABELS: Mapping[str, Promise] = {
    "domain": _("domain"),
    "group": _("skill group"),
    "skill": _("skill"),
    "role": _("role"),
    "family": _("role family"),
    "level": _("level"),
    "proficiency": _("proficiency"),
    "required": _("required"),
    "description": _("description"),
}
MOST_LEFT_OUT = 300  # that are asked about at once
PAGE = "admin/skillmatrix/import/columns.html"


class Choices:
    """What a column may be, as it is offered above each; rendered once."""

    def __init__(self, known: Known) -> None:
        groups = list(_choices(known))
        self.rendered = as_options((LEAVE_OUT, gettext("– leave it out –")), groups)
        self._values = {str(value) for _heading, choices in groups for value, _label in choices}

    def validate(self, value: str) -> None:
        if value not in self._values:
            told = forms.ChoiceField.default_error_messages["invalid_choice"]
            raise ValidationError(told, code="invalid_choice", params={"value": value})


class SheetForm(forms.Form):
    """One sheet of a file: where its header is, what its columns are, and what holds for all of it."""

    is_read = forms.BooleanField(label=_("Read this sheet"), label_suffix="", required=False)
    header = forms.TypedChoiceField(label=_("The header is in row"), coerce=int)
    role = forms.CharField(
        label=_("Role"),
        help_text=_("If the whole sheet is about one role, and no column says it."),
        max_length=NAME_LENGTH,
        required=False,
    )
    level = forms.CharField(
        label=_("Level"),
        help_text=_("If the whole sheet is about one level, and no column says it."),
        max_length=NAME_LENGTH,
        required=False,
    )
    holds = forms.ChoiceField(
        label=_("The cells hold"),
        help_text=_("Of the columns that you chose a level or a role for."),
        choices=[(part, LABELS[part]) for part in PARTS],
        required=False,
    )

    def __init__(
        self, sheet: Outline, choices: Choices, number: int, is_alone: bool, data: Any = None
    ) -> None:
        said = sheet.meaning
        start = {name: getattr(said, name) for name in ("header", "role", "level", "holds")}
        start["is_read"] = sheet.is_read or sheet.is_open or (is_alone and not sheet.is_said)
        super().__init__(data, prefix=f"sheet-{number}", initial=start)
        self.sheet = sheet
        rows = range(1, min(len(sheet.rows), SEARCHED) + 1)
        self.fields["header"].choices = [(at, at) for at in rows]  # type: ignore[attr-defined]
        for index, column in enumerate(said.columns):
            name = f"column-{index}"
            label = gettext("Column %(column)s") % {
                "column": sheet.header[index] if index < len(sheet.header) else str(index + 1)
            }
            widget = RenderedSelect(choices.rendered, {"aria-label": label})
            self.fields[name] = forms.CharField(
                widget=widget, validators=[choices.validate], initial=column, required=False
            )
        for name in ("role", "level"):
            self.fields[name].widget.attrs |= {"list": f"known-{name}s", "dir": "auto"}
        if sheet.own_role:
            told = gettext("Empty means “%(role)s”, as the sheet itself says, unless a column says another.")
            self.fields["role"].help_text = told % {"role": sheet.own_role}

    def columns(self) -> list[forms.BoundField]:
        """The choices for its columns, from the left."""
        return [self[f"column-{index}"] for index in range(len(self.sheet.meaning.columns))]

    def rest(self) -> list[forms.BoundField]:
        """What holds for the sheet as a whole."""
        return [self[name] for name in ("role", "level", "holds")]

    @property
    def header_row(self) -> int:
        """The number of the row that is the header, as it is shown."""
        chosen = self["header"].value()
        return int(chosen) if str(chosen).isdecimal() else self.sheet.meaning.header

    def clean_role(self) -> str:
        """The role, "" for the sheet's own: the next sheet with this header may be about another."""
        role = clean_name(self.cleaned_data["role"])
        return "" if name_key(role) == name_key(self.sheet.own_role) else role

    def clean_level(self) -> str:
        return clean_name(self.cleaned_data["level"])

    def clean(self) -> None:
        chosen = [self.cleaned_data.get(f"column-{i}", "") for i in range(len(self.sheet.meaning.columns))]
        if not self.cleaned_data.get("is_read"):
            before = self.sheet.meaning.columns
            if any(column and column != was for column, was in zip(chosen, before, strict=True)):
                self.add_error("is_read", _("Tick this, or leave the columns as they were."))
            return
        for name in LABELS:
            if chosen.count(name) > 1:
                told = _("Only one column can be the %(column)s.") % {"column": LABELS[name]}
                self.add_error(None, told)
        if "skill" not in chosen:
            self.add_error(None, _("Say which column holds the skills."))
        kinds = {column.partition("=")[0] for column in chosen}
        if {BY_LEVEL, BY_ROLE} <= kinds:
            self.add_error(None, _("Say either levels or roles across, not both."))

    def said(self) -> tuple[str, SheetMeaning] | None:
        """The fingerprint of the header, and what was said; None where that is how it is read anyway."""
        number, width = self.cleaned_data["header"], len(self.sheet.meaning.columns)
        columns = tuple(self.cleaned_data[f"column-{index}"] for index in range(width))
        if not self.cleaned_data["is_read"]:
            if not (self.sheet.is_read or self.sheet.is_open or self.sheet.is_said):
                return None
            columns = (LEAVE_OUT,) * width
        said = SheetMeaning(
            number,
            columns,
            self.cleaned_data["role"],
            self.cleaned_data["level"],
            self.cleaned_data["holds"] or "description",
        )
        is_clear = self.sheet.is_read and not (self.sheet.is_open or self.sheet.is_said)
        if is_clear and said == self.sheet.meaning:
            return None
        return self.sheet.fingerprints[number - 1], said


class LeaveOutForm(forms.Form):
    """The columns that nobody knows of sheets whose other columns are read by their own headers."""

    left_out = forms.MultipleChoiceField(
        label=_("Leave out these columns, which nobody knows"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, sheets: Iterable[Outline], data: Any = None) -> None:
        names = {
            key: shown(name)
            for sheet in sheets
            for name in sheet.unknown
            if "\0" not in (key := name_key(name))  # which PostgreSQL does not keep
        }
        names = dict(islice(names.items(), MOST_LEFT_OUT))
        super().__init__(data, initial={"left_out": list(names)})
        self.fields["left_out"].choices = list(names.items())  # type: ignore[attr-defined]
        self.is_needed = bool(names)

    def said(self) -> dict[str, str]:
        """The headers that are left out, as a meaning has them."""
        return dict.fromkeys(self.cleaned_data["left_out"], LEAVE_OUT)


def _choices(known: Known) -> Iterator[tuple[Any, Any]]:
    yield _("A column of a list"), [(column.name, LABELS[column.name]) for column in LIST.columns]
    for kind, heading, by_header, names in (
        (BY_LEVEL, _("Cells for a level"), _("the level in its header"), known.levels),
        (BY_ROLE, _("Cells for a role"), _("the role in its header"), known.roles),
    ):
        yield heading, [(kind, by_header), *((f"{kind}={name}", name) for name in names)]


class ColumnsMixin(admin.ModelAdmin):
    """“Which column is which”, of a draft."""

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first rows of each sheet, with a choice above each column; what is said makes another plan."""
        import_ = opened_to_act(request, pk)
        kept = ImportFile.objects.filter(of=import_).first()
        if not import_.is_draft or kept is None:
            return redirect(address_of(import_))
        known = Known.of(present())
        try:
            sheets = outline(import_.file_name, bytes(kept.data), meaning_of(import_), known)
        except Unreadable as error:
            messages.error(request, str(error.problem))
            return redirect(address_of(import_))
        sent = request.POST if request.method == "POST" else None
        is_alone = not any(sheet.is_read for sheet in sheets)
        fixed = [sheet for sheet in sheets if sheet.is_fixed]
        open_ones = [(number, sheet) for number, sheet in enumerate(sheets, start=1) if not sheet.is_fixed]
        parts = pages(open_ones)
        at = page_number(request.GET.get("page", ""), len(parts))
        here = (sent and answered_of(open_ones, sent)) or (parts[at - 1] if parts else [])
        choices = Choices(known)
        asked = [SheetForm(sheet, choices, number, is_alone, sent) for number, sheet in here]
        leave_out = LeaveOutForm(fixed, sent)
        around = {**frame(self.admin_site, request, import_), "title": _("Which column is which?")}
        valid = [form.is_valid() for form in (*asked, leave_out)]  # each, so that each has its errors
        context = {
            "kept": import_,
            "forms": asked,
            "fixed": [sheet.title for sheet in fixed],
            "leave_out": leave_out,
            "known": known,
            "pages": range(1, len(parts) + 1),
            "page": at,
            "save": sent is None or "save" in sent,
        }
        if sent is not None and all(valid) and _agree(asked):
            said = dict(filter(None, (form.said() for form in asked)))

            def work(progress: Progress) -> Led | Shown:
                try:
                    return _mean(request, import_, said, leave_out.said(), progress)
                except Refused as refused:
                    return Shown(PAGE, {**context, "refused": str(refused)}, BUSY)

            return answered(request, around, work, takes_long(import_))
        return answered(request, around, lambda progress: Shown(PAGE, context))


def _agree(asked: Iterable[SheetForm]) -> bool:
    """Whether the same is said of the same headers; where not, the later form says so."""
    first: dict[str, tuple[SheetForm, SheetMeaning]] = {}
    agreed = True
    for form in asked:
        said = form.said()
        if said is None:
            continue
        key, about = said
        earlier, meant = first.setdefault(key, (form, about))
        if replace(about, header=meant.header) != meant:
            told = _(
                "This sheet has the headers of “%(sheet)s”, so the same must be said of both. Where each is "
                "about a role of its own, leave the role empty in both, and call each tab after its role."
            )
            form.add_error(None, told % {"sheet": earlier.sheet.title})
            agreed = False
    return agreed


def _keep_for_the_next(request: HttpRequest, said: Mapping[str, SheetMeaning]) -> None:
    """Save what somebody said of headers; or forget what they had saved of them."""
    if isinstance(request.user, User):
        keep = save if "save" in request.POST else forget
        keep(request.user, said)


def _mean(
    request: HttpRequest,
    import_: Import,
    said: Mapping[str, SheetMeaning],
    left_out: Mapping[str, str],
    progress: Progress,
) -> Led:
    """Read the draft as was said, which makes another plan of it, and keep that for the next file."""
    _keep_for_the_next(request, said)
    before = meaning_of(import_)
    columns, sheets = {**before.columns, **left_out}, {**before.sheets, **said}
    meaning = replace(before, columns=columns, sheets=sheets)
    try:
        mean(import_, options_of(import_), meaning, partial(hold_plan, request), progress)
    except Over as over:
        return too_late(over.import_)
    return Led(address_of(import_))
