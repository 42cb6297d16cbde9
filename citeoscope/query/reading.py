"""An indicator read aloud: what it counts, how, when, where, and what to beware of, in plain French sentences. Pure."""

from typing import Final

from citeoscope.catalogue.indicator import Indicator
from citeoscope.catalogue.rules import Derived, Max, NoRule, Ratio, Rule, Sum, WeightedMean
from citeoscope.language import phrase, say
from citeoscope.numbers import format_number, format_value

_DIRECTIONS: Final = {
    "more_is_better": phrase("Un chiffre plus haut est plutôt une bonne nouvelle."),
    "less_is_better": phrase("Un chiffre plus bas est plutôt une bonne nouvelle."),
    "neutral": phrase("Un chiffre haut n’est ni bon ni mauvais en soi."),
}


def read_aloud(
    indicator: Indicator, communes: int, known: int, cog_vintage: int | None, current_cog: int
) -> list[tuple[str, str]]:
    """Say in French everything that a reader must know of an indicator.

    Parameters
    ----------
    indicator
        As declared.
    communes, known
        Number of communes of France, and of those that have a value of their own.
    cog_vintage
        Year of the geography that the source publishes in, `None` when its figures have no commune code.
    current_cog
        Year of the geography of the product.

    Returns
    -------
    list[tuple[str, str]]
        (title, sentences), in reading order.
    """
    unit = f" {say('Unité : {unit}.', unit=say(indicator.unit).removesuffix('.'))}" if indicator.unit else ""
    said = [
        (say("Ce que c’est"), f"{indicator.definition}{unit} {say(_DIRECTIONS[indicator.direction])}"),
        (say("Pour un territoire"), _computed(indicator)),
        (say("Quand"), _when(indicator)),
        (say("Où"), _where(indicator, communes, known, cog_vintage, current_cog)),
        (say("Secret statistique"), _secrecy(indicator)),
    ]
    return [(title, text) for title, text in said if text]


def _computed(indicator: Indicator) -> str:
    if indicator.method:
        return indicator.method
    return _rule(indicator.rule)


def _rule(rule: Rule) -> str:
    match rule:
        case Sum():
            said = say("Le chiffre d’un territoire est la somme de ceux de ses communes.")
        case Ratio(years=None):
            said = say(
                "On additionne d’abord les deux nombres du rapport sur toutes les communes du "
                "territoire, puis on divise : ce n’est pas la moyenne des communes."
            )
        case Ratio():
            said = say(
                "On additionne les communes du territoire à chacune des deux dates, puis on en tire le "
                "taux moyen par an : ce n’est pas la moyenne des communes."
            )
        case WeightedMean(min_coverage=least):
            said = say(
                "Moyenne des communes, où chacune compte selon le nombre de ses habitants concernés. "
                "Pas de réponse si moins de {least} de ce poids est connu.",
                least=format_value(least * 100, "%"),
            )
        case Max():
            said = say("La plus grande valeur des communes du territoire.")
        case NoRule(published=None):
            said = say("Ne se calcule pas à partir des communes : le chiffre n’est donné que commune par commune.")
        case NoRule():
            said = say(
                "Ne se calcule pas à partir des communes : le chiffre n’est donné que là où le "
                "producteur le publie (communes, intercommunalités, départements, régions, France)."
            )
        case Derived(formula=formula):
            said = say("Calcul : {formula}.", formula=formula)
    return said


def _when(indicator: Indicator) -> str:
    others = [vintage for vintage in indicator.vintages if vintage != indicator.vintage]
    if not others:
        return say("Le chiffre est celui de {vintage}.", vintage=indicator.vintage)
    listed = ", ".join(others)
    said = say("Le chiffre est celui de {vintage}.", vintage=indicator.vintage)
    return say("{said} On a aussi : {listed}, dans les limites de communes d’aujourd’hui.", said=said, listed=listed)


def _where(indicator: Indicator, communes: int, known: int, cog_vintage: int | None, current_cog: int) -> str:
    # Never rounded up to 100 %: some communes have none.
    rate = say("toutes") if known == communes else format_value(min(known / communes * 100, 99.9), "%", 1)
    said = say(
        "{known} communes sur {communes} ont une valeur ({rate}).",
        known=format_number(known),
        communes=format_number(communes),
        rate=rate,
    )
    if indicator.scope != "france":
        said = say("Champ de la source : {scope_label}. {said}", scope_label=indicator.scope_label, said=said)
    if cog_vintage is not None and cog_vintage != current_cog:
        said = say(
            "{said} Publié dans les limites de communes de {cog_vintage}, ramené à celles de {current_cog}.",
            said=said,
            cog_vintage=cog_vintage,
            current_cog=current_cog,
        )
    return said


def _secrecy(indicator: Indicator) -> str:
    if indicator.secrecy == "lower_bound":
        return say("Quand des communes sont secrètes, le total connu est donné comme un minimum : « au moins ».")
    return ""
