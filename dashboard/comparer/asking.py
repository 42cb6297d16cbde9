"""The page «Comparer» as one frozen value that round-trips to its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.territory.perimeter import from_address
from citeoscope.view import DEFAULT
from dashboard.address import read_territory

MOST: Final = 6
MOST_INDICATORS: Final = 24
USUAL: Final = (
    "population",
    "densite",
    "evolution_population",
    "revenu_median",
    "taux_pauvrete",
    "part_logements_vacants",
    "part_hlm",
    "emplois_pour_100_actifs",
    "taux_chomage",
    "acces_generalistes",
    "tiers_lieux_pour_10000",
    "co2_logements_par_habitant",
)


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is on the screen.

    Attributes
    ----------
    territoire
        Perimeter expression of the first territory, shared by all pages.
    avec
        Expressions of the others, five at most.
    indicateurs
        Ids of the indicators compared.
    carte
        Id of the indicator on the small maps.
    """

    territoire: str = DEFAULT.territoire
    avec: tuple[str, ...] = ()
    indicateurs: tuple[str, ...] = USUAL
    carte: str = "revenu_median"

    def params(self) -> dict[str, str]:
        """Return the URL parameters; optional ones only when they differ from the default."""
        told = {
            "avec": ",".join(self.avec),
            "indicateurs": ",".join(self.indicateurs) if self.indicateurs != PLAIN.indicateurs else "",
            "carte": self.carte if self.carte != PLAIN.carte else "",
        }
        return {"territoire": self.territoire} | {name: text for name, text in told.items() if text} | language.params()

    @property
    def query(self) -> str:
        """The parameters as a query string, without the question mark."""
        return urlencode(self.params(), safe=":,")

    @property
    def members(self) -> tuple[str, ...]:
        """Expressions of all the territories, the first one first."""
        return (self.territoire, *self.avec)

    def of(self, members: tuple[str, ...]) -> "Comparing":
        """Return the same comparison of other territories: each once, six at most."""
        first, *others = dict.fromkeys(members)
        return replace(self, territoire=first, avec=tuple(others[: MOST - 1]))


PLAIN: Final = Comparing()


def parse_comparing(params: Mapping[str, str], data: Atlas) -> tuple[Comparing, tuple[str, ...]]:
    """Read what is compared from URL parameters.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    data
        What exists.

    Returns
    -------
    tuple[Comparing, tuple[str, ...]]
        With the default for each part that could not be read, and one French message per such part.
    """
    problems: list[str] = []
    territory = read_territory(params, data, PLAIN.territoire, problems)
    others = []
    asked = [text for text in params.get("avec", "").split(",") if text]
    for text in asked[: 2 * MOST]:
        try:
            others.append(data.perimeter(from_address(text)).expression)
        except CiteoscopeError as error:
            problems.append(say("{error} Il n’est pas comparé.", error=error))
    others = [one for one in dict.fromkeys(others) if one != territory]
    if len(others) >= MOST or len(asked) > 2 * MOST:
        problems.append(say("On compare {most} territoires au plus : les suivants sont laissés de côté.", most=MOST))
    wanted = [text for text in params.get("indicateurs", "").split(",") if text]
    known = tuple(dict.fromkeys(text for text in wanted if text in data.indicators))[:MOST_INDICATORS]
    if len(known) < len(wanted):
        problems.append(
            say(
                "Indicateurs inconnus, répétés ou au-delà de {most_indicators} : ils sont laissés de "
                "côté. Choisissez-les dans la liste.",
                most_indicators=MOST_INDICATORS,
            )
        )
    chart = params.get("carte", "") or PLAIN.carte
    if chart not in data.indicators:
        problems.append(say("Indicateur de la carte inconnu. L’affichage par défaut le remplace."))
        chart = PLAIN.carte
    return Comparing(territory, tuple(others[: MOST - 1]), known or PLAIN.indicateurs, chart), tuple(problems)
