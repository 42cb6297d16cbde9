"""What the page «Carte» reads of the data to write its texts."""

from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.facts import facts_within, local_facts
from citeoscope.language import counted, enumerated, in_address, kept, say, titled
from citeoscope.local import local_stamp
from citeoscope.numbers import format_low, format_number, format_value
from citeoscope.query.answer import SourceNote
from citeoscope.query.status import Status
from citeoscope.settings import settings
from citeoscope.shown import declared, label
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Form, parse
from citeoscope.territory.shapes import RULES
from citeoscope.view import View
from dashboard import panels
from dashboard.panels import KeyFigure

MOST_FACTS: Final = 40
"""Of a list of thousands, that many are written under the map; the others are on it."""
KEY = ("population", "revenu_median", "tiers_lieux")


def heading(data: Atlas, view: View) -> str:
    """Return the head of the page."""
    where = data.perimeter(view.territoire)
    shown, level = declared(data, view), say("par {level}", level=view.niveau.noun)
    drawn = any(isinstance(term.level, Form) for term in parse(where.expression))
    rule = f" ({RULES['centroid']})" if drawn else ""
    if view.croise:
        return panels.crossed_title(where.name, len(where), (shown, data.indicator(view.croise)), level, rule)
    return panels.title(where.name, len(where), shown, level, rule)


def caption(data: Atlas, view: View) -> str:
    """Return the caption of the table: what, where, when; the sources of what is on the map stand beside it."""
    shown = declared(data, view)
    where = data.perimeter(view.territoire).name
    notes, _ = cited(data, view)
    beside = "".join(
        f" {titled(other.label, enumerated(note.text for note in data.sources(other.id)))}."
        for other in (data.indicator(name) for name in view.colonnes if name != view.croise)
    )
    if view.croise:
        known = panels.alerts(notes)
        return f"{label(data, view)}, {where}, {view.niveau.nouns}{f' ({known})' if known else ''}.{beside}"
    known = " ; ".join(filter(None, (shown.vintage, panels.alerts(notes))))
    return f"{shown.label}, {where}, {view.niveau.nouns} ({known}).{beside}"


def columns(data: Atlas, view: View) -> list[dict[str, object]]:
    """Return the columns of the table: those on the map, that stay, then those that were added."""
    shown = [declared(data, view), *(data.indicator(name) for name in view.beside)]
    return [
        {
            "id": one.id,
            "label": f"{one.short} ({', '.join(filter(None, (one.unit, one.vintage)))})",
            "countable": one.kind == "count",
            "fixed": one.id in {view.indicateur, view.croise},
        }
        for one in shown
    ]


def cited(data: Atlas, view: View) -> tuple[tuple[SourceNote, ...], tuple[str, ...]]:
    """Return the sources of what is shown, and what to beware of: for two indicators, what each of them is too."""
    shown = declared(data, view)
    notes = data.sources(shown.id, shown.vintage)
    if not view.croise:
        return notes, shown.caveats
    other = data.indicator(view.croise)
    said = [f"{one.label} : {one.definition}" for one in (shown, other)]
    both = {note.text: note for note in (*notes, *data.sources(other.id))}
    return tuple(both.values()), tuple(dict.fromkeys((*said, *shown.caveats, *other.caveats)))


def key_figures(data: Atlas, view: View) -> str:
    """Return three key figures of the territory: the indicator on screen first, then the usual ones."""
    where = data.perimeter(view.territoire)
    wanted = tuple(dict.fromkeys(filter(None, (view.indicateur, view.croise, *KEY))))[:3]
    years = {view.indicateur: view.millesime or None}
    return panels.key_figures(where.name, [_figure(data, name, where.expression, years.get(name)) for name in wanted])


