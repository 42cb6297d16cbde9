"""The layers drawn on top of the map: places, stations, programmes and what people keep in local lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.language import enumerated, phrase, say
from citeoscope.layer_points import COLUMNS, READERS, fanned, placed
from citeoscope.places.listed import NATIONAL

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "star"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of points.

    Attributes
    ----------
    id
        As written in the URL.
    french, french_whole
        Names, said in the reader's language by `short` in the list of layers, and by `label` in full in the legend.
    color, shape
        How it is drawn: hexadecimal, readable on light and dark outlines; the shape tells it without the colour.
    datasets
        Datasets it may be drawn from, those that the store holds; see `Layer.sources`.
    fields
        What its points can be filtered by: ids as in the address, and French names to be said.
    local
        Whether it is drawn from the local lists too.
    """

    id: str
    french: str
    french_whole: str
    color: str
    shape: Shape
    datasets: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    local: bool = False

    @property
    def short(self) -> str:
        """Name as shown in the list of layers."""
        return say(self.french)

    @property
    def label(self) -> str:
        """Name as shown in full, in the legend."""
        return say(self.french_whole)

    def sources(self, atlas: Atlas) -> tuple[str, ...]:
        """Return the datasets that it is drawn from now."""
        return tuple(dataset for dataset in self.datasets if dataset in atlas.store.datasets)

    def source(self, atlas: Atlas) -> str:
        """Return what it is drawn from, in words: publishers and vintages, those late said so, and the local lists."""
        notes = [atlas.source(dataset) for dataset in self.sources(atlas)]
        said = [" · ".join(filter(None, (f"{note.publisher}, {note.vintage}", note.alert))) for note in notes]
        return enumerated(dict.fromkeys([*said, *([say("listes locales")] if self.local else [])]))


LAYERS: Final[dict[str, Layer]] = {
    layer.id: layer
    for layer in (
        Layer(
            "tiers_lieux",
            phrase("Tiers-lieux"),
            phrase("Tiers-lieux de toutes les listes"),
            "#d1495b",
            "circle",
            tuple(NATIONAL),
            {"type": phrase("Type"), "label": phrase("Label national")},
            local=True,
        ),
        Layer(
            "gares",
            phrase("Gares"),
            phrase("Gares et stations d’Île-de-France"),
            "#1d3557",
            "square",
            ("gares_idfm",),
            {"mode": phrase("Mode"), "ligne": phrase("Ligne")},
        ),
        Layer(
            "france_services",
            phrase("France services"),
            phrase("France services"),
            "#7b4fa3",
            "diamond",
            ("france_services",),
        ),
        Layer(
            "programmes",
            phrase("Programmes ANCT"),
            phrase("Programmes nationaux (ANCT)"),
            "#3f7d20",
            "triangle",
            ("programmes_anct",),
            {"programme": phrase("Programme")},
        ),
        Layer(
            "projets",
            phrase("Projets d’ici"),
            phrase("Projets des listes locales"),
            "#c2185b",
            "star",
            (),
            {"etape": phrase("Étape"), "theme": phrase("Thème"), "liste": phrase("Liste")},
            local=True,
        ),
        Layer(
            "evenements",
            phrase("Débats et événements"),
            phrase("Débats et événements des listes locales"),
            "#8c5a2b",
            "hexagon",
            (),
            {"type": phrase("Type"), "annee": phrase("Année"), "liste": phrase("Liste")},
            local=True,
        ),
    )
}

FORMER: Final[dict[str, tuple[str, ...]]] = {
    "fabriques": ("tiers_lieux",),
    "manufactures": ("tiers_lieux",),
    "initiatives": ("tiers_lieux", "projets", "evenements"),
}
"""Layers of older addresses, and those that hold their points now."""


def points(
    atlas: Atlas, layer: str, local: Path, *, kept: Mapping[str, list[str]] | None = None, fan: bool = True
) -> pd.DataFrame:
    """Return the points of a layer, ready to draw.

    Parameters
    ----------
    atlas
        The data.
    layer
        Layer id.
    local
        Folder of the local lists.
    kept
        Values kept of each filtered field, see `filters.of_layer`; everything when `None`.
    fan
        Whether points known by their commune alone are spread around its middle, so that a still picture shows each.

    Returns
    -------
    pandas.DataFrame
        `id, name, note, commune_code, latitude, longitude` (degrees, EPSG:4326), `source, date, url` (texts, maybe
        empty), `approximate` (whether the point only stands for its commune; the note says so), and each field of the
        layer as a tuple of values. A place that cannot be put anywhere is not in the frame.

    Raises
    ------
    StoreError
        A list cannot be read; the message names it.
    """
    drawn = placed(atlas, READERS[layer](atlas, local)).loc[:, [*COLUMNS, *LAYERS[layer].fields]]
    for name, values in (kept or {}).items():
        wanted = frozenset(values)
        drawn = drawn[[not wanted.isdisjoint(told) for told in drawn[name]]]
    return fanned(drawn) if fan else drawn
