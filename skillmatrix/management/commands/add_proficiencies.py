"""Add the default four proficiencies to a framework that has none."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from skillmatrix.applying import Refused, apply
from skillmatrix.models import Operation
from skillmatrix.planning import default_proficiencies
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Table, enumerated


class Command(BaseCommand):
    help = "Add the default four proficiencies: Awareness, Working, Advanced and Expert."

    def handle(self, *args: Any, **options: Any) -> None:
        framework = present()
        plan = default_proficiencies(framework)
        if not plan.changes:
            names = enumerated(values["name"] for values in framework[Table.PROFICIENCY].values())
            self.stdout.write(
                _("There are proficiencies already: %(names)s. Nothing is added.") % {"names": names}
            )
            return
        try:
            apply(plan, Cause(Operation.Kind.COMMAND, source="add_proficiencies"))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        names = enumerated(change.label for change in plan.changes)
        self.stdout.write(self.style.SUCCESS(_("Added: %(names)s.") % {"names": names}))
