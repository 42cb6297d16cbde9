"""Classes as they travel to the browser."""

import pytest

from citeoscope.maps.classes import PACKED, pack


@pytest.mark.parametrize("classes", ["", "0", "01s", "....", "012345s.m" * 3])
def test_two_classes_travel_in_one_character(classes):
    symbols, packed = pack(classes)
    n = len(symbols)
    read = "".join(symbols[PACKED.index(c) // n] + symbols[PACKED.index(c) % n] for c in packed) if n else packed
    assert read[: len(classes)] == classes
    assert len(packed) <= max(1, (len(classes) + 1) // 2)


def test_too_many_classes_travel_as_they_are():
    classes = "012345678smna."
    assert pack(classes) == ("", classes)
