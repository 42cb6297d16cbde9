"""What the other sources are checked and re-based against: the current COG, its movements, the EPCI."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import pandas as pd

from citeoscope.store import RebaseLog
from citeoscope.territory.codes import parent_commune
from citeoscope.territory.cog import CURRENT_COG, Movement, Rebase

_FULL: Final = "COM"


@dataclass(frozen=True, slots=True)
class Reference:
    """The current territories.

    Attributes
    ----------
    communes, regions
        Commune code -> its name, and -> its région.
    codes
        Level -> the codes that exist; `epci` and `ept` are empty when no composition is stored yet.
    movements
        All movements between full communes.
    former_names
        Commune code -> the names of the communes it took in, or had, since 1943.
    """

    communes: dict[str, str]
    regions: dict[str, str]
    codes: dict[str, frozenset[str]]
    movements: tuple[Movement, ...]
    former_names: dict[str, frozenset[str]]

    @classmethod
    def from_frames(
        cls,
        cog: pd.DataFrame,
        movements: pd.DataFrame,
        epci: pd.DataFrame | None = None,
        ept: pd.DataFrame | None = None,
    ) -> "Reference":
        """Build the reference from the stored tables.

        Parameters
        ----------
        cog, movements, epci, ept
            The datasets `cog`, `cog_mouvements`, `epci` and `ept`.

        Returns
        -------
        Reference
        """
        communes = cog[cog["level"] == "commune"]
        full = movements[(movements["typecom_av"] == _FULL) & (movements["typecom_ap"] == _FULL)]
        codes = {str(level): frozenset(group) for level, group in cog.groupby("level")["code"]}
        codes["epci"] = frozenset() if epci is None else frozenset(epci["epci"])
        codes["ept"] = frozenset() if ept is None else frozenset(ept["ept"])
        former: dict[str, set[str]] = defaultdict(set)
        for code, name in zip(movements["com_ap"], movements["libelle_av"], strict=True):
            former[str(code)].add(str(name))
        return cls(
            communes=dict(zip(communes["code"], communes["name"], strict=True)),
            regions=dict(zip(communes["code"], communes["region"], strict=True)),
            codes=codes,
            movements=tuple(
                Movement(*row)
                for row in full[["mod", "date_eff", "com_av", "com_ap"]].itertuples(index=False, name=None)
            ),
            former_names={code: frozenset(names) for code, names in former.items()},
        )

    def knows(self, codes: "pd.Series[str]") -> "pd.Series[bool]":
        """Say which codes are those of current communes."""
        return codes.map(self.communes.__contains__).astype(bool)

    def rebase(self, vintage: int, codes: "pd.Series[str]") -> Rebase:
        """Return where each code of that vintage went by now."""
        return Rebase.between(self.movements, f"{vintage}-01-01", f"{CURRENT_COG}-01-01", codes=codes)


def log_of(rebase: Rebase, vintage: int, codes: "pd.Series[str]", lost: tuple[str, ...] = ()) -> RebaseLog:
    """Sum up a re-basing for the manifest.

    Parameters
    ----------
    rebase
        What moved.
    vintage
        Year of the geography the data came in.
    codes
        The codes of the data, before.
    lost
        Codes that could not be carried.

    Returns
    -------
    RebaseLog
    """
    present = {parent_commune(code) for code in codes}
    moved = {old: new for old, new in rebase.mapping.items() if old in present}
    counts = pd.Series([moved.get(code, code) for code in sorted(present)]).value_counts()
    renamed = sum(1 for new in moved.values() if counts[new] == 1)
    splits = {code: parts for code, parts in rebase.splits.items() if counts.get(code, 0)}
    return RebaseLog(
        from_cog=vintage, to_cog=CURRENT_COG, merged=len(moved) - renamed, renamed=renamed, splits=splits, lost=lost
    )
