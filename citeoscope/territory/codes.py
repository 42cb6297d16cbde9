"""INSEE codes are text: their forms, and the three cities that have arrondissements."""

import re
from typing import Final

COMMUNE: Final = re.compile(r"^(?:[013-9]\d|2[AB1-9])\d{3}$")
DEPARTEMENT: Final = re.compile(r"^(?:0[1-9]|[13-9]\d|2[AB1-9]|97\d)$")
SIREN: Final = re.compile(r"^\d{9}$")

PARIS: Final = "75056"
LYON: Final = "69123"
MARSEILLE: Final = "13055"

PARENT_OF_ARRONDISSEMENT: Final[dict[str, str]] = (
    {f"751{n:02d}": PARIS for n in range(1, 21)}
    | {f"6938{n}": LYON for n in range(1, 10)}
    | {f"132{n:02d}": MARSEILLE for n in range(1, 17)}
)


GRAND_PARIS_EPT: Final = frozenset(
    {
        "200057867",
        "200057875",
        "200057941",
        "200057966",
        "200057974",
        "200057982",
        "200057990",
        "200058006",
        "200058014",
        "200058097",
        "200058790",
    }
)
"""The eleven EPT of the Métropole du Grand Paris: their SIREN look like those of EPCI."""


def parent_commune(code: str) -> str:
    """Return the commune a code belongs to: the parent for an arrondissement, the code itself otherwise."""
    return PARENT_OF_ARRONDISSEMENT.get(code, code)


def departement_of(code: str) -> str:
    """Return the département part of a commune code: three characters overseas, two elsewhere."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
