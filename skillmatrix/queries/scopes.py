"""What lies within a scope, as filters, and of single rows; and what its domains and families are called."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Model, Q

from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)
from skillmatrix.scopes import Scope


class Way(NamedTuple):
    """How a row leads to the slug of its domain and of its role family; "" where it has none."""

    domain: str = ""
    family: str = ""


_WAYS: Mapping[type[Model], Way] = {
    Domain: Way(domain="slug"),
    SkillGroup: Way(domain="domain__slug"),
    Skill: Way(domain="domain__slug"),
    RoleFamily: Way(family="slug"),
    Role: Way(family="family__slug"),
    RoleLevel: Way(family="role__family__slug"),
    SideStep: Way(family="origin__role__family__slug"),
    Expectation: Way("skill__domain__slug", "role__family__slug"),
    Feedback: Way("skill__domain__slug", "role__family__slug"),
}
_CHOICES: Mapping[tuple[type[Model], str], type[Model]] = {
    (SkillGroup, "domain"): Domain,
    (Skill, "domain"): Domain,
    (Skill, "group"): SkillGroup,
    (Role, "family"): RoleFamily,
    (RoleLevel, "role"): Role,
    (Expectation, "skill"): Skill,
    (Expectation, "role"): Role,
}
_NOWHERE = Way()
_NONE = Q(pk__in=[])


def within(model: type[Model], scope: Scope) -> Q:
    """The rows of `model` that lie within `scope`."""
    if scope.domains is None or scope.families is None:
        return Q()
    way = _WAYS.get(model, _NOWHERE)
    found = _NONE
    if way.domain:
        found |= Q(**{f"{way.domain}__in": scope.domains})
    if way.family:
        found |= Q(**{f"{way.family}__in": scope.families})
    return found


def holds(scope: Scope, row: Model) -> bool:
    """Whether a row, as it is in memory, lies within `scope`."""
    if not scope.is_limited:
        return True
    way = _WAYS.get(type(row), _NOWHERE)
    return bool(
        (way.domain and scope.has_domain(_follow(row, way.domain)))
        or (way.family and scope.has_family(_follow(row, way.family)))
    )


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def reaches(scope: Scope, model: type[Model]) -> bool:
    """Whether any row of `model` could lie within `scope`, one that is there or a new one."""
    way = _WAYS.get(model, _NOWHERE)
    return not scope.is_limited or bool((way.domain and scope.domains) or (way.family and scope.families))


def may_grow(scope: Scope, model: type[Model]) -> bool:
    """Whether a new row of `model` could lie within `scope`: a new domain or family is on no list."""
    return reaches(scope, model) and not (scope.is_limited and model in (Domain, RoleFamily))


def offered(model: type[Model], field: str, scope: Scope) -> Q:
    """What a person may choose in a field of a form, as far as the choice can be valid.

    An expectation lies within by its skill or by its role, so where the other one may be anyone's own,
    everything is offered.
    """
    choice = _CHOICES.get((model, field))
    other = scope.families if field == "skill" else scope.domains
    return Q() if choice is None or (model is Expectation and other) else within(choice, scope)


def names(scope: Scope) -> list[str]:
    """What the domains and the role families of a limited scope are called."""
    domains = Domain.objects.filter(slug__in=scope.domains or ())
    families = RoleFamily.objects.filter(slug__in=scope.families or ())
    return [*domains.values_list("name", flat=True), *families.values_list("name", flat=True)]
