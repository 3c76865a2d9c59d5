"""A sheet for a talk between two: what changes in the skills that were chosen, from one place to another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skillmatrix.comparing import Change
from skillmatrix.models import Skill
from skillmatrix.places import Place
from skillmatrix.queries import compare
from skillmatrix.queries.compare import Comparison
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.queries.pairs import Pair
from skillmatrix.queries.revision import steady

MOST_AT_ONCE = 40  # skills that one link puts on the sheet: more make no talk, and too long an address


@dataclass(frozen=True, slots=True)
class Choice:
    """A skill that may be talked about."""

    pair: Pair
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoicesOfDomain:
    """Those of one domain; without a domain, those that are not sorted yet."""

    domain: Name | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Skills that one link chooses: those that a change heads, or without one, all that ask for more."""

    change: Change | None
    skills: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return len(self.skills) <= MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class NextStep:
    """Everything on the page; `domains` is empty but for two places.

    `same` and `elsewhere` are skills that were asked for too and cannot stand on the sheet: they do not
    change, or neither place has them.
    """

    comparison: Comparison
    domains: tuple[ChoicesOfDomain, ...] = ()
    offers: tuple[Offer, ...] = ()
    same: tuple[Name, ...] = ()
    elsewhere: tuple[Name, ...] = ()

    @property
    def chosen(self) -> list[tuple[Name | None, Pair]]:
        """What stands on the sheet, each with its domain."""
        return [
            (domain.domain, choice.pair)
            for domain in self.domains
            for choice in domain.choices
            if choice.is_chosen
        ]


@steady
def page(start: Place | None, ends: Sequence[Place], skills: Sequence[str]) -> NextStep:
    """From `start` to the one of `ends`, with `skills` (slugs) on the sheet.

    It takes one query more than the comparison. Raises Unknown for a slug that names nothing.
    """
    asked = _named(skills)
    comparison = compare.page(start, ends)
    found = NextStep(comparison)
    if len(comparison.columns) != 2:
        return found
    domains = tuple(
        ChoicesOfDomain(
            domain.domain, tuple(Choice(pair, pair.skill.slug in asked) for pair in domain.changing)
        )
        for domain in comparison.domains
        if domain.changing
    )
    changed = [choice.pair for domain in domains for choice in domain.choices]
    same = {pair.skill.slug for domain in comparison.domains for pair in domain.same}
    there = same | {pair.skill.slug for pair in changed}
    return replace(
        found,
        domains=domains,
        offers=tuple(_offers(changed)),
        same=tuple(name for slug, name in asked.items() if slug in same),
        elsewhere=tuple(name for slug, name in asked.items() if slug not in there),
    )


def _named(slugs: Sequence[str]) -> dict[str, Name]:
    """The names of these skills in their order; raises Unknown for the first that there is none of."""
    asked = dict.fromkeys(slugs)
    known = {slug for slug in asked if "\0" not in slug}  # PostgreSQL takes no NUL
    rows = Skill.objects.filter(slug__in=known).values_list("slug", "name") if known else ()
    names = {slug: Name(slug, name) for slug, name in rows}
    for slug in asked:
        if slug not in names:
            raise Unknown("skill", slug)
    return {slug: names[slug] for slug in asked}


def _offers(changed: Sequence[Pair]) -> list[Offer]:
    """All that ask for more, then those that each change heads."""
    more = Offer(None, tuple(pair.skill.slug for pair in changed if pair.asks_more))
    headed = [
        Offer(change, tuple(pair.skill.slug for pair in changed if pair.differences[0].heading is change))
        for change in Change
    ]
    return [offer for offer in (more, *headed) if offer.skills]
