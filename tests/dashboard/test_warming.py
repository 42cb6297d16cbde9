"""What is read before anyone asks: the data there is, then the data that replaces it."""

import gc
import threading
import weakref

import pytest

from citeoscope.errors import StoreError
from dashboard.web import warming


@pytest.fixture(autouse=True)
def _together_again():
    yield
    gc.unfreeze()


def test_data_that_is_replaced_is_prepared_too_and_a_damaged_one_is_waited_out(monkeypatch):
    stopped, prepared = threading.Event(), []
    versions = iter(["monday", "monday", StoreError("illisible"), "tuesday", "tuesday"])

    def atlas():
        found = next(versions, None)
        if found is None:
            stopped.set()
            return prepared[-1]
        if isinstance(found, StoreError):
            raise found
        return found

    monkeypatch.setattr(warming, "atlas", atlas)
    monkeypatch.setattr(warming, "prepare", prepared.append)
    monkeypatch.setattr(warming, "EVERY", 0)
    warming.keep_warm(stopped)
    assert prepared == ["monday", "tuesday"]


def test_what_is_set_apart_is_no_longer_walked_and_what_was_thrown_away_since_is_freed():
    held = [[number] for number in range(10_000)]
    warming.set_apart()
    assert gc.get_freeze_count() > len(held)
    assert not any(one is held for one in gc.get_objects())

    class Ring:
        pass

    ring = Ring()
    ring.itself = ring
    freed = []
    weakref.finalize(ring, freed.append, "freed")
    warming.set_apart()
    del ring
    warming.set_apart()
    assert freed == ["freed"]
