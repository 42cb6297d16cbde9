"""Colours: one hue from light to dark, two hues that diverge, kinds that have no order, discs. Pure.

Lightness always moves one way along a ramp, so a map stays readable in grey and by colour-blind people; neither end is
near white or black, so it stays readable on a light and on a dark page. The two diverging hues are ochre and blue,
which no common form of colour blindness confuses; in grey their two sides look alike, and the legend tells them apart.
Kinds have seven colours at most, each of its own lightness: they stay different in grey. So do the nine colours of
two indicators crossed, which were searched for it: each axis darkens in steps, and no two cells look alike. What is
promised here is measured in `tests/citeoscope/maps/test_palettes.py`.
"""

from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from citeoscope.errors import MapError
from citeoscope.language import say

Hue = Literal["bleu", "vert", "prune"]

_RAMPS: Final[dict[str, tuple[str, ...]]] = {
    "bleu": ("#d3e3ee", "#9fc4db", "#639ec3", "#2f739f", "#12486f"),
    "vert": ("#d4e6d2", "#a4cca4", "#69ad7c", "#34835a", "#0f5740"),
    "prune": ("#e7d8e8", "#cbaed0", "#ac82b5", "#835391", "#562c66"),
}
_KINDS: Final = ("#5153a2", "#e2b293", "#89952f", "#a25b72", "#76a5f3", "#564619", "#b8dcfe")
_DISCS: Final[dict[str, str]] = {"bleu": "#3f80aa", "vert": "#3f8b61", "prune": "#976aa3"}
"""From the ramps, where a disc stands out by 3 to 1 from the land of a light page and of a dark one."""
_CROSSED: Final = (
    ("#cfdae5", "#d5b293", "#c8802e"),
    ("#86add6", "#888082", "#81512b"),
    ("#2677be", "#414f6c", "#412620"),
)
_OCHRE: Final = ("#efe3cb", "#dcb87a", "#b9803a", "#80501a")
_BLUE: Final = ("#d3e3ee", "#94bcd6", "#4488b3", "#164f78")

_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_ENCODING_KNEE: Final = 0.0031308
_DECODING_KNEE: Final = 0.04045


def sequential(k: int, hue: Hue = "bleu") -> tuple[str, ...]:
    """Return colours for figures that go from low to high.

    Parameters
    ----------
    k
        Number of classes, 0 to 9.
    hue
        `bleu`, `vert` or `prune`.

    Returns
    -------
    tuple[str, ...]
        Hexadecimal colours, lightest first; one class takes the middle of the ramp.

    Raises
    ------
    MapError
        Unknown hue.
    """
    return _ramp(_RAMPS[_known(hue)], [0.5] if k == 1 else np.linspace(0, 1, k).tolist())


def diverging(below: int, above: int) -> tuple[str, ...]:
    """Return colours for figures on both sides of a pivot.

    Parameters
    ----------
    below, above
        Number of classes under and over the pivot. Classes at the same distance from it have the same strength.

    Returns
    -------
    tuple[str, ...]
        Ochre for the lowest class, blue for the highest, pale near the pivot.
    """
    longest = max(below, above, 1)
    strengths = [(rank + 1) / longest for rank in range(longest)]
    low = _ramp(_OCHRE, strengths[:below])
    return (*low[::-1], *_ramp(_BLUE, strengths[:above]))


def palette(size: int, below: int = 0, hue: Hue = "bleu") -> tuple[str, ...]:
    """Return the colours of classes: diverging when some of them are under a pivot.

    Parameters
    ----------
    size
        Number of classes.
    below
        Number of them under the pivot, see `Breaks.below`.
    hue
        Of a sequence.

    Returns
    -------
    tuple[str, ...]
    """
    return diverging(below, size - below) if below else sequential(size, hue)


def categorical(k: int) -> tuple[str, ...]:
    """Return colours for kinds that have no order.

    Parameters
    ----------
    k
        Number of kinds, 0 to 7.

    Returns
    -------
    tuple[str, ...]
        Hexadecimal colours; the first ones stay the same when there are more kinds.

    Raises
    ------
    MapError
        There are more kinds than colours that can be told apart.
    """
    if not 0 <= k <= len(_KINDS):
        raise MapError(
            say(
                "{k} catégories : au plus {count} couleurs se distinguent. Regroupez les plus rares.",
                k=k,
                count=len(_KINDS),
            )
        )
    return _KINDS[:k]


def crossed_palette() -> tuple[str, ...]:
    """Return the nine colours of two indicators crossed: bluer as the first one rises, browner as the second one does.

    Returns
    -------
    tuple[str, ...]
        Hexadecimal colours in the order of the cells, see `crossing.py`: both low, then the second one rising.
    """
    return tuple(color for row in _CROSSED for color in row)


def disc_color(hue: Hue = "bleu") -> str:
    """Return the colour of discs.

    Parameters
    ----------
    hue
        `bleu`, `vert` or `prune`.

    Returns
    -------
    str
        Hexadecimal colour, readable on a light and on a dark page.

    Raises
    ------
    MapError
        Unknown hue.
    """
    return _DISCS[_known(hue)]


def lightness(color: str) -> float:
    """Return how light a colour looks, from 0 (black) to 1 (white)."""
    return float(_to_oklab([color])[0, 0])


def _known(hue: str) -> str:
    if hue not in get_args(Hue):
        raise MapError(say("Palette inconnue : « {hue} ». Palettes : {hues}.", hue=hue, hues=", ".join(get_args(Hue))))
    return hue


def _ramp(anchors: tuple[str, ...], at: list[float]) -> tuple[str, ...]:
    if not at:
        return ()
    lab = _to_oklab(anchors)
    places = np.linspace(0, 1, len(anchors))
    mixed = np.column_stack([np.interp(at, places, lab[:, axis]) for axis in range(3)])
    return _to_hex(mixed)


def _to_oklab(colors: "tuple[str, ...] | list[str]") -> npt.NDArray[np.float64]:
    # Mixing in OKLab keeps equal steps equal to the eye; mixing RGB would bunch the dark classes together.
    rgb = np.array([[int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)] for color in colors])
    linear = np.where(rgb <= _DECODING_KNEE, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T)


def _to_hex(lab: npt.NDArray[np.float64]) -> tuple[str, ...]:
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T
    linear = np.clip(linear, 0, 1)
    rgb = np.where(linear <= _ENCODING_KNEE, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return tuple("#" + "".join(f"{round(channel * 255):02x}" for channel in color) for color in rgb)
