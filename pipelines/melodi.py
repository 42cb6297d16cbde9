"""Reads INSEE Melodi datasets: pages of the API, or the CSV of a ZIP file. Used by `sources/*.py`.

One observation per territory and combination of dimensions becomes one column per figure asked.
"""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pandas as pd

from citeoscope.store import Defect
from citeoscope.territory.codes import GRAND_PARIS_EPT
from pipelines.archive import content_of
from pipelines.notes import defect, noted

_LEVELS: Final = {"COM": "commune", "EPCI": "epci", "DEP": "departement", "REG": "region", "FRANCE": "france"}
# SDMX statuses of an observation: the figure is in another territory's, not collected, not relevant, not published.
_ELSEWHERE: Final = "K"
_ABSENT: Final = frozenset({_ELSEWHERE, "L", "M", "O"})
_FREE: Final = "F"
_VALUE: Final = "OBS_VALUE"
_COUNTRIES: Final = ("F", "FM")  # the whole of France; failing that the mainland, all that Filosofi publishes
_OWN: Final = ("level", "code", "vintage", "value", "obs_status", "conf_status")

Cell = Mapping[str, str]  # dimension -> code: what tells one figure from all others
_EUROS: Final = {"UNIT_MEASURE": "EUR_YR"}
FILOSOFI: Final[Mapping[str, Cell]] = MappingProxyType(
    {
        "households": {"FILOSOFI_MEASURE": "NUM_HH"},
        "persons": {"FILOSOFI_MEASURE": "NUM_PER"},
        "median_income_eur": {"FILOSOFI_MEASURE": "MED_SL", **_EUROS},
        "poverty_rate_pct": {"FILOSOFI_MEASURE": "PR_MD60"},
        "d1_eur": {"FILOSOFI_MEASURE": "D1_SL", **_EUROS},
        "d9_eur": {"FILOSOFI_MEASURE": "D9_SL", **_EUROS},
        "d9_d1_ratio": {"FILOSOFI_MEASURE": "IR_D9_D1_SL"},
    }
)
"""Where the figures of two sources are in DS_FILOSOFI_CC."""


class Figures(NamedTuple):
    """A Melodi dataset in columns, how many observations were read, and what was found wrong."""

    frame: pd.DataFrame
    rows_in: int
    defects: tuple[Defect | None, ...] = ()

    def noted(self) -> pd.DataFrame:
        """Return the rows with their notes attached."""
        return noted(self.frame.reset_index(drop=True), rows_in=self.rows_in, defects=self.defects)


def figures(paths: Sequence[Path], cells: Mapping[str, Cell], *, levels: Sequence[str] = ("commune",)) -> Figures:
    """Read figures by territory.

    Parameters
    ----------
    paths
        The files of the source: pages of the API (`.json`), or ZIP files with one `*_data.csv` each.
    cells
        Our name of a column -> the code of every dimension that tells it apart. A dimension left out must have the
        same code everywhere, otherwise territories repeat and the source is refused.
    levels
        The levels to keep, among commune, epci, departement, region and france.

    Returns
    -------
    Figures
        `code` (and `level` when there are several), then each column as float64, with `<column>_status` where a figure
        is not there: `secret`, or `missing`.

    Raises
    ------
    ValueError
        A dimension is absent, a figure has no observation, or a territory repeats.
    """
    observed = pd.concat([_observations(path, levels) for path in paths], ignore_index=True)
    if observed.empty:
        raise ValueError(f"aucune observation aux niveaux {', '.join(levels)}")
    asked = {dimension for cell in cells.values() for dimension in cell}
    gone = sorted(asked - set(observed.columns))
    if gone:
        raise ValueError(f"dimension(s) absente(s) : {', '.join(gone)}")
    vintages = sorted(set(observed["vintage"].dropna()))
    if len(vintages) > 1:
        raise ValueError(f"plusieurs géographies dans la même réponse : {', '.join(vintages)}")
    keys = ["level", "code"] if len(levels) > 1 else ["code"]
    parts = {name: _column(observed, name, cell, keys) for name, cell in cells.items()}
    territories = observed[keys].drop_duplicates().set_index(keys).index
    out: dict[str, pd.Series[Any]] = {}
    for name, part in parts.items():
        out[name] = part["value"].reindex(territories)
        status = part["status"].reindex(territories, fill_value="missing")
        if (status != "ok").any():
            out[f"{name}_status"] = status
    elsewhere = observed["obs_status"] == _ELSEWHERE
    return Figures(
        pd.DataFrame(out, index=territories).reset_index().sort_values(keys, ignore_index=True),
        len(observed),
        (
            defect(
                "compris_ailleurs",
                "Chiffre compris dans celui d’une autre commune (statut K) : donnée absente.",
                observed.loc[elsewhere, "code"].drop_duplicates(),
                column="code",
            ),
        ),
    )


