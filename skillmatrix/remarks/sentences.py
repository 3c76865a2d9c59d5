"""Sentences in numbers, by the table and field that they are about."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.utils.translation import ngettext_lazy

from skillmatrix.remarks.kinds import Kind
from skillmatrix.rows import Table

type Field = tuple[Table, str]


class Case(Enum):
    """What becomes of a field for which a file has an empty cell, or no column at all."""

    EMPTIED = "emptied"  # it loses its value
    NEW_BLANK = "new-blank"  # it is empty in a new row, and its cell is
    BLANK = "blank"  # an empty cell takes it to mean no
    NEW_ABSENT = "new-absent"  # it is empty in a new row, since there is no column
    ABSENT = "absent"  # it keeps its value, since there is no column
    KEPT = "kept"  # it keeps its value although its cell is empty

    @property
    def kind(self) -> Kind:
        return _KINDS[self]

    @property
    def sentences(self) -> Mapping[Field, Any]:
        """For which fields something is said, and what: a sentence with a `count`."""
        return _SENTENCES[self]


_KINDS = {
    Case.EMPTIED: Kind.EMPTIED,
    Case.NEW_BLANK: Kind.BLANK,
    Case.BLANK: Kind.BLANK,
    Case.NEW_ABSENT: Kind.ABSENT,
    Case.ABSENT: Kind.LEFT,
    Case.KEPT: Kind.KEPT,
}
_EMPTIED: Mapping[Field, Any] = {
    (Table.DOMAIN, "summary"): ngettext_lazy(
        "The summary of %(count)d domain would be emptied.",
        "The summaries of %(count)d domains would be emptied.",
        "count",
    ),
    (Table.SKILL, "domain"): ngettext_lazy(
        "%(count)d skill would be taken out of its domain.",
        "%(count)d skills would be taken out of their domains.",
        "count",
    ),
    (Table.SKILL, "group"): ngettext_lazy(
        "%(count)d skill would be taken out of its group.",
        "%(count)d skills would be taken out of their groups.",
        "count",
    ),
    (Table.SKILL, "summary"): ngettext_lazy(
        "The summary of %(count)d skill would be emptied.",
        "The summaries of %(count)d skills would be emptied.",
        "count",
    ),
    (Table.ROLE, "family"): ngettext_lazy(
        "%(count)d role would be taken out of its family.",
        "%(count)d roles would be taken out of their families.",
        "count",
    ),
    (Table.ROLE, "summary"): ngettext_lazy(
        "The summary of %(count)d role would be emptied.",
        "The summaries of %(count)d roles would be emptied.",
        "count",
    ),
    (Table.ROLE_LEVEL, "title"): ngettext_lazy(
        "The title of %(count)d level of a role would be emptied.",
        "The titles of %(count)d levels of roles would be emptied.",
        "count",
    ),
    (Table.ROLE_LEVEL, "focus"): ngettext_lazy(
        "The focus of %(count)d level of a role would be emptied.",
        "The focus of %(count)d levels of roles would be emptied.",
        "count",
    ),
    (Table.ROLE_LEVEL, "stack"): ngettext_lazy(
        "The technology stack of %(count)d level of a role would be emptied.",
        "The technology stacks of %(count)d levels of roles would be emptied.",
        "count",
    ),
    (Table.ROLE_LEVEL, "leads_to"): ngettext_lazy(
        "%(count)d level of a role would no longer lead anywhere.",
        "%(count)d levels of roles would no longer lead anywhere.",
        "count",
    ),
    (Table.EXPECTATION, "proficiency"): ngettext_lazy(
        "%(count)d expectation would lose its proficiency.",
        "%(count)d expectations would lose their proficiency.",
        "count",
    ),
    (Table.EXPECTATION, "description"): ngettext_lazy(
        "%(count)d description would be emptied.", "%(count)d descriptions would be emptied.", "count"
    ),
}
_NEW_ABSENT: Mapping[Field, Any] = {
    (Table.SKILL, "domain"): ngettext_lazy(
        "No column domain: %(count)d new skill would not be sorted into a domain.",
        "No column domain: %(count)d new skills would not be sorted into a domain.",
        "count",
    ),
    (Table.ROLE, "family"): ngettext_lazy(
        "No column family: %(count)d new role would be in no family.",
        "No column family: %(count)d new roles would be in no family.",
        "count",
    ),
    (Table.EXPECTATION, "proficiency"): ngettext_lazy(
        "No column proficiency: %(count)d new expectation would have none.",
        "No column proficiency: %(count)d new expectations would have none.",
        "count",
    ),
    (Table.EXPECTATION, "required"): ngettext_lazy(
        "No column says what is required: %(count)d new expectation would be optional.",
        "No column says what is required: %(count)d new expectations would be optional.",
        "count",
    ),
    (Table.EXPECTATION, "description"): ngettext_lazy(
        "No column description: %(count)d new expectation would have none.",
        "No column description: %(count)d new expectations would have none.",
        "count",
    ),
}
_ABSENT: Mapping[Field, Any] = {
    (Table.EXPECTATION, "proficiency"): ngettext_lazy(
        "No column proficiency: the proficiency of %(count)d expectation is left as it is.",
        "No column proficiency: the proficiencies of %(count)d expectations are left as they are.",
        "count",
    ),
    (Table.EXPECTATION, "required"): ngettext_lazy(
        "No column says what is required: %(count)d expectation stays required.",
        "No column says what is required: %(count)d expectations stay required.",
        "count",
    ),
    (Table.EXPECTATION, "description"): ngettext_lazy(
        "No column description: %(count)d description is left as it is.",
        "No column description: %(count)d descriptions are left as they are.",
        "count",
    ),
}
_NEW_BLANK: Mapping[Field, Any] = {
    (Table.EXPECTATION, "required"): ngettext_lazy(
        "%(count)d new expectation would be optional: its cell is empty, which means no.",
        "%(count)d new expectations would be optional: their cells are empty, which means no.",
        "count",
    ),
}
_BLANK: Mapping[Field, Any] = {
    (Table.EXPECTATION, "required"): ngettext_lazy(
        "%(count)d expectation would no longer be required: its cell is empty, which means no.",
        "%(count)d expectations would no longer be required: their cells are empty, which means no.",
        "count",
    ),
}
_SENTENCES: Mapping[Case, Mapping[Field, Any]] = {
    Case.EMPTIED: _EMPTIED,
    Case.NEW_BLANK: _NEW_BLANK,
    Case.BLANK: _BLANK,
    Case.NEW_ABSENT: _NEW_ABSENT,
    Case.ABSENT: _ABSENT,
    Case.KEPT: {},
}
