"""What every file says of itself: publisher, licence, vintage, date, perimeter, what to beware of."""

from citeoscope.atlas import Atlas
from citeoscope.lineage import licence_of, manifests, publisher_of, sources_of, vintage_of
from citeoscope.numbers import format_number
from citeoscope.territory.perimeter import Perimeter

OUTLINE_SOURCE = "contours_communes"


def provenance(atlas: Atlas, dataset: str, perimeter: Perimeter, said: str, rows: int) -> dict[str, str]:
    """Return what must leave with the rows of a dataset.

    Parameters
    ----------
    atlas
        The data.
    dataset
        Dataset id.
    perimeter
        What the rows were limited to.
    said
        Which rows were taken, in one French sentence.
    rows
        How many there are.

    Returns
    -------
    dict[str, str]
        French text by French label, in the order of reading; never empty texts.
    """
    known = manifests(atlas.store)
    manifest = known[dataset]
    source = manifest.source
    licence = licence_of(known, dataset)
    note = atlas.source(dataset)
    said_of = {
        "Jeu de données": manifest.title,
        "Identifiant": dataset,
        "Description": source.description if source else "",
        "Producteur": publisher_of(known, dataset),
        "Adresse": " ; ".join(origin.url for origin in sources_of(known, dataset)),
        "Licence": licence.name,
        "Texte de la licence": licence.url,
        "Millésime": vintage_of(known, dataset),
        "Géographie des codes": "code officiel géographique (COG) 2026",
        "COG d’origine": str(source.cog_vintage) if source and source.cog_vintage else "",
        "Récupéré le": manifest.retrieved_at[:10],
        "Support": note.carrier,
        "Rafraîchi pour": manifest.territory or "",
        "Périmètre": f"{perimeter.name} ({perimeter.expression}), {format_number(len(perimeter))} commune(s)",
        "Lignes": str(rows),
        "Lignes retenues": said,
        "Avertissement": note.warning,
        "À savoir": " ".join(source.caveats) if source else "",
        "Valeurs absentes": (
            "Une valeur qui n’existe pas reste vide et son état est nommé dans la colonne « _status » : jamais un zéro."
        ),
    }
    return {label: text for label, text in said_of.items() if text}


def outline_note(atlas: Atlas) -> str:
    """Return what must be quoted for the outlines joined to a table."""
    known = manifests(atlas.store)
    note = atlas.source(OUTLINE_SOURCE)
    return f"{note.text} ({licence_of(known, OUTLINE_SOURCE).name}), contours simplifiés"
