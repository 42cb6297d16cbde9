"""INSEE's main residences of the Val-d'Oise: type, tenure, period of construction."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import noted

_CODE = "Code géographique"
_MAIN = "Résidences principales"
_TYPES = {"Maison": "houses", "Appartement": "flats"}
_PERIODS = {
    "Avant 1919": "before_1919",
    "De 1919 à 1945": "1919_1945",
    "De 1946 à 1970": "1946_1970",
    "De 1971 à 1990": "1971_1990",
    "De 1991 à 2005": "1991_2005",
    "De 2006 à 2019": "2006_2019",
}
_OWNER = "Propriétaire"
_OTHERS = {
    "Locataire de logement parc privé vide": "tenants_private",
    "Locataire de logement parc social vide": "tenants_social",
    "Locataire de logement meublé": "tenants_furnished",
    "Logé gratuitement": "rent_free",
}
_BEFORE_1971 = ("before_1919", "1919_1945", "1946_1970")


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the two tables, whose column names hold several headings, one per line; each commune once."""
    tenure = _read(next(path for path in paths if "tenure" in path.name))
    dated = _read(next(path for path in paths if "log1" in path.name))
    out = {"main_residences": tenure.sum(axis=1)}
    for kind, name in _TYPES.items():
        out[name] = _total(tenure, kind=kind)
    for kind, name in _TYPES.items():
        out[f"owned_{name}"] = _total(tenure, tenant=_OWNER, kind=kind)
    for tenant, name in _OTHERS.items():
        out[name] = _total(tenure, tenant=tenant)
    for kind, name in _TYPES.items():
        for period, suffix in _PERIODS.items():
            out[f"{name}_{suffix}"] = dated[(_MAIN, period, kind)]
    frame = pd.DataFrame(out)
    frame["houses_before_1971"] = frame[[f"houses_{suffix}" for suffix in _BEFORE_1971]].sum(axis=1)
    frame["houses_dated"] = frame[[f"houses_{suffix}" for suffix in _PERIODS.values()]].sum(axis=1)
    return noted(frame.rename_axis("code").reset_index(), rows_in=len(tenure) + len(dated))


def _total(tenure: pd.DataFrame, *, tenant: str | None = None, kind: str | None = None) -> "pd.Series[float]":
    wanted = [
        name for name in tenure.columns if (tenant is None or name[1] == tenant) and (kind is None or name[2] == kind)
    ]
    return tenure[wanted].sum(axis=1)


def _read(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").set_index(_CODE)
    figures = table.drop(columns="Libellé géographique").astype("float64")
    figures.columns = pd.MultiIndex.from_tuples([tuple(name.split("\n")) for name in figures.columns])
    return figures
