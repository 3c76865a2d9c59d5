"""What editors have said of headers: which column is which, kept for the next file that has them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import ValuesField


class SheetMapping(models.Model):
    """One header, by the fingerprint of its texts, and how sheets below it are meant.

    `meaning` is a `exchange.meaning.SheetMeaning` as JSON has it.
    """

    fingerprint = models.CharField(max_length=32, unique=True)
    meaning = ValuesField(_("meaning"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        default_permissions = ()

    def __str__(self) -> str:
        return self.fingerprint
