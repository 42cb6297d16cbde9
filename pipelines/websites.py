"""Web addresses as people write them in lists: what is none is left out, for it is often somebody's name. Pure."""

from typing import Final

import pandas as pd

_ADDRESS: Final = r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?"
NOT_A_SITE: Final = "Texte à la place d’un site (nom de personne, courriel, remarque) : effacé."


def websites(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Read web addresses.

    Parameters
    ----------
    cells
        Text as published; missing where there is none.

    Returns
    -------
    tuple[pandas.Series, pandas.Series]
        The addresses, missing where the text is none; and, by row, whether a text was left out.
    """
    told = cells.astype("string").str.split("|").str[0].str.strip()
    known = told.str.fullmatch(_ADDRESS, case=False).fillna(value=False).astype(bool)
    return told.where(known).astype("object").where(known, None), cells.notna() & ~known & (told.fillna("") != "")
