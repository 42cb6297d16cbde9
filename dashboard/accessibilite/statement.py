"""The accessibility statement, as text: what is met, what is not, what was tried and when. Pure."""

from dataclasses import dataclass
from html import escape
from typing import Final

from citeoscope.language import phrase, say

TRIED: Final = phrase("25 novembre 2026")
"""When the statement was last checked against the pages; to be changed with what it says."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the statement: its title, its paragraphs, its list."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


SECTIONS: Final = (
    Section(
        phrase("État de conformité"),
        (
            (
                phrase(
                    "Citéoscope n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA "
                    "4.1), au sens de l’article 47 de la loi n° 2005-102 du 11 février 2005 : aucun audit de ses "
                    "critères par une personne habilitée n’a encore été fait. Ce qui suit dit ce qui a été vérifié, "
                    "et ce qui ne l’est pas."
                )
            ),
        ),
    ),
    Section(
        phrase("Ce qui a été vérifié"),
        (phrase("Vérifications automatiques, refaites à chaque version dans Chromium ; dernière relecture le {day}."),),
        (
            (
                phrase(
                    "Chaque page, la carte dans un cadre et la planche du mode capture sont lues par axe-core 4 "
                    "(règles WCAG 2.1 A et AA et bonnes pratiques), en clair, en sombre et à 390 pixels de large : "
                    "aucun défaut « grave » ni « critique »."
                )
            ),
            (
                phrase(
                    "Sans souris : la touche Tabulation atteint chaque commande de chaque page, la place où l’on est "
                    "se voit, un lien permet de passer la barre du haut, un changement de territoire ou d’indicateur "
                    "ne fait pas perdre sa place, Échap ferme ce qui s’est ouvert."
                )
            ),
            phrase(
                "Les pages sont en français, ou en anglais si on le choisit, y compris ce qui n’est dit qu’aux "
                "lecteurs d’écran."
            ),
            (
                phrase(
                    "Les palettes de couleurs sont mesurées pour trois daltonismes et en niveaux de gris ; une "
                    "valeur absente se distingue par un motif et par des mots, pas par sa seule couleur."
                )
            ),
            phrase("À 390 pixels de large, aucune page ne défile de côté."),
        ),
    ),
    Section(
        phrase("Ce qui n’est pas accessible"),
        (phrase("Non-conformités connues :"),),
        (
            (
                phrase(
                    "La carte est un dessin : un lecteur d’écran n’en lit ni les contours ni les couleurs. Le "
                    "tableau placé dessous dit les mêmes valeurs, commune par commune."
                )
            ),
            phrase("Quand un choix redessine la page, un lecteur d’écran n’annonce pas toujours ce qui a changé."),
            (
                phrase(
                    "Des commandes fournies par Streamlit (listes de choix, curseurs, dépôt de fichier) suivent "
                    "leurs propres usages, que nous ne pouvons corriger qu’en partie."
                )
            ),
            (
                phrase(
                    "Dans la page «Tiers-lieux», des noms, des adresses et des descriptions viennent de listes de "
                    "tiers : leur langue et leur clarté ne sont pas vérifiées."
                )
            ),
            phrase("Le balisage des fichiers PDF n’a pas été vérifié."),
        ),
    ),
    Section(
        phrase("Ce qui n’a pas été essayé"),
        (),
        (
            phrase("La lecture par NVDA, JAWS, VoiceOver ou TalkBack, et la commande vocale."),
            phrase("L’agrandissement du texte à 400 % et les espacements de texte imposés."),
            phrase("Firefox et Safari."),
            phrase("L’usage par des personnes handicapées : vos retours sont les bienvenus."),
        ),
    ),
    Section(
        phrase("Contenus hors du champ de la loi"),
        (),
        (
            phrase("Le fond de plan de l’IGN, carte en ligne d’un tiers, affiché seulement si on le demande."),
            phrase("Les fichiers publiés par les producteurs de données, vers lesquels mènent les sources."),
        ),
    ),
    Section(
        phrase("Autres chemins vers les mêmes données"),
        (),
        (
            phrase("Le tableau sous la carte se trie, se filtre et se télécharge (CSV)."),
            phrase("La page «Indicateurs» dit chaque chiffre en phrases."),
            (
                phrase(
                    "La page «Données» donne chaque jeu dans plusieurs formats, dont XLSX et CSV, et par adresse "
                    "(api/v1), sans carte."
                )
            ),
        ),
    ),
)

CONFIDENTIALITY: Final = Section(
    phrase("Confidentialité"),
    (
        (
            phrase(
                "Aucune mesure d’audience, aucune publicité, aucun service d’un tiers, sauf le fond de plan de l’IGN "
                "si vous l’affichez : l’IGN reçoit alors l’adresse de votre connexion."
            )
        ),
        (
            phrase(
                "Un cookie technique, « _streamlit_xsrf », protège l’envoi de fichiers. La mémoire locale de votre "
                "navigateur retient que vous avez fermé l’accueil (« citeoscope.accueil »), et rien de vous. Vider les "
                "données du site les efface."
            )
        ),
    ),
)

REMEDIES: Final = phrase(
    """
<section class="jeu"><h2>Voies de recours</h2>
<p>Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service, et que vous
n’avez pas reçu de réponse satisfaisante, vous pouvez :</p>
<ul>
<li><a href="https://formulaire.defenseurdesdroits.fr/" target="_blank" rel="noopener noreferrer">écrire un message au
Défenseur des droits</a> ;</li>
<li><a href="https://www.defenseurdesdroits.fr/saisir/delegues" target="_blank" rel="noopener noreferrer">contacter le
délégué du Défenseur des droits de votre région</a> ;</li>
<li>envoyer un courrier par la poste, gratuit, sans timbre : Défenseur des droits, Libre réponse 71120,
75342 Paris CEDEX 07.</li>
</ul></section>
"""
)


def said(text: str) -> str:
    """Return a text of the statement, with the day it was last checked where it names it."""
    return say(text, day=say(TRIED))


def section(told: Section) -> str:
    """Return a part of the statement as HTML."""
    paragraphs = "".join(f"<p>{escape(said(text))}</p>" for text in told.paragraphs)
    items = "".join(f"<li>{escape(said(text))}</li>" for text in told.items)
    listed = f"<ul>{items}</ul>" if items else ""
    return f"<section class='jeu'><h2>{escape(said(told.title))}</h2>{paragraphs}{listed}</section>"


def feedback(contact: str) -> str:
    """Return how to say that something is not accessible.

    Parameters
    ----------
    contact
        Contact of whoever runs this copy, as HTML; empty when they gave none.
    """
    reach = (
        say("Écrivez à {contact}, qui tient cette copie de Citéoscope.", contact=contact)
        if contact
        else say(
            "Cette copie de Citéoscope ne dit pas qui la tient : adressez-vous à la personne qui "
            "vous en a donné l’adresse. (Réglage CITEOSCOPE_CONTACT.)"
        )
    )
    title = say("Retour d’information et contact")
    told = say(
        "Un contenu ou un service vous est inaccessible ? {reach} Une alternative vous sera proposée.", reach=reach
    )
    return f"<section class='jeu'><h2>{title}</h2><p>{told}</p></section>"