def _column(observed: pd.DataFrame, name: str, cell: Cell, keys: list[str]) -> pd.DataFrame:
    chosen = pd.Series(data=True, index=observed.index)
    for dimension, code in cell.items():
        chosen &= observed[dimension] == code
    rows = observed[chosen]
    wanted = ", ".join(f"{dimension}={code}" for dimension, code in cell.items())
    if rows.empty:
        raise ValueError(f"aucune observation pour {name} ({wanted})")
    repeated = rows.duplicated(keys)
    if repeated.any():
        free = [column for column in rows.columns.difference([*_OWN, *cell]) if len(set(rows[column])) > 1]
        told = f" ; dimension(s) à fixer : {', '.join(free)}" if free else ""
        raise ValueError(f"plusieurs valeurs de {name} ({wanted}) pour {rows.loc[repeated, 'code'].iloc[0]}{told}")
    return pd.DataFrame(
        {"value": rows["value"].to_numpy(), "status": _status(rows).to_numpy()}, index=rows.set_index(keys).index
    )


def _status(rows: pd.DataFrame) -> "pd.Series[str]":
    """Say why a figure is not there; the API leaves the value of a secret out, and says nothing."""
    none = rows["value"].isna()
    absent = none & (rows["obs_status"].isin(_ABSENT) | (rows["conf_status"] == _FREE))
    return pd.Series("ok", index=rows.index, dtype="object").mask(none, "secret").mask(absent, "missing")


def _observations(path: Path, levels: Sequence[str]) -> pd.DataFrame:
    frame = _page(path) if path.suffix == ".json" else _table(path)
    frame["level"] = frame["level"].map(_LEVELS)
    frame.loc[frame["code"].isin(GRAND_PARIS_EPT), "level"] = "ept"
    kept = frame[frame["level"].isin(levels)].copy()
    country = kept["level"] == "france"
    own = next((code for code in _COUNTRIES if (kept.loc[country, "code"] == code).any()), None)
    kept = kept[~country | (kept["code"] == own)].copy()
    kept.loc[kept["level"] == "france", "code"] = "FR"
    kept["value"] = kept["value"].mask(kept["obs_status"] == _ELSEWHERE)
    return kept


def _page(path: Path) -> pd.DataFrame:
    """Read a page of the API: `GEO` is `2025-COM-91228`."""
    listed = json.loads(path.read_bytes())["observations"]
    rows = []
    for one in listed:
        dimensions = dict(one["dimensions"])
        geo = str(dimensions.pop("GEO")).rsplit("-", 2)
        attributes = one.get("attributes") or {}
        measure = next(iter(one["measures"].values()))
        rows.append(
            dimensions
            | {
                "vintage": geo[0] if len(geo) == 3 else None,  # noqa: PLR2004 - vintage, level, code
                "level": geo[-2],
                "code": geo[-1],
                "value": measure.get("value"),
                "obs_status": attributes.get("OBS_STATUS"),
                "conf_status": attributes.get("CONF_STATUS"),
            }
        )
    frame = pd.DataFrame(rows, columns=None if rows else [*_OWN])
    return frame.astype({"value": "float64"})


def _table(path: Path) -> pd.DataFrame:
    """Read the CSV of a ZIP file: `GEO` is the code, `GEO_OBJECT` its level."""
    text = io.BytesIO(content_of(path, "*_data.csv"))
    frame = pd.read_csv(text, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    gone = [name for name in ("GEO", "GEO_OBJECT", _VALUE) if name not in frame]
    if gone:
        raise ValueError(f"colonne(s) absente(s) de {path.name} : {', '.join(gone)}")
    frame = frame.rename(
        columns={
            "GEO": "code",
            "GEO_OBJECT": "level",
            _VALUE: "value",
            "OBS_STATUS": "obs_status",
            "CONF_STATUS": "conf_status",
        }
    )
    for name in ("obs_status", "conf_status"):
        frame[name] = frame[name].where(frame[name] != "") if name in frame else None
    value = frame["value"].str.strip()
    if frame["conf_status"].isna().all():  # a dataset without secrets: an empty cell is not one
        frame["obs_status"] = frame["obs_status"].mask(value == "", "M")
    return frame.assign(vintage=None, value=pd.to_numeric(value.where(value != ""), errors="raise").astype("float64"))
