"""What an editor has said of headers: which column is which, kept for their next file that has them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import ValuesField


class SheetMapping(models.Model):
    """One header, by the fingerprint of its texts, and how one person means sheets below it.

    `meaning` is a `exchange.meaning.SheetMeaning` as JSON has it.
    """

    fingerprint = models.CharField(max_length=32)
    meaning = ValuesField(_("meaning"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "fingerprint"], name="mapping_per_person_and_header")
        ]

    def __str__(self) -> str:
        return self.fingerprint
