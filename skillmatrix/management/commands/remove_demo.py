"""Take the demo away again: its rows that nothing else relies on, its organisation and its accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix import demo, planning
from skillmatrix.applying import Refused, all_or_refused, apply
from skillmatrix.exchange.reading import read_path
from skillmatrix.management.reporting import counted, listed, refusal
from skillmatrix.models import Feedback, Operation, Organisation, User
from skillmatrix.plans import Action, Plan
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Table


class Command(BaseCommand):
    help = "Remove the demo's rows and accounts. Rows that others rely on stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--edited-too", action="store_true", help="remove rows that were edited since as well"
        )
        parser.add_argument(
            "--accounts-only",
            action="store_true",
            help="keep the framework as your own; remove the accounts and the demo's organisation",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan() if options["accounts_only"] else self._plan(edited_too=options["edited_too"])
        for line in counted(plan):
            self.stdout.write(line)
        reports = _reports(plan)
        if count := reports.count():
            message = ngettext(
                "%(count)d reader's report about these rows is deleted with them.",
                "%(count)d readers' reports about these rows are deleted with them.",
                count,
            )
            self.stdout.write(message % {"count": count})
        accounts = User.objects.filter(is_demo=True)
        names = ", ".join(sorted(user.username for user in accounts)) or _("none")
        self.stdout.write(_("Demo accounts to remove: %(names)s") % {"names": names})
        if options["dry_run"]:
            self.stdout.write(_("Nothing is written: this was a dry run."))
            return
        try:
            with all_or_refused():
                reports.delete()
                apply(plan, Cause(Operation.Kind.COMMAND, source="remove_demo"))
                accounts.delete()
                Organisation.objects.filter(**demo.ORGANISATION).delete()
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(self.style.SUCCESS(_("Removed.")))

    def _plan(self, *, edited_too: bool) -> Plan:
        """What to delete. Raises CommandError where that would delete somebody's edits."""
        wanted = read_path(demo.FRAMEWORK)
        if wanted.problems:
            raise CommandError(refusal(wanted.problems))
        framework = present()
        plan = planning.removal(framework, wanted)
        leaving = {(change.table, change.key) for change in plan.changes}
        edited = [
            str(change)
            for change in planning.plan(wanted, framework).changes
            if change.action is Action.CHANGE and (change.table, change.key) in leaving
        ]
        if edited and not edited_too:
            message = ngettext(
                "%(count)d row of the demo was edited since. Add --edited-too to remove it as well.",
                "%(count)d rows of the demo were edited since. Add --edited-too to remove them as well.",
                len(edited),
            )
            raise CommandError("\n".join([message % {"count": len(edited)}, *listed(edited, most=5)]))
        return plan


def _reports(plan: Plan) -> QuerySet[Feedback]:
    """The readers' reports that point at what goes."""

    def going(table: Table) -> list[Any]:
        return [change.key for change in plan.of(table, Action.DELETE)]

    return Feedback.objects.filter(
        Q(skill__slug__in=going(Table.SKILL))
        | Q(role__slug__in=going(Table.ROLE))
        | Q(level__slug__in=going(Table.LEVEL))
    )
