"""A cache for what holds written texts: one copy per language."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from citeoscope.language.spoken import Language, current

Given = ParamSpec("Given")
Kept = TypeVar("Kept")


def kept(maxsize: int) -> Callable[[Callable[Given, Kept]], Callable[Given, Kept]]:
    """Keep the last results of a function that writes texts, those of each language apart.

    Parameters
    ----------
    maxsize
        Results kept, all languages together.

    Returns
    -------
    Callable
        Decorator, as `functools.lru_cache`: arguments must be hashable, results are shared and must not be changed.
    """

    def decorate(function: Callable[Given, Kept]) -> Callable[Given, Kept]:
        @lru_cache(maxsize=maxsize)
        def remembered(_language: Language, *args: Given.args, **kwargs: Given.kwargs) -> Kept:
            return function(*args, **kwargs)

        @wraps(function)
        def told(*args: Given.args, **kwargs: Given.kwargs) -> Kept:
            return remembered(current(), *args, **kwargs)  # type: ignore[arg-type]

        told.cache_info = remembered.cache_info  # type: ignore[attr-defined]
        return told

    return decorate
