"""What leaves the page: its address, its Python, a frame for another site, files. Pure."""

from typing import Any, Final

from citeoscope.atlas import Atlas
from citeoscope.shown import label
from citeoscope.view import View
from dashboard.carte.mode import FRAMED

FILES: Final = (
    ("vues.html", "", "Carte HTML", "une page seule, à envoyer par courriel : s’ouvre sans réseau"),
    ("vues.pdf", "&format=a4", "Planche PDF", "A4 paysage, pour imprimer"),
    ("vues.png", "&format=16x9", "Image PNG", "16:9, pour une diapositive"),
    ("vues.svg", "&format=16x9", "Dessin SVG", "16:9, à retoucher"),
    ("valeurs.csv", "", "Données CSV", "les chiffres de la carte, pour un tableur"),
)


def sharing(data: Atlas, view: View) -> dict[str, Any]:
    """Return what the popover «Partager» shows.

    Parameters
    ----------
    data
        The atlas.
    view
        What is shared.

    Returns
    -------
    dict
        `vue` and `cadre` (queries of the page, whole and framed), `titre`, `python`, `fichiers` (`nom`, `usage`,
        `adresse` under `api/v1/`).
    """
    return {
        "vue": view.query,
        "cadre": f"{view.query}&{FRAMED}=oui",
        "titre": f"{data.perimeter(view.territoire).name} : {label(data, view)}",
        "python": view.python(),
        "fichiers": [
            {"nom": name, "usage": use, "adresse": f"{path}?{view.query}{more}"} for path, more, name, use in FILES
        ],
    }
