"""Editors whose limit names what is to be deleted: what they will edit afterwards, told before it is done."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, ngettext

from skillmatrix.models import Domain, RoleFamily, User

_LISTS = {Domain: "domains", RoleFamily: "families"}
_THROUGH = (User.domains.through, User.families.through)


def narrowed_limits(rows: Sequence[Any]) -> list[str]:
    """A sentence for each person who is limited to one of `rows`, which are of one model."""
    listed = _LISTS.get(type(rows[0])) if rows else None
    if listed is None:
        return []
    people = User.objects.filter(**{f"{listed}__in": [row.pk for row in rows]}, is_limited=True)
    people = people.exclude(is_superuser=True).distinct().order_by("username")
    return [_told(person, rows) for person in people.prefetch_related("domains", "families")]


def _told(person: User, rows: Sequence[Any]) -> str:
    rest = [str(row) for row in (*person.domains.all(), *person.families.all()) if row not in rows]
    name = person.get_username()
    if rest:
        told = gettext("%(person)s will edit only %(rest)s afterwards.")
        return told % {"person": name, "rest": get_text_list(rest, gettext("and"))}
    if isinstance(rows[0], Domain):
        told = ngettext(
            "%(person)s edits only this domain, and will edit nothing afterwards.",
            "%(person)s edits only these domains, and will edit nothing afterwards.",
            len(rows),
        )
    else:
        told = ngettext(
            "%(person)s edits only this role family, and will edit nothing afterwards.",
            "%(person)s edits only these role families, and will edit nothing afterwards.",
            len(rows),
        )
    return told % {"person": name}


def without_limits(listed: Sequence[Any], counts: dict[Any, int]) -> tuple[list[Any], dict[Any, int]]:
    """What Django lists and counts of a deletion, without the rows that only hold a limit."""
    single = tuple(f"{capfirst(str(through._meta.verbose_name))}: " for through in _THROUGH)
    plural = {through._meta.verbose_name_plural for through in _THROUGH}
    return _without(listed, single), {name: count for name, count in counts.items() if name not in plural}


def _without(listed: Sequence[Any], starts: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for item in listed:
        if isinstance(item, list):
            if inner := _without(item, starts):
                found.append(inner)
        elif not str(item).startswith(starts):
            found.append(item)
    return found
