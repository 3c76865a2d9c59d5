"""End the drafts that nobody applied, and delete the files of imports that ended long ago."""

import argparse
import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix.applying import Refused
from skillmatrix.importing import expire

MOST_DAYS = 36_500


class Command(BaseCommand):
    help = (
        "Expire drafts of imports that are older than so many days, and delete the files of imports that "
        "ended earlier. Receipts, comments and the history stay. Each upload does the same by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=days,
            default=settings.IMPORT_KEEP_DAYS,
            help="by default IMPORT_KEEP_DAYS, which is %(default)s here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            drafts, files = expire(timezone.now() - datetime.timedelta(days=options["days"]))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        told = ngettext("%(count)d draft expired.", "%(count)d drafts expired.", drafts)
        self.stdout.write(told % {"count": drafts})
        told = ngettext("%(count)d file deleted.", "%(count)d files deleted.", files)
        self.stdout.write(told % {"count": files})


def days(text: str) -> int:
    """Raises ArgumentTypeError for what is no number of days that a date can lie back."""
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(
            _("a whole number from 0 to %(most)d, not “%(said)s”") % {"most": MOST_DAYS, "said": text}
        )
    return int(text)
