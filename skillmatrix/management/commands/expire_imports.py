"""End the drafts that nobody applied, and delete the files of imports that ended long ago."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import ngettext

from skillmatrix.importing import expire


class Command(BaseCommand):
    help = (
        "Expire drafts of imports that are older than so many days, and delete the files of imports that "
        "ended earlier. Receipts, comments and the history stay. Each upload does the same by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=settings.IMPORT_KEEP_DAYS,
            help="by default IMPORT_KEEP_DAYS, which is %(default)s here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        drafts, files = expire(timezone.now() - datetime.timedelta(days=options["days"]))
        told = ngettext("%(count)d draft expired.", "%(count)d drafts expired.", drafts)
        self.stdout.write(told % {"count": drafts})
        told = ngettext("%(count)d file deleted.", "%(count)d files deleted.", files)
        self.stdout.write(told % {"count": files})
