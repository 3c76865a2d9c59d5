"""What reads wrong in the rows that a plan touches."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.plans import Action, Plan
from skillmatrix.remarks.kinds import Kind, Remark
from skillmatrix.rows import KEYS, Present, Table, Values

type _Key = tuple[str, ...]


class _Rung(NamedTuple):
    """One level of a skill of a role, as it would be; `touched` says whether the plan has to do with it."""

    key: _Key
    values: Values
    touched: bool


_SENTENCES: Mapping[Kind, Promise] = {
    Kind.NO_TEXT: _("%(subject)s · %(level)s is required and has no description."),
    Kind.FALLS: _("%(subject)s asks for %(deep)s at %(lower)s, but for %(shallow)s at %(higher)s."),
    Kind.SAME_TEXT: _("%(subject)s has the same text at %(levels)s."),
    Kind.OPTIONAL_AGAIN: _("%(subject)s is required at %(lower)s, but optional at %(higher)s."),
}


def warnings(plan: Plan, after: Present) -> Iterator[Remark]:
    """Of the expectations as they would be. Whole ladders are looked at; where none of the rows concerned is
    created or changed, not even by a new rank, nothing is said."""
    skills, roles, levels = (_names(after, table) for table in KEYS[Table.EXPECTATION])
    sentences = {kind: str(sentence) for kind, sentence in _SENTENCES.items()}
    depths = after.named(Table.PROFICIENCY)
    for (skill, role), ladder in _ladders(plan, after).items():
        yield from _Said(f"{skills[skill]} · {roles[role]}", levels, depths, sentences).of(ladder)


def _names(framework: Present, table: Table) -> dict[str, str]:
    return {slug: values["name"] for slug, values in framework.named(table).items()}


def _ladders(plan: Plan, after: Present) -> dict[_Key, list[_Rung]]:
    """The levels of each skill of each role that has a touched one, from the lowest up."""
    expectations = after.keyed(Table.EXPECTATION)
    touched = {change.key for change in plan.of(Table.EXPECTATION, Action.CREATE, Action.CHANGE)}
    levels, depths = _reranked(plan, Table.LEVEL), _reranked(plan, Table.PROFICIENCY)
    if levels or depths:
        touched |= {
            key for key, values in expectations.items() if key[2] in levels or values["proficiency"] in depths
        }
    concerned = {key[:2] for key in touched}
    ladders: dict[_Key, list[_Rung]] = {}
    for key, values in expectations.items():
        if key[:2] in concerned:
            ladders.setdefault(key[:2], []).append(_Rung(key, values, key in touched))
    ranks = {slug: values["rank"] for slug, values in after.named(Table.LEVEL).items()}
    for ladder in ladders.values():
        ladder.sort(key=lambda rung: ranks[rung.key[2]])
    return ladders


def _reranked(plan: Plan, table: Table) -> set[str]:
    return {str(change.key) for change in plan.of(table, Action.CHANGE) if change.touches("rank")}


class _Said(NamedTuple):
    """Words on one skill of one role: `subject` is what people call the two."""

    subject: str
    levels: Mapping[str, str]
    depths: Mapping[str, Values]
    sentences: Mapping[Kind, str]

    def of(self, ladder: list[_Rung]) -> Iterator[Remark]:
        for rung in ladder:
            if rung.touched and rung.values["required"] and not rung.values["description"]:
                yield self._remark(Kind.NO_TEXT, [rung], level=self._level(rung))
        yield from self._repeated(ladder)
        for lower, higher in pairwise(ladder):
            if (lower.touched or higher.touched) and lower.values["required"] > higher.values["required"]:
                yield self._step(Kind.OPTIONAL_AGAIN, lower, higher)
        for lower, higher in pairwise(rung for rung in ladder if rung.values["proficiency"]):
            deep, shallow = (self.depths[rung.values["proficiency"]] for rung in (lower, higher))
            if (lower.touched or higher.touched) and deep["rank"] > shallow["rank"]:
                yield self._step(Kind.FALLS, lower, higher, deep=deep["name"], shallow=shallow["name"])

    def _repeated(self, ladder: list[_Rung]) -> Iterator[Remark]:
        by_text: dict[str, list[_Rung]] = {}
        for rung in ladder:
            if text := rung.values["description"]:
                by_text.setdefault(" ".join(text.casefold().split()), []).append(rung)
        for rungs in by_text.values():
            if len(rungs) > 1 and any(rung.touched for rung in rungs):
                levels = get_text_list([self._level(rung) for rung in rungs], gettext("and"))
                yield self._remark(Kind.SAME_TEXT, rungs, levels=levels)

    def _step(self, kind: Kind, lower: _Rung, higher: _Rung, **about: str) -> Remark:
        levels = {"lower": self._level(lower), "higher": self._level(higher)}
        return self._remark(kind, [lower, higher], **levels, **about)

    def _remark(self, kind: Kind, rungs: Iterable[_Rung], **about: str) -> Remark:
        rows = tuple([(Table.EXPECTATION, rung.key) for rung in rungs])
        return Remark(kind, self.sentences[kind] % {"subject": self.subject, **about}, rows)

    def _level(self, rung: _Rung) -> str:
        return self.levels[rung.key[2]]
