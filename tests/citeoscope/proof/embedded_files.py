"""The embedded Parquet files and the declared indicators, read with pandas and nothing of the product."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[3]
SNAPSHOT = ROOT / "data" / "snapshot"
SEVERITY = ["ok", "not_applicable", "missing", "not_aggregable", "secret"]
OK, NOT_APPLICABLE, MISSING, NOT_AGGREGABLE, SECRET = range(5)
LEVELS = ["commune", "epci", "ept", "departement", "region", "france"]
COUNT = re.compile(r"count\((\w+)(?:\.(\w+)=(\w+))?\)")
_TERM = re.compile(r"([+-]?)(\w+)(?::(\w+))?")


class Column(NamedTuple):
    """A figure per commune: `value`, and `status` as its place in SEVERITY."""

    value: np.ndarray
    status: np.ndarray


@cache
def declared():
    """Every indicator, as its TOML file declares it."""
    found = {}
    for path in sorted((ROOT / "citeoscope" / "indicators").glob("*.toml")):
        theme = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {name: entry for name, entry in theme.items() if isinstance(entry, dict)}
    return found


def codes_of(communes, expression):
    """The communes of an expression, by set algebra from left to right."""
    codes = set()
    for sign, level, code in _TERM.findall(expression):
        part = set(communes.loc[communes[level] == (code or "FR"), "code"])
        codes = codes - part if sign == "-" else codes | part
    return codes


class EmbeddedFiles:
    """Figures of the snapshot, commune by commune."""

    def __init__(self):
        self.index = json.loads((SNAPSHOT / "index.json").read_text(encoding="utf-8"))["datasets"]
        self.read = cache(lambda dataset: pd.read_parquet(SNAPSHOT / self.index[dataset]["file"]))
        self.column = cache(self._column)
        communes = self.read("communes").sort_values("code", ignore_index=True)
        self.communes = communes.assign(commune=communes["code"], france="FR")

    def _column(self, reference):
        codes = self.communes["code"]
        if counted := COUNT.fullmatch(reference):
            dataset, column, wanted = counted.groups()
            points = self.read(dataset)
            points = points if column is None else points[points[column] == wanted]
            number = codes.map(points["commune_code" if "commune_code" in points else "code"].value_counts())
            return Column(number.fillna(0).to_numpy("float64"), np.zeros(len(codes), dtype="int8"))
        dataset, _, column = reference.partition(".")
        rows = self.read(dataset).set_index("code").reindex(codes)
        value = rows[column].to_numpy("float64", na_value=np.nan)
        if f"{column}_status" not in rows:
            return Column(value, np.where(np.isnan(value), MISSING, OK).astype("int8"))
        status = rows[f"{column}_status"].map(SEVERITY.index, na_action="ignore").fillna(MISSING).to_numpy("int8")
        return Column(np.where(status == OK, value, np.nan), status)

    def together(self, reference):
        """Carrier of a figure -> the communes it covers, where the source is older than a split."""
        if COUNT.fullmatch(reference):
            return {}
        return (self.index[reference.partition(".")[0]]["rebase"] or {}).get("splits") or {}

    def published(self, reference, level):
        """The publisher's own figures at a level, by code: `value` and `status`."""
        dataset, _, column = reference.partition(".")
        rows = self.read(dataset)
        rows = rows[rows["level"] == level].set_index("code")
        return pd.DataFrame({"value": rows[column], "status": rows[f"{column}_status"].map(SEVERITY.index)})

    def level(self, level):
        """The communes of every territory of a level: `group`, `place` in `communes`."""
        known = self.communes[level].dropna()
        return pd.DataFrame({"group": pd.Categorical(known), "place": known.index.to_numpy()})

    def groups(self, groups):
        """The communes of named sets of codes, which may overlap: `group`, `place` in `communes`."""
        place = pd.Series(self.communes.index, index=self.communes["code"])
        codes = [sorted(one) for one in groups.values()]
        names = pd.Categorical.from_codes(np.repeat(np.arange(len(codes)), [len(one) for one in codes]), list(groups))
        return pd.DataFrame({"group": names, "place": place[[code for one in codes for code in one]].to_numpy()})
