"""Spreadsheets in and out, on the addresses and with the rights of django-import-export.

Reading, planning, applying and writing are our own, the same as in the commands: see
docs/decisions/0010-import-export-pages.md.
"""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from skillmatrix.admin import uploads
from skillmatrix.admin.exchange_forms import EXPORTS, DownloadForm, Sheet, UploadForm
from skillmatrix.admin.previews import preview, totals
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import apply_within, hold_plan, limited_to, scope_of
from skillmatrix.applying import Refused, Stale
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.models import Operation, Role
from skillmatrix.planning import Options, plan
from skillmatrix.plans import Action, Plan
from skillmatrix.queries.framework import present
from skillmatrix.rows import Present


class ExchangeMixin(ImportExportMixin):  # type: ignore[misc]
    """The import and export pages of the framework, on the list of expectations."""

    import_template_name = "admin/skillmatrix/expectation/import.html"
    export_template_name = "admin/skillmatrix/expectation/export.html"

    # Import

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, and once a file is sent the preview. Writes nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if not form.is_valid():
            return self._import_page(request, form=form)
        file = form.cleaned_data["import_file"]
        data = file.read()
        found, before = _plan(request, file.name, data, form.choices)
        if found.problems or not found.changes:
            return self._import_page(request, form=form, file_name=file.name, plan=found, before=before)
        ticket = uploads.Ticket(uploads.keep(data), file.name, found.digest, form.choices)
        return self._import_page(request, ticket=ticket, file_name=file.name, plan=found, before=before)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read the file again and, where it still does what the preview showed, write it: all or nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            ticket = uploads.Ticket.read(request.POST.get("ticket", ""), request.user)
            data = uploads.read(ticket.upload)
        except (BadSignature, FileNotFoundError):
            told = _(
                "This preview is over: it was confirmed already, or is older than a day. Send the file again."
            )
            messages.error(request, told)
            return redirect("admin:skillmatrix_expectation_import")
        found, before = _plan(request, ticket.file_name, data, ticket.choices)
        if found.digest != ticket.digest or found.problems:
            return self._import_anew(request, ticket, found, before)
        why = WhyForm.of(request)
        try:
            if why.is_valid():
                cause = replace(why.cause(Operation.Kind.IMPORT, request), source=ticket.file_name)
                apply_within(request, found, cause)
                return self._imported(request, ticket, found)
        except Stale:
            return self._import_anew(request, ticket, *_plan(request, ticket.file_name, data, ticket.choices))
        except Refused as refused:
            messages.error(request, str(refused))
        return self._import_page(request, None, ticket, ticket.file_name, found, before)

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

    def _import_anew(
        self, request: HttpRequest, ticket: uploads.Ticket, found: Plan, before: Present
    ) -> HttpResponse:
        """What the file would do by now, to be confirmed anew."""
        messages.warning(
            request,
            _("The framework has changed since the preview. Nothing was written. This would happen now."),
        )
        anew = uploads.Ticket(ticket.upload, ticket.file_name, found.digest, ticket.choices)
        may_confirm = found.changes and not found.problems
        return self._import_page(
            request,
            form=None if may_confirm else UploadForm.again(ticket.choices),
            ticket=anew if may_confirm else None,
            file_name=ticket.file_name,
            plan=found,
            before=before,
        )

    def _import_page(
        self,
        request: HttpRequest,
        form: UploadForm | None = None,
        ticket: uploads.Ticket | None = None,
        file_name: str = "",
        plan: Plan | None = None,
        before: Present | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a spreadsheet"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "why": WhyForm(request.POST if "why" in request.POST else None),
            "ticket": ticket and ticket.signed_for(request.user),
            "file_name": file_name,
            "limited_to": limited_to(request),
            "preview": preview(plan, before) if plan is not None and before is not None else None,
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
        scope = scope_of(request)
        framework = scope.part(present())
        data: bytes = file_format.export_data(framework, role=role and role.slug, is_part=scope.is_limited)
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


def _plan(request: HttpRequest, file_name: str, data: bytes, choices: dict[str, Any]) -> tuple[Plan, Present]:
    """What a file would do by now, and the framework that this was worked out from.

    Each row that lies outside of what this person edits is a problem of its own.
    """
    wanted = read_bytes(file_name, data, Meaning.of(choices["ignore_columns"]))
    options = Options(choices["replace"], choices["keep_empty"], choices["known_only"])
    before = present()
    return hold_plan(request, plan(wanted, before, options), before), before
