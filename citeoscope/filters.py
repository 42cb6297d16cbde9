"""What is kept of a layer of points: one frozen value per field, which round-trips to the address. Pure.

`tiers_lieux.type:coworking|fablab;gares.mode:métro` keeps the points that have one of the values of each field.
"""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from citeoscope.language import say
from citeoscope.layers import LAYERS

EXAMPLE: Final = "tiers_lieux.type:coworking|fablab"
MOST_VALUES: Final = 60
_MARKS: Final = {mark: f"%{ord(mark):02X}" for mark in "%|;"}


@dataclass(frozen=True, slots=True)
class LayerFilter:
    """The values that are kept of one field of a layer.

    Attributes
    ----------
    layer, field
        Ids, see `LAYERS`.
    values
        At least one; a point is kept when it has any of them.
    """

    layer: str
    field: str
    values: tuple[str, ...]


def write_filters(filters: Iterable[LayerFilter]) -> str:
    """Write filters as they stand in an address."""
    return ";".join(f"{one.layer}.{one.field}:{'|'.join(map(_escaped, one.values))}" for one in filters)


def read_filters(text: str) -> tuple[LayerFilter, ...]:
    """Read filters from an address.

    Parameters
    ----------
    text
        From `write_filters`, or from anyone.

    Returns
    -------
    tuple[LayerFilter, ...]
        One per field, in the order of the layers.

    Raises
    ------
    ValueError
        The text is no filter, or names an unknown layer or field; the message is in French.
    """
    kept: dict[tuple[str, str], tuple[str, ...]] = {}
    for part in filter(None, text.split(";")):
        place, colon, told = part.partition(":")
        layer, dot, field = place.strip().partition(".")
        values = tuple(dict.fromkeys(unquote(value) for value in told.split("|") if value))
        if not (colon and dot and values):
            raise ValueError(
                say(
                    "Filtre illisible : « {quoted} ». Écrivez par exemple {example}.",
                    quoted=_quoted(part),
                    example=EXAMPLE,
                )
            )
        if layer not in LAYERS:
            raise ValueError(
                say(
                    "Filtre d’une couche inconnue : « {quoted} ». Couches : {layers}.",
                    quoted=_quoted(layer),
                    layers=", ".join(LAYERS),
                )
            )
        fields = LAYERS[layer].fields
        if field not in fields:
            known = say("Ses filtres : {fields}.", fields=", ".join(fields)) if fields else say("Elle n’en a pas.")
            raise ValueError(
                say(
                    "La couche {short} n’a pas de filtre « {quoted} ». {known}",
                    short=LAYERS[layer].short,
                    quoted=_quoted(field),
                    known=known,
                )
            )
        if len(values) > MOST_VALUES:
            raise ValueError(
                say(
                    "Un filtre garde au plus {most_values} valeurs ; celui-ci en nomme {count}.",
                    most_values=MOST_VALUES,
                    count=len(values),
                )
            )
        kept[layer, field] = values
    return arranged(kept)


def arranged(kept: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[LayerFilter, ...]:
    """Return filters in the order of the layers and of their fields, without those that keep everything."""
    return tuple(
        LayerFilter(layer, field, kept[layer, field])
        for layer, declared in LAYERS.items()
        for field in declared.fields
        if kept.get((layer, field))
    )


def of_layer(filters: Iterable[LayerFilter], layer: str) -> dict[str, list[str]]:
    """Return the values kept of each filtered field of a layer."""
    return {one.field: list(one.values) for one in filters if one.layer == layer}


def _escaped(value: str) -> str:
    return "".join(_MARKS.get(sign, sign) for sign in value)


def _quoted(text: str) -> str:
    return textwrap.shorten(text, 60, placeholder="…")
