"""Proportional symbols: counts as discs whose area tells the figure. Pure.

A count is not coloured over a territory: a wide commune would look as if it held more than a dense one. Its disc has an
area in proportion to the figure. Flannery's correction, which swells large discs because readers underestimate them
(J. J. Flannery, 1971, *The Canadian Cartographer* 8), is not applied: it holds for an average reader only, no legend
could say what it did, and two discs side by side would no longer add up to the one of their sum.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.maps.breaks import Figures, Floats, rounded
from citeoscope.maps.classes import PACKED
from citeoscope.numbers import format_number

LARGEST_RADIUS: Final = 32.0
"""In pixels: a tenth of the width of a telephone, so that the largest disc hides no more than its surroundings."""
LEAST_RADIUS: Final = 1.0
"""In pixels: a smaller disc would not be seen. Figures under `DiscScale.least` share this dot: the legend says so."""
ALPHABET: Final = PACKED[:64]
LEVELS: Final = 2047
"""Even steps of a radius: half as many weigh a fifth less once compressed, and no eye sees the difference."""
SIZES: Final = 3


@dataclass(frozen=True, slots=True)
class DiscScale:
    """What a disc of each size stands for.

    Attributes
    ----------
    largest
        Figure of the disc of `LARGEST_RADIUS`; 0 when no figure is above zero.
    decimals
        Digits after the comma of the figures.
    """

    largest: float
    decimals: int = 0

    def radii(self, values: Figures) -> Floats:
        """Return the radius of each figure, in proportion to its square root.

        Parameters
        ----------
        values
            Figures, not above `largest`; NaN where there is none.

        Returns
        -------
        numpy.ndarray
            In pixels; NaN stays NaN, and a zero has radius 0. The least radius is not applied.
        """
        shares = rounded(values, self.decimals) / (self.largest or 1.0)
        return np.asarray(LARGEST_RADIUS * np.sqrt(shares), dtype=np.float64)

    @property
    def least(self) -> float:
        """Figure of a disc of `LEAST_RADIUS`."""
        return self.largest * (LEAST_RADIUS / LARGEST_RADIUS) ** 2

    @property
    def sizes(self) -> tuple[float, ...]:
        """Up to three round figures for a legend, from the largest: 1, 2 or 5 times a power of ten."""
        if self.largest <= 0:
            return ()
        step = 10.0**-self.decimals
        top = math.floor(math.log10(self.largest))
        series = [
            float(rounded(multiple * 10.0**power, max(self.decimals, 0)))
            for power in range(top, top - SIZES - 1, -1)
            for multiple in (5, 2, 1)
            if step * 0.999 <= multiple * 10.0**power <= self.largest * 1.000_001
        ]
        # Every other one tells more apart; a small count has too few of them to skip any.
        return tuple(series[::2][:SIZES] if len(series) >= 2 * SIZES - 1 else series[:SIZES])


def disc_scale(values: Figures, decimals: int = 0) -> DiscScale:
    """Return the scale on which the largest figure has the largest disc.

    Parameters
    ----------
    values
        Figures to draw, or those of a wider reference, or of several years end to end; NaN where there is none.
    decimals
        Digits after the comma of the figures.

    Returns
    -------
    DiscScale

    Raises
    ------
    MapError
        A figure is negative: no disc has a negative area.
    """
    figures = rounded(values, decimals)
    known = figures[np.isfinite(figures)]
    negative = known[known < 0]
    if negative.size:
        example = format_number(float(negative.min()), decimals)
        raise MapError(
            say(
                "Un disque n’a pas d’aire négative : {size} des chiffres sont sous zéro, jusqu’à "
                "{example}. Dessinez un écart en classes de couleur de part et d’autre de zéro.",
                size=format_number(negative.size),
                example=example,
            )
        )
    return DiscScale(float(known.max(initial=0.0)), decimals)


def encode_sizes(values: Figures, scale: DiscScale) -> str:
    """Write the radius of each disc in two characters.

    Parameters
    ----------
    values
        Figures above zero only, in the order of the territories.
    scale
        From `disc_scale`, on these figures or more.

    Returns
    -------
    str
        Two characters of `ALPHABET` per figure, the first of all then the second of all, which compress better than
        side by side: the rank of its radius among 2,047 even steps, from 1. A radius is then true to 0.008 pixel, and
        the area of a disc of 5 pixels to 0.4 %; figures under `least` stay under the least radius, the others do not.

    Raises
    ------
    MapError
        A figure is above the scale: its disc would be larger than the legend says.
    """
    figures = rounded(values, scale.decimals)
    if figures.size and figures.max() > scale.largest:
        over = format_number(float(figures.max()), scale.decimals)
        ceiling = format_number(scale.largest, scale.decimals)
        raise MapError(
            say(
                "{over} dépasse l’échelle des disques, qui va jusqu’à {ceiling} : élargissez-la.",
                over=over,
                ceiling=ceiling,
            )
        )
    ranks = np.rint(LEVELS * scale.radii(figures) / LARGEST_RADIUS).astype(np.int64).clip(1, LEVELS)
    first = math.ceil(LEVELS * LEAST_RADIUS / LARGEST_RADIUS)
    ranks = np.where(figures < scale.least, ranks.clip(max=first - 1), ranks.clip(min=first))
    letters: npt.NDArray[np.str_] = np.array(list(ALPHABET))
    return "".join([*letters[ranks // len(ALPHABET)], *letters[ranks % len(ALPHABET)]])


def decode_sizes(sizes: str) -> Floats:
    """Read the radius of each disc, as the browser does.

    Parameters
    ----------
    sizes
        From `encode_sizes`.

    Returns
    -------
    numpy.ndarray
        In pixels, one per disc.
    """
    letters = np.array([ALPHABET.index(letter) for letter in sizes], dtype=np.float64).reshape(2, -1)
    return np.asarray((letters[0] * len(ALPHABET) + letters[1]) * LARGEST_RADIUS / LEVELS, dtype=np.float64)
