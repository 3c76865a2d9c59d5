"""Spreadsheets in and out, on the addresses and with the rights of django-import-export.

Reading, planning, applying and writing are our own, the same as in the commands: see
docs/decisions/0010-import-export-pages.md.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from skillmatrix.admin import uploads
from skillmatrix.admin.exchange_forms import EXPORTS, DownloadForm, Sheet, UploadForm
from skillmatrix.admin.plan_pages import PlanPage, plan_page, totals
from skillmatrix.admin.plan_sheets import plan_download
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import apply_within, hold_plan, limited_to, scope_of
from skillmatrix.applying import Refused, Stale
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.models import Operation, Role
from skillmatrix.planning import Options, plan
from skillmatrix.plans import Action, Plan
from skillmatrix.queries.framework import present
from skillmatrix.remarks import Remark, remarks
from skillmatrix.rows import Present


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file would do, the framework that this was worked out from, and what there is to say of it."""

    plan: Plan
    before: Present
    remarks: tuple[Remark, ...]

    @property
    def may_be_confirmed(self) -> bool:
        return bool(self.plan.changes) and not self.plan.problems

    def page(self, request: HttpRequest, ticket: str) -> PlanPage:
        """The page that the address asks for; where the file was just sent, the first."""
        query = request.GET.copy()
        query["ticket"] = ticket
        path = reverse("admin:skillmatrix_expectation_import")
        return plan_page(self.plan, self.before, query, self.remarks, path)


