"""Bounds of classes as a person types them: `10 000 ; 20 000,5 ; 30 000 €`. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.numbers import format_number

EXAMPLE: Final = "10 000 ; 20 000 ; 30 000"
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNIT: Final = re.compile(r"(?<=\d)(?:€|%|hab\.?|ans?)$")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LONGEST: Final = 40


def read_bounds(text: str) -> tuple[float, ...]:
    """Read bounds.

    Parameters
    ----------
    text
        Numbers parted by semicolons or line ends, with a decimal comma or point, spaces between thousands, and their
        unit or not.

    Returns
    -------
    tuple[float, ...]
        In the order they were typed: `Classing` says whether they increase.

    Raises
    ------
    MapError
        Some are not numbers; the message quotes each of them and shows how to write them.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if not parts:
        raise MapError(say("Aucune borne. Écrivez par exemple {example}.", example=EXAMPLE))
    read = [_UNIT.sub("", _SPACES.sub("", part)).replace("\u2212", "-") for part in parts]
    wrong = [part[:_LONGEST] for part, number in zip(parts, read, strict=True) if not _NUMBER.fullmatch(number)]
    if wrong:
        said = ", ".join(say("«\u00a0{part}\u00a0»", part=part) for part in wrong)
        raise MapError(
            say(
                "Ce n’est pas un nombre : {said}. Séparez les bornes par « ; » : {example}.", said=said, example=EXAMPLE
            )
        )
    return tuple(float(number.replace(",", ".")) for number in read)


def write_bounds(bounds: Sequence[float], decimals: int) -> str:
    """Write bounds as `read_bounds` reads them."""
    return " ; ".join(format_number(bound, decimals) for bound in bounds)
