"""Whether a place is open: as people write it, and never guessed."""

import pytest

from citeoscope.places.opening import from_hours, state_of


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Lun-ven 9h-18h", "ouvert"),
        ("Mo-Fr 09:00-18:00", "ouvert"),
        ("mercredi et samedi matin", "ouvert"),
        ("sur rdv", "ouvert"),
        ("Fermé le lundi", "ouvert"),
        ("fermé en août", "ouvert"),
        ("Fermé du 1er au 15 août, sinon 9h-18h", "ouvert"),
        ("Fermeture annuelle", "ouvert"),
        ("Mo-Sa 10:00-19:00; Su off", "ouvert"),
        ("Fermé depuis juin 2023", "fermé"),
        ("fermé définitivement", "fermé"),
        ("closed", "fermé"),
        ("Ouverture prévue en 2027", "en projet"),
        ("Selon la saison", ""),
        ("", ""),
        ("voir le site", ""),
    ],
)
def test_hours_tell_whether_a_place_opens_at_all(text, state):
    assert from_hours(text) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Oui", "ouvert"),
        ("Oui, le week-end", "ouvert"),
        ("Non, travaux en cours", "en projet"),
        ("Non, l’association a déménagé", "fermé"),
        ("O", "ouvert"),
        ("actif", "ouvert"),
        ("Non, plus maintenant", "fermé"),
        ("N", "fermé"),
        ("n’est plus ouvert", "fermé"),
        ("pas encore ouvert", "en projet"),
        ("Bientôt (travaux)", "en projet"),
        ("?", ""),
        ("ne sait pas", ""),
        ("statut associatif", None),
    ],
)
def test_an_answer_about_opening_is_read_or_said_unreadable(text, state):
    assert state_of(text) == state
