"""A cache for what holds written texts: one copy per language, written once however many ask for it at a time."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache, wraps
from threading import Lock, RLock
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
        Who asks for the same thing while it is written waits for it, instead of writing it too.
    """

    def decorate(function: Callable[Given, Kept]) -> Callable[Given, Kept]:
        @lru_cache(maxsize=maxsize)
        def remembered(_language: Language, *args: Given.args, **kwargs: Given.kwargs) -> Kept:
            return function(*args, **kwargs)

        asked = Asked()

        @wraps(function)
        def told(*args: Given.args, **kwargs: Given.kwargs) -> Kept:
            language = current()
            with asked.alone((language, args, *kwargs.items())):
                return remembered(language, *args, **kwargs)  # type: ignore[arg-type]

        told.cache_info = remembered.cache_info  # type: ignore[attr-defined]
        return told

    return decorate


class Asked:
    """What is being asked for, so that each thing is written by one thread at a time."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._asking: dict[Hashable, tuple[AbstractContextManager[bool], int]] = {}

    @contextmanager
    def alone(self, key: Hashable) -> Iterator[None]:
        """Hold a key: others who want it wait."""
        with self._guard:
            lock, asking = self._asking.get(key, (RLock(), 0))
            self._asking[key] = lock, asking + 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, asking = self._asking[key]
                if asking == 1:
                    del self._asking[key]
                else:
                    self._asking[key] = lock, asking - 1
