"""Who may see, discuss and apply which import.

Who may import sees their own; who may view imports sees all, and with the right to import may do all that
their owners may; who may review opens any of them by its link. To everybody else an import is not there.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from skillmatrix.models import Import
from skillmatrix.text import is_number


def may_import(person: Any) -> bool:
    return bool(person.has_perm("skillmatrix.import_expectation"))


def sees_all(person: Any) -> bool:
    return bool(person.has_perm("skillmatrix.view_import"))


def may_list(person: Any) -> bool:
    return may_import(person) or sees_all(person)


def may_open_any(person: Any) -> bool:
    return sees_all(person) or bool(person.has_perm("skillmatrix.review_import"))


def listed(person: Any) -> QuerySet[Import]:
    """The imports that a list shows somebody who may see the list."""
    found = Import.objects.all()
    return found if sees_all(person) else found.filter(person=person.pk)


def opened(request: HttpRequest, pk: int | str) -> Import:
    """An import that this person may open. Raises Http404 where it is not theirs to see, as where it is gone.

    Raises PermissionDenied for those who have nothing to do with imports at all.
    """
    person = request.user
    if not (may_list(person) or may_open_any(person)):
        raise PermissionDenied
    found = Import.objects.all() if may_open_any(person) else listed(person)
    import_ = found.filter(pk=pk).first() if is_number(str(pk)) else None
    if import_ is None:
        raise Http404
    return import_


def may_act(person: Any, import_: Import) -> bool:
    """Whether somebody may apply and discard it, and say how it is meant."""
    return may_import(person) and (sees_all(person) or import_.person_id == person.pk)


def may_have_file(person: Any, import_: Import) -> bool:
    return sees_all(person) or may_act(person, import_)


def opened_to_act(request: HttpRequest, pk: int | str) -> Import:
    """As `opened`, and PermissionDenied where this person may only read it."""
    import_ = opened(request, pk)
    if not may_act(request.user, import_):
        raise PermissionDenied
    return import_
