"""Spreadsheets in and out, on the addresses and with the rights of django-import-export.

Reading, planning, applying and writing are our own, the same as in the commands: see
docs/decisions/0010-import-export-pages.md.
"""

import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from skillmatrix.admin.exchange_forms import EXPORTS, DownloadForm, Sheet, UploadForm
from skillmatrix.admin.imports.pages import address_of, confirmed, frame, takes_long
from skillmatrix.admin.imports.rights import opened_to_act
from skillmatrix.admin.imports.tickets import Ticket
from skillmatrix.admin.imports.waiting import BUSY, Led, Shown, answered, is_large
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import hold_plan, limited_to, scope_of
from skillmatrix.applying import Refused
from skillmatrix.exchange.limits import Unreadable
from skillmatrix.importing import expire, keep
from skillmatrix.models import Role
from skillmatrix.progress import Progress
from skillmatrix.queries.framework import present

UPLOAD = "admin/skillmatrix/expectation/upload.html"


class ExchangeMixin(ImportExportMixin):  # type: ignore[misc]
    """The import and export pages of the framework, on the list of expectations."""

    export_template_name = "admin/skillmatrix/expectation/export.html"

    # Import

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form; a file that is sent and can be read is kept as a draft, and its page is next."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        roles = Role.objects.values_list("slug", "name")
        may_export = self.has_export_permission(request)
        context = {
            "form": form,
            "limited_to": limited_to(request),
            "roles": roles if may_export else (),
            "keep_days": settings.IMPORT_KEEP_DAYS,
        }
        if not form.is_valid():
            return answered(request, self._frame(request), lambda progress: Shown(UPLOAD, context))
        file = form.cleaned_data["import_file"]
        data, hold = file.read(), partial(hold_plan, request)

        def work(progress: Progress) -> Led | Shown:
            try:
                expire(timezone.now() - datetime.timedelta(days=settings.IMPORT_KEEP_DAYS))
                made = keep(request.user, file.name, data, form.options, form.meaning(), hold, progress)
            except Unreadable as unreadable:
                again = form.again(unreadable.encodings)
                told = {"file_name": file.name, "problem": unreadable.problem, "form": again}
                told["encodings"] = unreadable.encodings
                return Shown(UPLOAD, {**context, **told})
            except Refused as refused:
                return Shown(UPLOAD, {**context, "refused": str(refused)}, BUSY)
            return Led(address_of(made))

        return answered(request, self._frame(request), work, is_large(file.name, len(data)))

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Carry out the plan that was confirmed, if the file still does the same: all of it or nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        signed = request.POST.get("ticket", "")
        try:
            ticket = Ticket.read(signed, request.user)
        except SignatureExpired:
            messages.error(request, _("This plan was shown too long ago. Look at it again, then confirm it."))
            return redirect("admin:skillmatrix_import_change", Ticket.read_late(signed, request.user).pk)
        except BadSignature:
            messages.error(
                request, _("This confirmation is not one that you were given here. Open the import again.")
            )
            return redirect("admin:skillmatrix_import_changelist")
        import_ = opened_to_act(request, ticket.pk)
        around, why = frame(self.admin_site, request, import_), WhyForm(request.POST)
        work = partial(confirmed, request, import_, ticket, why)
        return answered(request, around, work, takes_long(import_))

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        """What surrounds the form for a file."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import a spreadsheet"),
            "crumb": _("Import"),
            "may_list": True,
        }

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
            name = _file_name(chosen, form.cleaned_data["role"])
            answer["Content-Disposition"] = content_disposition_header(True, name)
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


def _file_name(chosen: Sheet, role: Role | None) -> str:
    """What an exported file is called: by its layout, perhaps its role, and the day."""
    day = f"{timezone.localdate():%Y-%m-%d}"
    parts = ["skillmatrix", chosen.stem, *([role.slug] if role else []), day]
    return f"{'-'.join(parts)}.{chosen.extension}"
