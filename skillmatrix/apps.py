from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillmatrixConfig(AppConfig):
    name = "skillmatrix"
    verbose_name = _("Framework")
