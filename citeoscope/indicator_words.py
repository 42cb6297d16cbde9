"""The words people type that no indicator bears: which ones answer them, exactly or as the nearest there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Meant:
    """What a word asks for.

    Attributes
    ----------
    indicators
        Ids, the one that most people want first.
    exact
        Whether they answer the word; otherwise they are the nearest there is, and whoever asks is told so.
    """

    indicators: tuple[str, ...]
    exact: bool = True


def _nearest(*indicators: str) -> Meant:
    return Meant(indicators, exact=False)


_OLD_HOMES: Final = (
    "part_maisons_avant_1971",
    "maisons_avant_1971",
    "part_maisons_a_renover",
    "maisons_a_renover",
    "part_dpe_f_g",
    "dpe_f_g",
)
_EMPTY_HOMES: Final = ("part_logements_vacants", "logements_vacants", "part_vacants_prives", "vacants_2_ans")
_HOMES: Final = (
    "logements",
    "part_logements_vacants",
    "logements_vacants",
    "part_maisons",
    "maisons",
    "part_residences_secondaires",
    "part_proprietaires",
    "part_locataires",
    "part_hlm",
    "proprietaires",
    "part_vacants_prives",
    "vacants_2_ans",
    *_OLD_HOMES,
    "part_maisons_proprietaires",
    "maisons_proprietaires",
    "maisons_habitees",
    "dpe",
)
_INCOME: Final = ("revenu_median", "revenu_10_pourcent_modestes", "revenu_10_pourcent_aises", "ecart_revenus")
_POOR: Final = ("taux_pauvrete", "revenu_10_pourcent_modestes", "revenu_median")
_STATIONS: Final = ("gares",)
_SHARED_PLACES: Final = (
    "tiers_lieux",
    "tiers_lieux_pour_10000",
    "fabriques_de_territoire",
    "manufactures_de_proximite",
)
_PEOPLE: Final = ("population", "densite", "evolution_population")
_SHOPS: Final = ("boulangeries", "pharmacies", "pharmacies_pour_10000", "restaurants_pour_1000")
_CARE: Final = ("acces_generalistes", "acces_infirmiers", "acces_dentistes", "acces_kines", "pharmacies")
_COMPANIES: Final = ("etablissements", "emplois_salaries")
_ENERGY: Final = ("electricite_par_logement", "electricite", "gaz", "co2_logements_par_habitant")
_COUNTERS: Final = ("france_services", "france_services_pour_10000")

MEANT: Final[Mapping[str, Meant]] = {
    # housing
    "logement": Meant(_HOMES),
    "habitat": Meant(_HOMES),
    "immobilier": _nearest(*_HOMES),
    "appartement": _nearest("part_maisons", "logements"),
    "housing": Meant(_HOMES),
    "ancien": Meant(_OLD_HOMES),
    "ancienne": Meant(_OLD_HOMES),
    "vetuste": _nearest(*_OLD_HOMES),
    "old": Meant(_OLD_HOMES),
    "passoire": Meant(("part_dpe_f_g", "dpe_f_g", "part_maisons_a_renover", "maisons_a_renover")),
    "thermique": Meant(("part_dpe_f_g", "dpe_f_g", "part_maisons_a_renover")),
    "vacant": Meant(_EMPTY_HOMES),
    "vacance": Meant(_EMPTY_HOMES),
    "vide": Meant(_EMPTY_HOMES),
    "inoccupe": Meant(_EMPTY_HOMES),
    "abandonne": _nearest(*_EMPTY_HOMES),
    "empty": Meant(_EMPTY_HOMES),
    "social": Meant(("part_hlm",)),
    "sociaux": Meant(("part_hlm",)),
    "loyer": _nearest("part_locataires", "part_hlm"),
    "rent": _nearest("part_locataires", "part_hlm"),
    # income
    "pauvre": Meant(_POOR),
    "precarite": Meant(_POOR),
    "precaire": Meant(_POOR),
    "poor": Meant(_POOR),
    "poverty": Meant(_POOR),
    "riche": Meant(("revenu_10_pourcent_aises", "revenu_median", "ecart_revenus")),
    "inegalite": Meant(("ecart_revenus",)),
    "salaire": _nearest(*_INCOME),
    "wage": _nearest(*_INCOME),
    "income": Meant(_INCOME),
    "argent": _nearest(*_INCOME),
    # places and transport
    "coworking": Meant(_SHARED_PLACES),
    "fablab": Meant(_SHARED_PLACES),
    "teletravail": _nearest(*_SHARED_PLACES),
    "train": Meant(_STATIONS),
    "metro": Meant(_STATIONS),
    "rer": Meant(_STATIONS),
    "tramway": Meant(_STATIONS),
    "transport": _nearest(*_STATIONS),
    "bus": _nearest(*_STATIONS),
    "voiture": _nearest(*_STATIONS),
    # people
    "habitant": Meant(_PEOPLE),
    "demographie": Meant((*_PEOPLE, "solde_naturel")),
    "people": Meant(_PEOPLE),
    "jeune": _nearest("part_15_64_ans", "natalite", "naissances"),
    "enfant": _nearest("naissances", "natalite", "taille_menages"),
    "bebe": Meant(("naissances", "natalite")),
    "vieux": _nearest("places_personnes_agees", "part_15_64_ans", *_OLD_HOMES[:2]),
    "vieille": _nearest(*_OLD_HOMES[:2], "places_personnes_agees", "part_15_64_ans"),
    "vieillissement": _nearest("part_15_64_ans", "places_personnes_agees"),
    "senior": _nearest("places_personnes_agees", "part_15_64_ans"),
    "ehpad": Meant(("places_personnes_agees",)),
    "age": _nearest("part_15_64_ans", "places_personnes_agees"),
    "famille": _nearest("taille_menages", "menages"),
    # work
    "chomage": Meant(("taux_chomage",)),
    "unemployment": Meant(("taux_chomage",)),
    "travail": Meant(("emplois_salaries", "emplois_pour_100_actifs", "taux_chomage", "etablissements")),
    "entreprise": _nearest(*_COMPANIES),
    "societe": _nearest(*_COMPANIES),
    "business": _nearest(*_COMPANIES),
    # services
    "commerce": Meant(_SHOPS),
    "magasin": _nearest(*_SHOPS),
    "boutique": _nearest(*_SHOPS),
    "boulanger": Meant(("boulangeries",)),
    "ecole": _nearest("part_15_64_ans", "naissances"),
    "medecin": Meant(("acces_generalistes",)),
    "docteur": Meant(("acces_generalistes",)),
    "sante": Meant(_CARE),
    "hopital": _nearest(*_CARE),
    "artisan": _nearest("electriciens_pour_10000", "plombiers_pour_10000"),
    "internet": _nearest(*_COUNTERS, "tiers_lieux"),
    "numerique": _nearest(*_COUNTERS, "tiers_lieux"),
    "fibre": _nearest(*_COUNTERS),
    "administration": Meant(_COUNTERS),
    "guichet": Meant(_COUNTERS),
    # energy
    "energie": Meant(_ENERGY),
    "climat": Meant(("co2_logements_par_habitant",)),
    "carbone": Meant(("co2_logements_par_habitant",)),
    "pollution": _nearest("co2_logements_par_habitant"),
}
"""By word: without accents, in the singular."""

_SOFT_FRENCH: Final = "a au aux d de des du dans en et l la le les par pour sur un une part taux nombre pourcentage"
_SOFT_ENGLISH: Final = "the of in and share rate number"
SOFT: Final = frozenset(f"{_SOFT_FRENCH} {_SOFT_ENGLISH}".split())
"""Words that help to rank, and that no indicator is refused for."""
