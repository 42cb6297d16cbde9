"""The methods that cut figures into classes: one row each, its French label beside what it does. Pure."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from citeoscope.language import phrase, say
from citeoscope.maps.breaks import Floats

Method = Literal[
    "quantiles", "equal_interval", "natural", "head_tail", "standard_deviation", "rounded", "manual"
]  # fmt: skip

SAMPLE: Final = 400
"""Natural breaks are searched among that many evenly spaced ranks: the exact search is quadratic."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to cut figures.

    Attributes
    ----------
    french
        Name, said in the reader's language by `label`.
    use
        What it does and when to use it, in one plain French sentence, said by `said`.
    cut
        From sorted figures, at least two of them different, and a number of classes (2 or more) to the cuts between
        them; cuts may lie outside the figures.
    exact
        Whether the cuts are kept as they are, even around an empty class: rounder, they would no longer be what the
        label says.
    whole
        Whether the cuts only mean something on all figures together, so that a pivot does not split them in two.
    """

    french: str
    use: str
    cut: Callable[[Floats, int], Sequence[float]]
    exact: bool = False
    whole: bool = False

    @property
    def label(self) -> str:
        """Name as shown."""
        return say(self.french)

    @property
    def said(self) -> str:
        """What it does and when to use it, as shown."""
        return say(self.use)


def successive_means(figures: Floats, k: int) -> Sequence[float]:
    """Cut at the mean, then at the mean of what is above it, and so on: for figures with a long tail."""
    cuts: list[float] = []
    above = figures
    while len(cuts) < k - 1 and np.unique(above).size > 1:
        cuts.append(float(above.mean()))
        above = above[above > cuts[-1]]
    return cuts


def _quantiles(figures: Floats, k: int) -> Sequence[float]:
    return np.quantile(figures, np.arange(1, k) / k).tolist()  # type: ignore[no-any-return]


def _equal_interval(figures: Floats, k: int) -> Sequence[float]:
    return np.linspace(figures[0], figures[-1], k + 1)[1:-1].tolist()  # type: ignore[no-any-return]


def _natural(figures: Floats, k: int) -> Sequence[float]:
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    ranks = np.unique(np.linspace(0, figures.size - 1, SAMPLE).astype(int))
    sample = figures[ranks]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it advises numba, which a few hundred figures do not need
        # The sample may hold fewer different figures than all of them do, and each class needs one.
        bins = mapclassify.FisherJenks(sample, k=min(k, np.unique(sample).size)).bins
    highs = np.asarray(bins[:-1], dtype=np.float64)
    # mapclassify's bounds close a class from above, ours open the next one: halfway to the next figure parts them too.
    after = figures[np.searchsorted(figures, highs, side="right")]
    return ((highs + after) / 2).tolist()  # type: ignore[no-any-return]


def _head_tail(figures: Floats, k: int) -> Sequence[float]:
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    return mapclassify.HeadTailBreaks(figures).bins[: k - 1].tolist()  # type: ignore[no-any-return]


def _standard_deviation(figures: Floats, k: int) -> Sequence[float]:
    """Cut every standard deviation from the mean: on it when `k` is even, half a deviation away when it is odd."""
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    multiples = [rank - (k - 2) / 2 for rank in range(k - 1)]
    return mapclassify.StdMean(figures, multiples=multiples).bins[: k - 1].tolist()  # type: ignore[no-any-return]


def _rounded(figures: Floats, k: int) -> Sequence[float]:
    """Cut at even steps of 1, 2 or 5 times a power of ten: the finest that give no more than `k` classes."""
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    # It takes the number of classes as a wish: one more or two may come out as no more than `k`.
    for wanted in range(k + 2, 1, -1):
        bins = mapclassify.PrettyBreaks(figures, k=wanted).bins
        inside = bins[(bins > figures[0]) & (bins <= figures[-1])]
        if inside.size < k:
            return inside.tolist()  # type: ignore[no-any-return]
    return []


def _chosen(_figures: Floats, _k: int) -> Sequence[float]:
    return []  # the bounds are the reader's own: see `Classing.manual`


METHODS: Final[dict[Method, Scheme]] = {
    "quantiles": Scheme(
        phrase("Effectifs égaux (quantiles)"),
        phrase(
            "À peu près autant de territoires dans chaque classe : convient presque toujours, montre les contrastes."
        ),
        _quantiles,
    ),
    "equal_interval": Scheme(
        phrase("Intervalles égaux"),
        phrase("Des tranches de même largeur : pour lire des écarts, quand les chiffres s’étalent sans extrême isolé."),
        _equal_interval,
        exact=True,
    ),
    "natural": Scheme(
        phrase("Seuils naturels (Fisher-Jenks)"),
        phrase("Des bornes là où les chiffres s’écartent : pour montrer des groupes qui existent vraiment."),
        _natural,
    ),
    "head_tail": Scheme(
        phrase("Moyennes emboîtées (head/tail)"),
        phrase(
            "Une borne à la moyenne, puis à celle de ce qui la dépasse : quand peu de territoires ont presque tout."
        ),
        _head_tail,
    ),
    "standard_deviation": Scheme(
        phrase("Écarts-types autour de la moyenne"),
        phrase(
            "Des bornes à égale distance de la moyenne : pour voir qui s’en éloigne, quand la plupart en sont proches."
        ),
        _standard_deviation,
        exact=True,
        whole=True,
    ),
    "rounded": Scheme(
        phrase("Bornes rondes"),
        phrase("Des bornes rondes et régulières : pour une légende facile à retenir et à citer."),
        _rounded,
        exact=True,
        whole=True,
    ),
    "manual": Scheme(
        phrase("Bornes choisies"),
        phrase(
            "Vos bornes, gardées d’un territoire et d’une année à l’autre : pour comparer, ou suivre un seuil officiel."
        ),
        _chosen,
        exact=True,
        whole=True,
    ),
}
LONG_TAIL: Final = Scheme(phrase("Moyennes successives"), "", successive_means)
"""Takes over from quantiles when most figures are alike: not offered by itself, head/tail is."""
