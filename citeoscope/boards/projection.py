"""From degrees to millimetres of paper: Lambert's equal-area projection around the middle of what is drawn. Pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

EARTH_RADIUS: Final = 6_371_007.2
"""In metres, of the sphere that has the area of the Earth: a length is true to 0.4 %."""

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a place stands on the paper.

    Attributes
    ----------
    longitude, latitude
        Of the middle, in degrees.
    metres
        Per millimetre of paper.
    x, y
        Of the middle on the paper, in millimetres from the top left corner of the map.
    """

    longitude: float
    latitude: float
    metres: float = 1000.0
    x: float = 0.0
    y: float = 0.0

    def __call__(self, degrees: Points) -> Points:
        """Return places on the paper.

        Parameters
        ----------
        degrees
            Longitude and latitude, one row per place (EPSG:4326).

        Returns
        -------
        numpy.ndarray
            Millimetres to the right and down, one row per place.
        """
        away = np.radians(degrees[:, 0] - self.longitude)
        north, middle = np.radians(degrees[:, 1]), np.radians(self.latitude)
        cosine = np.sin(middle) * np.sin(north) + np.cos(middle) * np.cos(north) * np.cos(away)
        stretch = EARTH_RADIUS * np.sqrt(2 / (1 + cosine)) / self.metres
        right = stretch * np.cos(north) * np.sin(away)
        up = stretch * (np.cos(middle) * np.sin(north) - np.sin(middle) * np.cos(north) * np.cos(away))
        return np.column_stack([self.x + right, self.y - up])


def fitted(degrees: Points, box: tuple[float, float, float, float], margin: float) -> Projection:
    """Return the projection that fits places in a box.

    Parameters
    ----------
    degrees
        Longitude and latitude of at least one place.
    box
        Left, top, width and height, in millimetres.
    margin
        Kept free on each side, in millimetres.

    Returns
    -------
    Projection
    """
    left, top, width, height = box
    (west, south), (east, north) = degrees.min(axis=0), degrees.max(axis=0)
    flat = Projection(float(west + east) / 2, float(south + north) / 2, metres=1.0)
    metres = flat(degrees)
    (x0, y0), (x1, y1) = metres.min(axis=0), metres.max(axis=0)
    scale = max((x1 - x0) / (width - 2 * margin), (y1 - y0) / (height - 2 * margin), 10.0)
    # Centred on what is drawn, not on its middle in degrees.
    return Projection(
        flat.longitude,
        flat.latitude,
        float(scale),
        float(left + width / 2 - (x0 + x1) / 2 / scale),
        float(top + height / 2 - (y0 + y1) / 2 / scale),
    )


def bar(metres: float, longest: float = 34.0) -> tuple[float, str]:
    """Return the scale bar of a map.

    Parameters
    ----------
    metres
        Per millimetre of paper.
    longest
        Millimetres it may take.

    Returns
    -------
    tuple[float, str]
        Its length in millimetres, and the round distance it stands for.
    """
    most = metres * longest
    power = 10.0 ** np.floor(np.log10(most))
    distance = float(max(multiple * power for multiple in (1, 2, 5) if multiple * power <= most))
    text = f"{distance / 1000:g}\u00a0km" if distance >= 1000 else f"{distance:g}\u00a0m"  # noqa: PLR2004 - a kilometre
    return distance / metres, text
