from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SkillmatrixConfig(AppConfig):
    default = True
    name = "skillmatrix"
    verbose_name = _("Framework")

    def ready(self) -> None:
        pre_migrate.connect(_stop_recording, sender=self, dispatch_uid="skillmatrix: triggers out")
        post_migrate.connect(_start_recording, sender=self, dispatch_uid="skillmatrix: triggers in")
        post_migrate.connect(_make_groups, sender=self, dispatch_uid="skillmatrix: groups")


class EditorsAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our own start page."""

    default = False
    default_site = "skillmatrix.admin.site.EditorsSite"

    def ready(self) -> None:
        # The site's class lives in the package that registers with it. Asked for first, the site would
        # be made twice, and one of the two would stay empty.
        import_module("skillmatrix.admin")
        super().ready()


def _stop_recording(sender: AppConfig, **kwargs: Any) -> None:
    from skillmatrix.recording.installing import before_migrating  # needs the models, as below

    before_migrating(sender, **kwargs)


def _start_recording(sender: AppConfig, **kwargs: Any) -> None:
    from skillmatrix.recording.installing import after_migrating

    after_migrating(sender, **kwargs)


def _make_groups(sender: AppConfig, **kwargs: Any) -> None:
    from skillmatrix.admin.rights import make_groups  # needs the models, which are not loaded yet here

    make_groups(sender, **kwargs)
