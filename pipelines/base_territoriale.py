"""Reads the compiled tables of all territories, which mix every level in one column `id`. Used by `sources/*.py`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from citeoscope.store import Defect
from citeoscope.territory.codes import GRAND_PARIS_EPT, PARENT_OF_ARRONDISSEMENT, departement_of, parent_commune
from pipelines.notes import defect, noted
from pipelines.reading import keep

_ID: Final = r"^(?P<kind>[DR]?)(?P<code>\w{1,9})$"
_GROUPS_OVERSEAS: Final = ("97", "97B")
# Codes given or given back since 2024, Les Trois Lacs, and Sannerville: the compilation found no figure under them.
_TOO_RECENT: Final = frozenset(
    {"12218", "14581", "14666", "15031", "15035", "15047", "15171", "27676", "49126", "60694", "69114"}
    | {"85165", "85212"}
)
MAYOTTE: Final = "976"


class Table(NamedTuple):
    """A table being read: its rows, how many were published, and what was found wrong."""

    frame: pd.DataFrame
    rows_in: int
    defects: tuple[Defect | None, ...] = ()

    def noted(self) -> pd.DataFrame:
        """Return the rows with a status beside each column that has holes, and the notes attached."""
        out: dict[str, pd.Series] = {}
        for name in self.frame.columns:
            cells = self.frame[name]
            out[name] = cells
            if pd.api.types.is_float_dtype(cells) and cells.isna().any():
                out[f"{name}_status"] = cells.notna().map({True: "ok", False: "missing"})
        return noted(
            pd.DataFrame(out, index=self.frame.index).reset_index(drop=True),
            rows_in=self.rows_in,
            defects=self.defects,
        )

    def without(self, holes: "pd.Series[bool]", names: Sequence[str], found: Defect | None) -> "Table":
        """Return the table with the figures of some rows cleared.

        Parameters
        ----------
        holes
            The rows.
        names
            The columns to clear in these rows.
        found
            What to say about it.

        Returns
        -------
        Table
        """
        frame = self.frame.copy()
        frame.loc[holes, list(names)] = float("nan")
        return Table(frame, self.rows_in, (*self.defects, found))


def all_levels(paths: Sequence[Path], columns: Mapping[str, str]) -> Table:
    """Read a table, each row with its `level` and the code the COG gives it.

    Parameters
    ----------
    paths
        The files of the source; the first one is read.
    columns
        Published name -> our name, `id` left out.

    Returns
    -------
    Table
        Columns `level` (commune, epci, ept, departement, region, france), `code`, then the wanted ones as published.
    """
    published = keep(pd.read_parquet(paths[0]), {"id": "code", **columns}, paths[0].name)
    blank = published["code"].isna()
    parts = published["code"].astype("string").str.extract(_ID).fillna("")
    code, kind = parts["code"], parts["kind"]
    siren = code.str.fullmatch(r"\d{9}")
    commune = kind.eq("") & code.str.fullmatch(r"\d{4,5}|2[AB]\d{3}")
    level = (
        kind.map({"D": "departement", "R": "region"})
        .astype("object")
        .mask(commune, "commune")
        .mask(siren, code.isin(GRAND_PARIS_EPT).map({True: "ept", False: "epci"}))
        .mask(code == "FR", "france")
    )
    grouped = (level == "region") & code.isin(_GROUPS_OVERSEAS)
    short = (commune & (code.str.len() == 4)) | ((level == "departement") & (code.str.len() == 1))  # noqa: PLR2004 - "1001" for 01001
    code = code.str.zfill(5).where(commune, code.str.zfill(2).where(level == "departement", code))
    frame = published.drop(columns="code").assign(level=level, code=code.astype("object"))
    kept = ~grouped & level.notna()
    return Table(
        frame.loc[kept, ["level", "code", *columns.values()]],
        len(published),
        (
            defect(
                "hors_cog",
                "Regroupement outre-mer qui n’est pas une région : écarté.",
                published.loc[grouped, "code"],
                column="code",
            ),
            defect(
                "sans_identifiant", "Ligne sans identifiant : écartée.", published.loc[blank, "code"], column="code"
            ),
            defect(
                "zéro_perdu",
                "Code des départements 01 à 09 publié sans son zéro : zéro remis.",
                published.loc[short, "code"],
                column="code",
            ),
        ),
    )


def communes(paths: Sequence[Path], columns: Mapping[str, str], *, weight: str | None = None) -> Table:
    """Read the communes of a table of numbers, each once.

    Parameters
    ----------
    paths
        The files of the source; the first one is read.
    columns
        Published name -> our name, `id` left out.
    weight
        For a table of means: our name of the column that weighs the arrondissements of Paris, Lyon and Marseille.
        Without it they are added up.

    Returns
    -------
    Table
        Columns `code`, then the wanted ones as float64; communes the compilation has no figure for are left out.
    """
    every = all_levels(paths, columns)
    names = list(columns.values())
    own = every.frame["level"] == "commune"
    wider = every.frame.loc[~own, "code"]
    frame = every.frame.loc[own, ["code", *names]].astype(dict.fromkeys(names, "float64"))
    whole, shared = _whole_cities(frame, names, weight)
    unknown = (whole[names].fillna(0) == 0).all(axis=1) & (
        whole["code"].isin(_TOO_RECENT) | (whole["code"].map(departement_of) == MAYOTTE)
    )
    return Table(
        whole[~unknown],
        every.rows_in,
        (
            *every.defects,
            defect(
                "niveau_supérieur",
                "Lignes des niveaux au-dessus de la commune : écartées, l’outil les recalcule.",
                wider,
                column="code",
            ),
            shared,
            defect(
                "zéro_non_publié",
                "Lignes à zéro parce que non publiées (Mayotte, codes trop récents pour la compilation) : écartées.",
                whole.loc[unknown, "code"],
                column="code",
            ),
        ),
    )


def _whole_cities(frame: pd.DataFrame, names: list[str], weight: str | None) -> tuple[pd.DataFrame, Defect | None]:
    """Give Paris, Lyon and Marseille one row: their own figure, or what their arrondissements make where it is zero."""
    part = frame["code"].isin(PARENT_OF_ARRONDISSEMENT)
    city = frame.loc[part, "code"].map(parent_commune)
    rows = frame.loc[part, names]
    if weight is not None:
        means = [name for name in names if name != weight]
        rows = rows.assign(**{name: rows[name] * rows[weight] for name in means})
    totals = rows.groupby(city).sum(min_count=1)
    if weight is not None:
        totals[means] = totals[means].div(totals[weight].where(totals[weight] > 0), axis=0)
    whole = frame[~part].set_index("code")
    here = totals.index.intersection(whole.index)
    published = whole.loc[here, names]
    whole.loc[here, names] = published.where(published > 0, totals.loc[here])
    return whole.reset_index(), defect(
        "arrondissement",
        "Paris, Lyon et Marseille : arrondissements réunis dans la commune là où elle est à zéro, écartés ailleurs.",
        frame.loc[part, "code"],
        column="code",
    )
