"""What a map shows, in French sentences for whoever does not see it. Pure."""

from collections.abc import Sequence

from citeoscope.language import enumerated, say
from citeoscope.maps.legend import LegendRow
from citeoscope.numbers import format_number


def alternative(  # noqa: PLR0913 - each one is told
    what: str,
    where: str,
    rows: Sequence[LegendRow],
    *,
    noun: str,
    nouns: str,
    layers: Sequence[tuple[str, int]] = (),
    selected: str = "",
) -> str:
    """Describe a map.

    Parameters
    ----------
    what
        The indicator and its vintage.
    where
        The territory with its *de*: `d’Île-de-France`, `des Vosges`.
    rows
        Of the legend: classes from low to high, then non-values.
    noun, nouns
        What is coloured, in the singular and in the plural.
    layers
        Names of the layers on top and number of their points.
    selected
        Name of the outlined territory; may be empty.

    Returns
    -------
    str
        What, where, how many territories, the lowest and the highest class with their counts, every non-value that is
        on the map, the layers.
    """
    total = sum(row.count for row in rows)
    said = [say("Carte {where} : {what}, {counted}.", where=where, what=what, counted=_counted(total, noun, nouns))]
    said += _classes([row for row in rows if row.pattern is None and row.count], noun, nouns)
    absent = [row for row in rows if row.pattern is not None and row.count]
    if absent:
        told = enumerated(
            say("{text} : {count}", text=row.text, count=_counted(row.count, noun, nouns)) for row in absent
        )
        said.append(say("Sans valeur : {told}.", told=told))
    elif total:
        said.append(say("Aucune valeur ne manque."))
    if layers:
        said.append(
            say(
                "Par-dessus : {layers}.", layers=", ".join(f"{name} ({format_number(count)})" for name, count in layers)
            )
        )
    if selected:
        said.append(say("{selected} : contour en noir.", selected=selected))
    return " ".join(said)


def _classes(rows: Sequence[LegendRow], noun: str, nouns: str) -> list[str]:
    if not rows:
        return [say("Aucune valeur n’est publiée.")]
    if rows[0].shape != "area":
        told = enumerated(f"{row.text} ({_counted(row.count, noun, nouns)})" for row in rows)
        return [
            say("Des disques d’aire proportionnelle, {told}.", told=told) if rows[0].shape == "disc" else f"{told}."
        ]
    low, high = rows[0], rows[-1]
    if low is high:
        return [say("Une seule classe : {low} ({counted}).", low=low.text, counted=_counted(low.count, noun, nouns))]
    lowest = say("de la plus basse, {low} ({counted})", low=low.text, counted=_counted(low.count, noun, nouns))
    highest = say("à la plus haute, {high} ({counted})", high=high.text, counted=_counted(high.count, noun, nouns))
    return [
        say("{count} classes, {lowest}, {highest}.", count=format_number(len(rows)), lowest=lowest, highest=highest)
    ]


def _counted(count: int, noun: str, nouns: str) -> str:
    return f"{format_number(count)} {nouns if count > 1 else noun}"
