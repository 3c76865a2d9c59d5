"""The pages that delete rows of the framework, one or several: by a plan, and nothing but what was shown."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import actions, helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.limits import narrowed_limits, without_limits
from skillmatrix.admin.merging import CONFLICT
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import apply_within, hold_plan
from skillmatrix.admin.uses import Use, protecting_uses, refusals
from skillmatrix.admin.words import counted
from skillmatrix.applying import Refused
from skillmatrix.models import Operation
from skillmatrix.planning import deletion
from skillmatrix.plans import Plan
from skillmatrix.queries.framework import key_of, present, table_of

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows that a page showed before it deletes them: by key, what each is called and a digest of it."""

    rows: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, plan: Plan) -> "Seen":
        return cls(
            {
                json.dumps([change.table.value, change.key]): (
                    capfirst(str(change)),
                    hashlib.sha256(json.dumps(change.old).encode()).hexdigest()[:16],
                )
                for change in plan.changes
            }
        )

    @classmethod
    def read(cls, sent: str) -> "Seen":
        """What a page sent back; nothing was seen where that is missing or forged."""
        try:
            return cls({key: (str(label), str(digest)) for key, (label, digest) in json.loads(sent).items()})
        except (AttributeError, RecursionError, TypeError, ValueError):
            return cls({})

    def __str__(self) -> str:
        return json.dumps(dict(self.rows), ensure_ascii=False)

    def news(self, now: "Seen") -> Iterator[str]:
        """What is other than it was seen, a sentence a row."""
        for key, (label, digest) in now.rows.items():
            if key not in self.rows:
                yield gettext("%(row)s would be deleted, too.") % {"row": label}
            elif self.rows[key][1] != digest:
                yield gettext("%(row)s was changed.") % {"row": label}
        for key, (label, _digest) in self.rows.items():
            if key not in now.rows:
                yield gettext("%(row)s is no longer there.") % {"row": label}


@dataclass(slots=True)
class Deletion:
    """The rows that somebody wants to delete, what speaks against it, and what a confirmation did."""

    admin: "DeletedByPlan"
    request: HttpRequest
    rows: Sequence[Any]
    told: Sequence[str] = ()

    def plan(self) -> Plan:
        before, keys = present(), [key_of(row) for row in self.rows]
        return hold_plan(self.request, deletion(before, table_of(self.admin.model), keys), before)

    def carried_out(self) -> dict[str, Any] | None:
        """None once the rows are deleted; otherwise what the page that asks, or refuses, shows."""
        listed, counts, lacking, refused = self.admin.get_deleted_objects(self.rows, self.request)
        plan = Plan() if refused else self.plan()
        refused = refused or [str(problem) for problem in plan.problems]
        is_confirmed = bool(self.request.POST.get("post"))
        why = WhyForm(self.request.POST if is_confirmed else None)
        if is_confirmed and not refused:
            if lacking:
                raise PermissionDenied
            if self._is_done(plan, why):
                return None
            plan = self.plan()
        return {
            "deleted_objects": listed,
            "model_count": dict(counts).items(),
            "perms_lacking": lacking,
            "narrowed": [] if refused else narrowed_limits(self.rows),
            "protected": refused,
            "seen": Seen.of(plan),
            "why": why,
            "told": self.told,
        }

    def _is_done(self, plan: Plan, why: WhyForm) -> bool:
        seen = Seen.read(self.request.POST.get("seen", ""))
        self.told = list(seen.news(Seen.of(plan))) if seen.rows else []
        if self.told or not seen.rows or not why.is_valid():
            return False
        try:
            apply_within(self.request, plan, why.cause(Operation.Kind.DELETE, self.request))
        except Refused as refused:
            self.told = [str(refused)]
            return False
        return True


class DeletedByPlan(admin.ModelAdmin):
    """Deletes rows of the framework, one on its own page or several from the list."""

    actions = ("delete_selected",)
    delete_confirmation_max_display = 20

    def uses(self, rows: Sequence[Any]) -> list[Use]:
        """What relies on these rows, so that they can't be deleted."""
        return protecting_uses(rows)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        told = refusals(self.uses(list(objs)))
        if told:
            return [], {}, set(), told
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return *without_limits(listed, counts), lacking, protected

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        if row is None:
            led: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
            return led
        shown = Deletion(self, request, [row]).carried_out()
        if shown is None:
            return self.response_delete(request, str(row), row.pk)
        context = {**self._page(request, shown, [row]), "object": row, **(extra_context or {})}
        page = self.render_delete_form(request, context)
        page.status_code = CONFLICT if shown["told"] else page.status_code
        return page

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset[: MOST_AT_ONCE + 1])
        if len(rows) > MOST_AT_ONCE:
            _tell_that_there_are_too_many(self, request)
            return None
        if not rows:
            _tell_that_they_are_gone(self, request)
            return None
        shown = Deletion(self, request, rows).carried_out()
        if shown is None:
            done = gettext("Deleted: %(what)s.") % {"what": counted(self.model, len(rows))}
            self.message_user(request, done, messages.SUCCESS)
            return None
        context = {**self._page(request, shown, rows), "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME}
        template = "admin/delete_selected_confirmation.html"
        return TemplateResponse(request, template, context, status=CONFLICT if shown["told"] else 200)

    def _page(self, request: HttpRequest, shown: dict[str, Any], rows: Sequence[Any]) -> dict[str, Any]:
        name = self.opts.verbose_name if len(rows) == 1 else self.opts.verbose_name_plural
        is_refused = shown["protected"] or shown["perms_lacking"]
        title = gettext("Cannot delete %(name)s") if is_refused else gettext("Delete %(name)s?")
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            **shown,
            "title": title % {"name": name},
            "subtitle": None,
            "rows": rows,
            "objects_name": name,
            "object_name": name,
            "delete_confirmation_max_display": self.delete_confirmation_max_display,
            "opts": self.opts,
            "app_label": self.opts.app_label,
            "preserved_filters": self.get_preserved_filters(request),
            "media": self.media,
        }


@admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
def delete_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    """Django's own action, all or nothing also where a row came into use since the page was shown."""
    if queryset.count() > MOST_AT_ONCE:
        _tell_that_there_are_too_many(modeladmin, request)
        return None
    if not queryset.exists():
        _tell_that_they_are_gone(modeladmin, request)
        return None
    try:
        with transaction.atomic():
            return actions.delete_selected(modeladmin, request, queryset)
    except (ProtectedError, RestrictedError):
        _tell_that_it_came_into_use(modeladmin, request)
        return None


def _tell_that_there_are_too_many(modeladmin: admin.ModelAdmin, request: HttpRequest) -> None:
    told = gettext("At most %(count)d rows can be deleted at once. Filter the list and select fewer.")
    modeladmin.message_user(request, told % {"count": MOST_AT_ONCE}, messages.ERROR)


def _tell_that_they_are_gone(modeladmin: admin.ModelAdmin, request: HttpRequest) -> None:
    told = gettext("Nothing was deleted: these rows are no longer there.")
    modeladmin.message_user(request, told, messages.WARNING)


def _tell_that_it_came_into_use(modeladmin: admin.ModelAdmin, request: HttpRequest) -> None:
    told = gettext(
        "Nothing was deleted: something has come to use it in the meantime. Try again to see what."
    )
    modeladmin.message_user(request, told, messages.ERROR)
