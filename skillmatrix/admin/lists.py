"""What a list does with an address that nobody clicked together: it shows less, and never fails."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal


class EditorsList(ChangeList):
    """Beyond its own filters a list takes only values that a field has.

    Anything else, such as `__regex` or `__year`, takes values that a database may refuse when it is too
    late to answer as Django does: by the list without them.
    """

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            found: Any = super().get_filters(request)
        except DisallowedModelAdminLookup as error:
            raise IncorrectLookupParameters(error) from error
        for lookup in found[2]:
            if not self._is_exact(lookup):
                raise IncorrectLookupParameters(lookup)
        return found

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """No row has a NUL anywhere, and PostgreSQL refuses to look for one."""
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            self.root_queryset: QuerySet[Any] = self.root_queryset.none()
        found: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return found

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def _is_exact(self, lookup: str) -> bool:
        try:
            get_fields_from_path(self.model, lookup.removesuffix("__exact"))
        except (FieldDoesNotExist, NotRelationField):
            return False
        return True


def searched_words(term: str) -> Iterator[str]:
    """The words of a search; what stands in quotation marks is one."""
    for word in smart_split(term.replace("\0", "")):
        if word[0] in "\"'" and len(word) > 1 and word[0] == word[-1]:
            word = unescape_string_literal(word)
        yield word
