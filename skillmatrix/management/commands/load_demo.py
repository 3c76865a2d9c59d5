"""Fill an empty framework with the demo's, and add the demo accounts."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from skillmatrix import demo, planning
from skillmatrix.admin.rights import HR_EDITORS
from skillmatrix.applying import Refused, apply
from skillmatrix.exchange.reading import read_path
from skillmatrix.management.reporting import counted, refusal
from skillmatrix.models import Operation, Organisation, User
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Present, Table


class Command(BaseCommand):
    help = (
        "Load the demo framework into an empty one and, where DEBUG is on, add the demo accounts. "
        "Can be run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        framework = present()
        if any(framework[table] for table in Table if table is not Table.PROFICIENCY):
            self.stdout.write(
                _("The framework has rows already. They are kept, and the demo's are not loaded.")
            )
        else:
            self._load(framework)
            if not Organisation.objects.exists():
                Organisation.objects.create(pk=1, **demo.ORGANISATION)
        if settings.DEBUG:
            self._add_accounts()
        else:
            self.stdout.write(_("Demo accounts are added only where DEBUG is on."))

    def _load(self, framework: Present) -> None:
        plan = planning.plan(read_path(demo.FRAMEWORK), framework)
        if plan.problems:
            raise CommandError(refusal(plan.problems))
        try:
            apply(plan, Cause(Operation.Kind.COMMAND, source="load_demo"))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(self.style.SUCCESS(_("The demo framework is loaded.")))
        for line in counted(plan):
            self.stdout.write(line)

    def _add_accounts(self) -> None:
        editors, _new = Group.objects.get_or_create(name=HR_EDITORS)
        self.stdout.write(_("Demo accounts, for as long as DEBUG is on:"))
        for username, password in demo.DEMO_PASSWORDS.items():
            user, _is_new = User.objects.get_or_create(
                username=username,
                defaults={
                    "is_demo": True,
                    "is_staff": username == "hr",
                    "password": make_password(None),
                },
            )
            if not user.is_demo:
                message = _("An account “%(name)s” of your own exists already. It is kept as it is.")
                self.stdout.write(f"  {message % {'name': username}}")
                continue
            if user.is_staff:
                user.groups.add(editors)
            self.stdout.write(
                _("  %(name)s with the password %(password)s") % {"name": username, "password": password}
            )
