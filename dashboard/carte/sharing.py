"""What leaves the page: its address, its Python, a frame for another site, files. Pure."""

from typing import Any, Final

from citeoscope.atlas import Atlas
from citeoscope.language import phrase, say, titled
from citeoscope.shown import classed_view, label
from citeoscope.view import View
from dashboard.carte.mode import FRAMED

FILES: Final = (
    ("vues.html", "", phrase("Carte HTML"), phrase("une page seule, à envoyer par courriel : s’ouvre sans réseau")),
    ("vues.pdf", "&format=a4", phrase("Planche PDF"), phrase("A4 paysage, pour imprimer")),
    ("vues.png", "&format=16x9", phrase("Image PNG"), phrase("16:9, pour une diapositive")),
    ("vues.svg", "&format=16x9", phrase("Dessin SVG"), phrase("16:9, à retoucher")),
    ("valeurs.csv", "", phrase("Données CSV"), phrase("les chiffres de la carte, pour un tableur")),
)
OF_TABLE: Final = phrase("les lignes du tableau, dans son ordre")
"""Use of the last file when the rows of the table were chosen or ranked."""


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
        `vue` and `cadre` (queries of the page, whole and framed), `tableau` (what the table below holds), `titre`,
        `python`, `fichiers` (`nom`, `usage`, `adresse` under `api/v1/`).
    """
    return {
        "vue": view.query,
        "cadre": f"{view.query}&{FRAMED}=oui",
        "tableau": say("Tableau filtré") if view.garde else say("Tableau"),
        "titre": titled(data.perimeter(view.territoire).name, label(data, view)),
        "python": classed_view(data, view).python(),
        "fichiers": [
            {"nom": say(name), "usage": say(_use(path, use, view)), "adresse": f"{path}?{view.query}{more}"}
            for path, more, name, use in FILES
        ],
    }


def _use(path: str, use: str, view: View) -> str:
    return OF_TABLE if path.endswith(".csv") and (view.tri or view.garde) else use
