"""What each column of a file means: label, unit, and the words of its states."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from citeoscope.query.status import Status
from citeoscope.store import Manifest

STATUS_SUFFIX: Final = "_status"


class Meaning(NamedTuple):
    """What a reader must know of one column."""

    name: str
    label: str
    unit: str
    words: str


# What is computed here, or added to what a source publishes.
HOUSE: Final = {
    "code": "Code officiel géographique du territoire",
    "name": "Nom du territoire",
    "commune_name": "Nom de la commune, ajouté d’après le COG 2026",
    "level": "Niveau du territoire",
    "tncc": "Type de nom en clair de l’Insee, article du nom : 0, 1 sans, 2 le, 3 la, 4 les, 5 l’, 6 aux, 7 las, 8 los",
    "departement": "Code du département",
    "region": "Code de la région",
    "epci": "Numéro SIREN de l’intercommunalité (EPCI)",
    "ept": "Numéro SIREN de l’établissement public territorial (EPT)",
    "outline": "État du contour : ok, covers (couvre aussi des communes rétablies depuis), none (absent)",
    "arrondissements": "Commune qui a des arrondissements municipaux",
    "commune_count": "Nombre de communes",
    "geometry": "Géométrie (WGS 84)",
    "latitude": "Latitude du point (WGS 84)",
    "longitude": "Longitude du point (WGS 84)",
    "source": "Producteur, jeu et millésime à citer",
    "licence": "Licence du jeu",
    "millesime": "Millésime des chiffres",
    "recupere_le": "Date de récupération",
    "support": "Fichier publié (copie locale), service en ligne ou calcul",
    "avertissement": "Dernier rafraîchissement en échec : date et raison ; vide s’il a réussi",
}

UNITS: Final = {"commune_count": "communes", "latitude": "degrés", "longitude": "degrés"}


def dictionary(manifest: Manifest, columns: Iterable[str]) -> list[Meaning]:
    """Return the meaning of each column of a file.

    Parameters
    ----------
    manifest
        Of the dataset.
    columns
        Names of the columns, in the order of the file.

    Returns
    -------
    list[Meaning]
        One per column; an undeclared one keeps an empty label.
    """
    declared = {column.name: column for column in manifest.source.columns} if manifest.source else {}
    labels = {name: column.label for name, column in declared.items()}
    meanings = []
    for name in columns:
        column = declared.get(name)
        if name.endswith(STATUS_SUFFIX):
            about = labels.get(name.removesuffix(STATUS_SUFFIX), name.removesuffix(STATUS_SUFFIX))
            words = " ; ".join(f"{status} : {status.label}" for status in Status)
            meanings.append(Meaning(name, f"État de la valeur « {about} »", "", words))
        elif column is not None:
            meanings.append(Meaning(name, column.label, column.unit or "", ""))
        else:
            meanings.append(Meaning(name, HOUSE.get(name, ""), UNITS.get(name, ""), ""))
    return meanings
