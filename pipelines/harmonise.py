"""Carries every dataset to the current COG: merges add up what is additive, splits are never invented."""

from collections.abc import Callable
from typing import Final, NamedTuple

import geopandas as gpd
import pandas as pd

from citeoscope.catalogue.source import Source
from citeoscope.store import Defect, RebaseLog
from citeoscope.territory.codes import parent_commune
from citeoscope.territory.cog import CURRENT_COG, Rebase
from pipelines import outlines as outline_steps
from pipelines.notes import defect
from pipelines.place import place
from pipelines.reference import Reference, log_of

_WORST_FIRST: Final = ("secret", "missing", "not_aggregable", "not_applicable")


class Harmonised(NamedTuple):
    """A dataset in the current COG, what moved, and what could not be carried."""

    frame: pd.DataFrame
    rebase: RebaseLog | None
    defects: tuple[Defect, ...]


def harmonise(
    frame: pd.DataFrame, source: Source, reference: Reference, whole_outlines: Callable[[], gpd.GeoDataFrame]
) -> Harmonised:
    """Re-base a parsed frame, whatever its shape, and put its rows in their final order.

    Parameters
    ----------
    frame
        What the source's `parse` returned, validated.
    source
        Its declaration: vintage of the codes, columns that may be summed.
    reference
        The current COG.
    whole_outlines
        Gives the communes' outlines, not simplified; only called when a point must be placed.

    Returns
    -------
    Harmonised
    """
    if isinstance(frame, gpd.GeoDataFrame) and source.kind == "points":
        return Harmonised(*place(frame, source, reference, whole_outlines))
    if isinstance(frame, gpd.GeoDataFrame):
        if any(column.name == "outline" for column in source.columns):
            carried, log, defects = outline_steps.rebase(frame, source, reference)
            return Harmonised(outline_steps.simplify(carried, outline_steps.COMMUNE_TOLERANCE_M), log, defects)
        return Harmonised(outline_steps.simplify(frame.sort_values("code"), outline_steps.WIDE_TOLERANCE_M), None, ())
    if source.cog_vintage in (None, CURRENT_COG):
        return Harmonised(frame, None, ())
    if "level" in frame.columns:
        return _rebase_list(frame, source, reference)
    return rebase_table(frame, source, reference)


def rebase_table(frame: pd.DataFrame, source: Source, reference: Reference) -> Harmonised:
    """Re-base a table with one row per commune.

    Parameters
    ----------
    frame
        A table with a `code` column, one row per code.
    source
        Its declaration.
    reference
        The current COG.

    Returns
    -------
    Harmonised
        One row per current commune that has data, in the order of the codes.
    """
    vintage = source.cog_vintage or CURRENT_COG
    codes = frame["code"].astype("object")  # mapped several times: Arrow texts are slow to walk through
    parents, present = codes.map(parent_commune), set(codes)
    both = (parents != codes) & parents.map(present.__contains__).astype(bool)
    defects = [
        defect(
            "arrondissement",
            "La commune entière a sa ligne : arrondissements écartés pour ne rien compter deux fois.",
            frame.loc[both, "code"],
            column="code",
        )
    ]
    rows = frame[~both]
    rebase = reference.rebase(vintage, parents[~both])
    target = parents[~both].map(lambda code: rebase.mapping.get(code, code))
    known = reference.knows(target)
    lost = tuple(sorted(set(rows.loc[~known, "code"])))
    defects.append(
        defect(
            "code_inconnu",
            f"Codes absents du COG {CURRENT_COG} et sans mouvement connu : lignes écartées.",
            lost,
            column="code",
        )
    )
    rows = rows[known].assign(_target=target[known])
    belonging = not any(pd.api.types.is_numeric_dtype(rows[name]) for name in rows.columns)
    shared = rows["_target"].duplicated(keep=False)
    groups = rows[shared].groupby("_target", sort=True)
    merged = [_choose(group, str(code)) if belonging else _add_up(group, str(code), source) for code, group in groups]
    disputed = [
        str(code)
        for code, group in groups
        if belonging and group.drop(columns=["code", "_target"]).drop_duplicates().shape[0] > 1
    ]
    defects.append(
        defect(
            "appartenance_multiple",
            "Commune fusionnée depuis plusieurs territoires : celui du chef-lieu est retenu.",
            disputed,
            column="code",
        )
    )
    single = rows[~shared].assign(code=rows.loc[~shared, "_target"]).drop(columns="_target")
    parts = [
        part for part in (single, pd.DataFrame(merged, columns=single.columns) if merged else None) if part is not None
    ]
    out = pd.concat(parts, ignore_index=True)
    if belonging:
        out = pd.concat([out, _inherited(out, rebase)], ignore_index=True)
    elif merged:
        out = _with_statuses(out, rows)
    return Harmonised(
        out.sort_values("code", ignore_index=True),
        log_of(rebase, vintage, rows["code"], lost),
        tuple(found for found in defects if found is not None),
    )