@kept(maxsize=512)
def _figure(data: Atlas, indicator: str, territory: str, vintage: str | None = None) -> KeyFigure:
    shown = data.indicator(indicator).at(vintage)
    answer = data.aggregate(indicator, territory, vintage)
    if answer.status is not Status.NOT_AGGREGABLE:
        return KeyFigure.of(shown, answer)
    values = data.values(indicator, data.perimeter(territory), vintage=vintage)["value"].dropna()
    if values.empty:
        return KeyFigure.of(shown, answer)
    low = format_low(values.min(), shown.unit, shown.decimals)
    high = format_value(values.max(), shown.unit, shown.decimals)
    known = counted(
        len(values),
        "{left_out} commune sur {communes}",
        "{left_out} communes sur {communes}",
        left_out=format_number(len(values)),
        communes=format_number(answer.communes),
    )
    return KeyFigure(
        say("{short}, par commune", short=shown.short),
        high if values.min() == values.max() else say("de {low} à {top}", low=low, top=high),
        " · ".join(
            filter(
                None,
                (
                    shown.vintage,
                    panels.alerts(answer.sources),
                    say("valeurs publiées pour {known} ; celle du territoire ne s’en déduit pas.", known=known),
                ),
            )
        ),
    )


def card(data: Atlas, view: View) -> str:
    """Return the card of the selected territory: the indicators of the theme on screen, after the usual ones."""
    code, level = view.commune, view.niveau
    expression = f"{level}:{code}"
    theme = data.indicator(view.indicateur).theme
    same = (one.id for one in data.indicators.values() if one.theme == theme)
    years = {view.indicateur: view.millesime or None}
    wanted = dict.fromkeys(filter(None, (view.indicateur, view.croise, *KEY, *same)))
    figures = [_figure(data, name, expression, years.get(name)) for name in wanted]
    geography = data.geography
    parents: list[str] = []
    remark = ""
    if level is Level.COMMUNE:
        row = geography.communes.loc[code]
        above = ((str(other), row[str(other)]) for other in (Level.EPT, Level.EPCI, Level.DEPARTEMENT, Level.REGION))
        parents = [geography.names[other, parent] for other, parent in above if isinstance(parent, str)]
        remark = {
            "none": say(
                "Commune rétablie depuis 2018 : son contour n’est pas dans la source, elle n’est pas dessinée."
            ),
            "covers": say("Le contour date de 2018 : il couvre aussi des communes rétablies depuis."),
        }.get(str(row["outline"]), "")
    name = geography.describe(level, code)
    return panels.card(
        name,
        [say("Code {code}", code=code), *parents],
        figures,
        remark,
        in_address(f"./portrait?territoire={expression}"),
    )


def local_problem() -> str:
    """Return what is wrong with a local list, or an empty text."""
    return _local_problem(local_stamp(settings().local))


@kept(maxsize=4)
def _local_problem(_stamp: int) -> str:
    try:
        local_facts(settings().local)
    except CiteoscopeError as error:
        return str(error)
    return ""


def remarks(data: Atlas, view: View) -> tuple[str, ...]:
    """Return what a person must know before reading the page: a list that cannot be read, communes not drawn."""
    communes = data.geography.communes
    perimeter = data.perimeter(view.territoire)
    bare = communes.loc[list(perimeter.codes)]
    bare = bare[bare["outline"] == "none"]
    said = [local_problem()]
    if len(bare) == len(perimeter):
        names = ", ".join(bare["name"])
        said.append(
            say(
                "{names} : commune rétablie depuis 2018, son contour manque à la source ; elle n’est pas dessinée.",
                names=names,
            )
        )
    return tuple(filter(None, said))


def empty_level(data: Atlas, view: View) -> str:
    """Return what to say when a territory has nothing at a level, or an empty text."""
    if data.territories(data.perimeter(view.territoire), view.niveau):
        return ""
    if view.niveau is Level.EPT:
        return say(
            "Aucun territoire de niveau « {niveau} » ici : il n’y en a que dans la Métropole du Grand Paris. "
            "Choisissez un autre découpage.",
            niveau=view.niveau.noun,
        )
    return say("Aucun territoire de niveau « {niveau} » ici. Choisissez un autre découpage.", niveau=view.niveau.noun)


def initiatives(data: Atlas, view: View) -> str:
    """Return the local places, projects and debates of the territory."""
    return _initiatives(data, view.territoire, local_stamp(settings().local))


@kept(maxsize=64)
def _initiatives(data: Atlas, territory: str, _stamp: int) -> str:
    codes = frozenset(data.perimeter(territory).codes)
    facts = facts_within(data, local_facts(settings().local), codes)
    shown = facts.head(MOST_FACTS).to_dict("records")
    return panels.initiatives(shown, len(facts) - len(shown))  # type: ignore[arg-type]