class ExchangeMixin(ImportExportMixin):  # type: ignore[misc]
    """The import and export pages of the framework, on the list of expectations."""

    import_template_name = "admin/skillmatrix/expectation/import.html"
    export_template_name = "admin/skillmatrix/expectation/export.html"

    # Import

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, and once a file is sent the preview. Writes nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method == "GET" and "ticket" in request.GET:
            return self._plan_again(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if not form.is_valid():
            return self._import_page(request, form=form)
        file = form.cleaned_data["import_file"]
        data = file.read()
        found = _plan(request, file.name, data, form.choices)
        ticket = uploads.Ticket(uploads.keep(data), file.name, found.plan.digest, form.choices)
        return self._import_page(request, None if found.may_be_confirmed else form, ticket, found)

    def _plan_again(self, request: HttpRequest) -> HttpResponse:
        """The plan of a file that was sent before, as the address filters it; or all of it as a file."""
        try:
            ticket = uploads.Ticket.read(request.GET["ticket"], request.user)
            found = _plan(request, ticket.file_name, uploads.read(ticket.upload), ticket.choices)
        except (BadSignature, FileNotFoundError):
            return self._is_over(request)
        if "format" in request.GET:
            return plan_download(found.plan, found.before, found.remarks, request.GET["format"])
        if found.plan.digest != ticket.digest:
            return self._import_anew(request, ticket, found)
        form = None if found.may_be_confirmed else UploadForm.again(ticket.choices)
        return self._import_page(request, form, ticket, found)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read the file again and, where it still does what the preview showed, write it: all or nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            ticket = uploads.Ticket.read(request.POST.get("ticket", ""), request.user)
            data = uploads.read(ticket.upload)
        except (BadSignature, FileNotFoundError):
            return self._is_over(request)
        found = _plan(request, ticket.file_name, data, ticket.choices)
        if found.plan.digest != ticket.digest or found.plan.problems:
            return self._import_anew(request, ticket, found)
        why = WhyForm.of(request)
        try:
            if why.is_valid():
                cause = replace(why.cause(Operation.Kind.IMPORT, request), source=ticket.file_name)
                apply_within(request, found.plan, cause)
                return self._imported(request, ticket, found.plan)
        except Stale:
            anew = _plan(request, ticket.file_name, data, ticket.choices)
            return self._import_anew(request, ticket, anew)
        except Refused as refused:
            messages.error(request, str(refused))
        return self._import_page(request, None, ticket, found)

    def _is_over(self, request: HttpRequest) -> HttpResponse:
        told = _(
            "This preview is over: it was confirmed already, or is older than a day. Send the file again."
        )
        messages.error(request, told)
        return redirect("admin:skillmatrix_expectation_import")

    def _imported(self, request: HttpRequest, ticket: uploads.Ticket, done: Plan) -> HttpResponse:
        uploads.remove(ticket.upload)
        counts = totals(done)
        told = gettext("Imported “%(file)s”: %(new)d new, %(changed)d changed, %(deleted)d deleted.") % {
            "file": ticket.file_name,
            "new": counts[Action.CREATE],
            "changed": counts[Action.CHANGE],
            "deleted": counts[Action.DELETE],
        }
        messages.success(request, told)
        return redirect("admin:skillmatrix_expectation_changelist")

    def _import_anew(self, request: HttpRequest, ticket: uploads.Ticket, found: _Found) -> HttpResponse:
        """What the file would do by now, to be confirmed anew."""
        messages.warning(
            request,
            _("The framework has changed since the preview. Nothing was written. This would happen now."),
        )
        anew = replace(ticket, digest=found.plan.digest)
        form = None if found.may_be_confirmed else UploadForm.again(ticket.choices)
        return self._import_page(request, form, anew, found)

    def _import_page(
        self,
        request: HttpRequest,
        form: UploadForm | None = None,
        ticket: uploads.Ticket | None = None,
        found: _Found | None = None,
    ) -> HttpResponse:
        signed = ticket.signed_for(request.user) if ticket else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a spreadsheet"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "why": WhyForm(request.POST if "why" in request.POST else None),
            "ticket": signed if found and found.may_be_confirmed else None,
            "file_name": ticket.file_name if ticket else "",
            "limited_to": limited_to(request),
            "plan_page": found and found.page(request, signed),
        }
        return TemplateResponse(request, [self.import_template_name], context)

    # Export

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The form, and once it is filled in the file. A limited editor is offered no whole framework."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        limited = scope_of(request).is_limited
        formats = [each for each in EXPORTS if not (limited and each.is_whole)]
        resources = self.get_export_resource_classes(request)
        form = DownloadForm(formats, resources, data=request.POST or None)
        if form.is_valid():
            chosen = formats[int(form.cleaned_data["format"])]()
            answer: HttpResponse = self._do_file_export(chosen, request, None, export_form=form)
            return answer
        context = self.init_request_context_data(request, form)
        return TemplateResponse(request, [self.export_template_name], context)

    def get_export_data(
        self, file_format: Sheet, request: HttpRequest, queryset: Any, **kwargs: Any
    ) -> bytes:
        if not self.has_export_permission(request):
            raise PermissionDenied
        role = kwargs["export_form"].cleaned_data.get("role")
        framework = scope_of(request).part(present())
        data: bytes = file_format.export_data(framework, role=role and role.slug)
        return data

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Sheet) -> str:
        return f"skillmatrix-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"

    def init_request_context_data(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        """A list that is filtered by a role offers that role."""
        slug = request.GET.get("role", "")
        if not form.is_bound and slug and "\0" not in slug:  # which PostgreSQL refuses to look for
            form.initial["role"] = Role.objects.filter(slug=slug).values_list("pk", flat=True).first()
        context: dict[str, Any] = super().init_request_context_data(request, form)
        return {
            **context,
            "title": _("Export as a spreadsheet"),
            "media": self.media + form.media,
            "limited_to": limited_to(request),
        }


def _plan(request: HttpRequest, file_name: str, data: bytes, choices: dict[str, Any]) -> _Found:
    """What a file would do by now. Each row outside of what this person edits is a problem of its own."""
    wanted = read_bytes(file_name, data, Meaning.of(choices["ignore_columns"]))
    options = Options(choices["replace"], choices["keep_empty"], choices["known_only"])
    before = present()
    found = hold_plan(request, plan(wanted, before, options), before)
    return _Found(found, before, remarks(found, before, wanted, options))
