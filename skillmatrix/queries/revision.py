"""Reading in several queries as if in one: the framework's revision is read first and last."""

from collections.abc import Callable
from functools import wraps

from skillmatrix.models import Revision

_TRIES = 5


def revision() -> int:
    """The number that every change of the framework raises."""
    return Revision.objects.values_list("number", flat=True).first() or 0


def steady[**P, T](read: Callable[P, T]) -> Callable[P, T]:
    """`read`, begun anew where the framework changed while it read.

    After five tries, which takes somebody who writes all the time, the last reading stands. Also an
    exception of `read`, such as a row that is not there, holds only if nothing moved meanwhile.
    """

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        for _try in range(_TRIES - 1):
            before = revision()
            try:
                result = read(*args, **kwargs)
            except Exception:
                if revision() == before:
                    raise
            else:
                if revision() == before:
                    return result
        return read(*args, **kwargs)

    return reading
