"""DREES's access to care by commune (accessibilité potentielle localisée)."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes
from pipelines.notes import defect

_COLUMNS = {
    "pop_apl": "population",
    "apl_gen": "gp",
    "apl_65": "gp_under_65",
    "apl_inf": "nurses",
    "apl_dent": "dentists",
    "apl_mk": "physios",
}
# A tenth of a full-time equivalent per 100,000 inhabitants is the last digit that says anything.
_DECIMALS = {"gp": 3, "gp_under_65": 3, "nurses": 1, "dentists": 1, "physios": 1}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read access to each profession; it is a mean per inhabitant, zero is a figure where somebody lives."""
    table = communes(paths, _COLUMNS, weight="population")
    nobody = table.frame["population"] == 0
    return (
        table._replace(frame=table.frame.round(_DECIMALS))
        .without(
            nobody,
            [name for name in _COLUMNS.values() if name != "population"],
            defect(
                "sans_habitant",
                "Commune sans habitant : l’accès aux soins n’y a pas de sens, donnée absente.",
                table.frame.loc[nobody, "code"],
                column="code",
            ),
        )
        .noted()
    )