def _add_up(group: pd.DataFrame, code: str, source: Source) -> dict[str, object]:
    additive = {column.name for column in source.columns if column.additive}
    out: dict[str, object] = {}
    for name in group.columns.drop("_target"):
        values = group[name]
        if name == "code":
            out[name] = code
        elif name.endswith("_status"):
            out.setdefault(name, "ok")
        elif not pd.api.types.is_numeric_dtype(values):
            out[name] = values.iloc[0]
        else:
            statuses = set(group[f"{name}_status"]) if f"{name}_status" in group else set()
            statuses |= {"missing"} if values.isna().any() and statuses <= {"ok"} else set()
            if name in additive:
                status = next((bad for bad in _WORST_FIRST if bad in statuses), "ok")
            else:
                status = "not_aggregable"
            out[name] = values.sum() if status == "ok" else float("nan")
            out[f"{name}_status"] = status
    return {name: out[name] for name in group.columns.drop("_target")}


def _choose(group: pd.DataFrame, code: str) -> dict[str, object]:
    own = group[group["code"] == code]
    row = (own if len(own) else group).iloc[0].drop("_target")
    return {str(name): value for name, value in row.items()} | {"code": code}


def _inherited(frame: pd.DataFrame, rebase: Rebase) -> pd.DataFrame:
    """Give re-established communes the territory of the commune they left: belonging follows the land."""
    present = set(frame["code"])
    rows = frame.set_index("code", drop=False)
    added = [
        rows.loc[carrier].to_dict() | {"code": part}
        for carrier, parts in rebase.splits.items()
        for part in parts
        if carrier in present and part not in present
    ]
    return pd.DataFrame(added, columns=frame.columns)


def _with_statuses(out: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Give a status to a column that had every value before a merge took one away."""
    for name in rows.columns:
        status = f"{name}_status"
        if (
            name != "_target"
            and pd.api.types.is_numeric_dtype(out[name])
            and status not in out
            and out[name].isna().any()
        ):
            out[status] = out[name].notna().map({True: "ok", False: "not_aggregable"})
    return out


def _rebase_list(frame: pd.DataFrame, source: Source, reference: Reference) -> Harmonised:
    vintage = source.cog_vintage or CURRENT_COG
    communes = frame["level"] == "commune"
    codes = frame.loc[communes, "code"]
    rebase = reference.rebase(vintage, codes.map(parent_commune))
    out = frame.copy()
    out.loc[communes, "code"] = codes.map(parent_commune).map(lambda code: rebase.mapping.get(code, code))
    unknown = [
        f"{name} ({code})"
        for name, level, code in zip(out["name"], out["level"], out["code"], strict=True)
        if isinstance(level, str) and reference.codes.get(level) and code not in reference.codes[level]
    ]
    found = defect(
        "code_inconnu",
        f"Codes absents du COG {CURRENT_COG} ou de la composition des EPCI : gardés tels quels.",
        unknown,
        column="code",
    )
    return Harmonised(out, log_of(rebase, vintage, codes), (found,) if found else ())
