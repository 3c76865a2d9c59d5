"""Delete readers' reports whose time is over."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from skillmatrix.applying import Refused
from skillmatrix.management.commands.expire_imports import days
from skillmatrix.receiving import expire


class Command(BaseCommand):
    help = (
        "Delete readers' reports that were received so many days ago, with their answers and links, and what "
        "was noted of senders more than an hour ago. Each report that is sent, and each look at the list of "
        "reports, does the same by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=days,
            default=settings.FEEDBACK_KEEP_DAYS,
            help="by default FEEDBACK_KEEP_DAYS, which is %(default)s here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = expire(options["days"])
        except Refused as refused:
            raise CommandError(str(refused)) from None
        told = ngettext("%(count)d report deleted.", "%(count)d reports deleted.", count)
        self.stdout.write(told % {"count": count})
