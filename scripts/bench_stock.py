"""Import a list the stock way, by django-import-export: `bench_stock.py FILE.csv [--dry-run]`.

A resource as one writes it by its documentation: a ModelResource with default settings, whose foreign keys
are found by name. It creates no skill, role, level or proficiency: these have to be there.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import tablib  # noqa: E402
from import_export.fields import Field  # noqa: E402
from import_export.resources import modelresource_factory  # noqa: E402
from import_export.widgets import ForeignKeyWidget  # noqa: E402

from skillmatrix.models import Expectation, Level, Proficiency, Role, Skill  # noqa: E402

KEY = ("skill", "role", "level")
REFERENCES = {"skill": Skill, "role": Role, "level": Level, "proficiency": Proficiency}


def main(path: Path, dry_run: bool) -> int:
    rows = tablib.Dataset().load(path.read_text(encoding="utf-8-sig"), format="csv")
    resource = modelresource_factory(
        Expectation,
        meta_options={"import_id_fields": KEY, "fields": (*REFERENCES, "required", "description")},
        custom_fields={
            name: Field(attribute=name, column_name=name, widget=ForeignKeyWidget(model, "name"))
            for name, model in REFERENCES.items()
        },
    )
    done = resource().import_data(rows, dry_run=dry_run)
    print(", ".join(f"{count:,} {outcome}" for outcome, count in done.totals.items() if count))
    return int(done.has_errors() or done.has_validation_errors())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--dry-run" in sys.argv))
