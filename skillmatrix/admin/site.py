"""The editors' start page: models grouped as editors think of them, and what to do first."""

from functools import update_wrapper
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin import first_steps
from skillmatrix.admin.deletions import delete_selected
from skillmatrix.admin.merging import Merged
from skillmatrix.admin.scoping import OfferedChoices

_FRAMEWORK = (
    "Expectation",
    "Skill",
    "SkillGroup",
    "Domain",
    "Role",
    "RoleLevel",
    "RoleFamily",
    "Level",
    "Proficiency",
    "Import",
    "Change",
)
_GROUPS = (
    ("framework", _("Framework"), _FRAMEWORK),
    ("readers", _("Readers"), ("Feedback", "Organisation")),
    ("people", _("People"), ("User", "Group")),
)


class EditorsSite(admin.AdminSite):
    site_header = _("Skillmatrix")
    site_title = _("Skillmatrix")
    index_title = _("Editing")
    index_template = "admin/index.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._actions = {"delete_selected": delete_selected}
        self._global_actions = self._actions.copy()

    def get_urls(self) -> list[URLPattern | URLResolver]:
        add = self.admin_view(first_steps.add_proficiencies)
        return [path("first-steps/proficiencies/", add, name="add_proficiencies"), *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Who lost their last right while they had a form open keeps what they typed."""
        inner = super().admin_view(view, cacheable)
        page = getattr(view, "__self__", None)
        if not isinstance(page, Merged) or view.__name__ != "change_view":
            return inner

        def kept(request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
            is_late = request.user.is_authenticated and not self.has_permission(request)
            if is_late and "opened" in request.POST:
                return page.late_page(request, object_id)
            return cast(HttpResponse, inner(request, object_id, *args, **kwargs))

        return update_wrapper(kept, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form for whoever is not signed in; one who is and has no right here is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        if request.method == "HEAD" and self.has_permission(request):
            return redirect("admin:index")  # as GET is answered
        return super().login(request, extra_context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, OfferedChoices.as_view(admin_site=self)(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        start = first_steps.start(request.user)
        return super().index(request, {"start": start, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The models that this person may see, in our groups; what no group names comes last."""
        found = {
            model["object_name"]: model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
            if app_label in (None, model["model"]._meta.app_label)
        }
        if "Change" in found:
            found["Change"]["name"] = _("History")
        groups = [
            (label, name, [found.pop(kind) for kind in kinds if kind in found])
            for label, name, kinds in _GROUPS
        ]
        groups.append(("more", _("More"), list(found.values())))
        return [
            {
                "name": name,
                "app_label": label,
                "app_url": f"{reverse('admin:index')}#{label}",
                "has_module_perms": True,
                "models": models,
            }
            for label, name, models in groups
            if models
        ]
