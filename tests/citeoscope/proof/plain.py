"""The aggregation contract once more, in plain pandas: what the engine must answer, without importing it.

A source gives the figure and the status of each commune (`column`), and which communes have theirs published together
(`together`); see `embedded_files.py` and `raw_files.py`.
"""

import numpy as np
import pandas as pd
from embedded_files import MISSING, NOT_AGGREGABLE, NOT_APPLICABLE, OK, SECRET, Column, codes_of, declared

ENOUGH_COMMUNES = 0.95
ENOUGH_WEIGHT = 0.8


def reads(rule):
    """The columns of a rule, in order."""
    return [rule[key] for key in ("value", "numerator", "denominator", "weight") if key in rule]


def answers(source, name, members):
    """Apply an indicator's rule to groups of communes: `group`, `place` in `source.communes`, a row each.

    Returns, by group: `value` (NaN unless `ok`), `status`, `coverage`, `bound` (what is known of a secret sum).
    """
    entry = declared()[name]
    rule = entry["rule"]
    if rule["name"] == "derived":
        return _derived(source, rule, members)
    columns = [source.column(reference) for reference in reads(rule)]
    if "scope" in entry:
        inside = source.communes["code"].isin(codes_of(source.communes, entry["scope"])).to_numpy()
        first = columns[0]
        columns[0] = Column(np.where(inside, first.value, np.nan), np.where(inside, first.status, MISSING))
    rows = _rows(source, reads(rule), columns, members)
    out = {"none": _single, "weighted_mean": _mean, "sum": _total, "ratio": _ratio}[rule["name"]](rule, rows)
    if "cells" in entry:
        out = _without_small_cells(source, entry, columns[0], members, out)
    if entry.get("secrecy") != "lower_bound":
        out["bound"] = np.nan
    return out.assign(bound=out["bound"].where(out["bound"] > 0), value=out["value"].where(out["status"] == OK))


def _rows(source, references, columns, members):
    """A row per group and commune; one for all the communes published together, where a group holds them all."""
    rows = members.assign(communes=1)
    place = rows["place"].to_numpy()
    for i, column in enumerate(columns):
        rows[f"value{i}"], rows[f"status{i}"] = column.value[place], column.status[place].astype("int8")
    together = {carrier: codes for reference in references for carrier, codes in source.together(reference).items()}
    for carrier, codes in together.items():
        places = source.communes.index[source.communes["code"].isin(codes)]
        (head,) = source.communes.index[source.communes["code"] == carrier]
        part = rows[rows["place"].isin(places)]
        whole = part.groupby("group")["place"].transform("size") == len(codes)
        heads = part.index[whole & (part["place"] == head)]
        for i, (reference, column) in enumerate(zip(references, columns, strict=True)):
            rows.loc[part.index[~whole], f"value{i}"] = np.nan
            rows.loc[part.index[~whole], f"status{i}"] = MISSING
            covered = [head] if carrier in source.together(reference) else list(places)
            worst = column.status[covered].max()
            rows.loc[heads, f"value{i}"] = column.value[covered].sum() if worst == OK else np.nan
            rows.loc[heads, f"status{i}"] = worst
        rows.loc[heads, "communes"] = len(codes)
        rows = rows.drop(index=part.index[whole & (part["place"] != head)])
    return rows


def _counted(rows):
    """By group: the sums where every column has a value, the status, the coverage."""
    statuses = rows.filter(like="status")
    ok = (statuses == OK).all(axis=1)
    groups = rows.assign(known=rows["communes"].where(ok, 0), worst=statuses.max(axis=1)).groupby("group")
    coverage = groups["known"].sum() / groups["communes"].sum()
    worst = groups["worst"].max()
    sums = rows.filter(like="value").where(ok).groupby(rows["group"]).sum(min_count=1)
    return sums, _explained(worst, coverage >= ENOUGH_COMMUNES).mask(worst == SECRET, SECRET), coverage


def _explained(worst, enough):
    return worst.mask(worst == OK, MISSING).mask(enough, OK)


def _frame(value, status, coverage, bound=np.nan):
    return pd.DataFrame({"value": value, "status": status, "coverage": coverage, "bound": bound})


def _total(_, rows):
    sums, status, coverage = _counted(rows)
    told = rows["communes"].where(rows["status0"].isin([OK, SECRET]), 0).groupby(rows["group"]).sum()
    enough = told >= ENOUGH_COMMUNES * rows.groupby("group")["communes"].sum()
    positive = ~(rows["value0"] < 0).groupby(rows["group"]).any()
    bound = sums["value0"].where((status == SECRET) & enough & positive)
    return _frame(sums["value0"], status, coverage, bound)


def _ratio(rule, rows):
    sums, status, coverage = _counted(rows)
    quotient = sums["value0"] / sums["value1"].where(sums["value1"] > 0)
    years = rule.get("years")
    value = ((quotient ** (1 / years)) - 1) * 100 if years else quotient * rule.get("factor", 1.0)
    return _frame(value, status.mask((status == OK) & ~np.isfinite(value), NOT_APPLICABLE), coverage)


def _mean(rule, rows):
    alone = rows.groupby("group")["place"].transform("size") == 1
    weight = rows["value1"].mask(alone, 1.0)
    known = (rows["status0"] == OK) & weight.notna()
    held = pd.DataFrame(
        {"all": weight, "known": weight.where(known), "product": (weight * rows["value0"]).where(known)}
    )
    held = held.groupby(rows["group"]).sum(min_count=1)
    coverage = (held["known"] / held["all"]).fillna(0)
    value = held["product"] / held["known"]
    enough = (coverage >= rule.get("min_coverage", ENOUGH_WEIGHT)) & value.notna()
    return _frame(value, _explained(rows.groupby("group")["status0"].max(), enough), coverage)


def _single(_, rows):
    groups = rows.assign(known=rows["status0"] == OK).groupby("group")
    status = groups["status0"].first().mask(groups["communes"].sum() > 1, NOT_AGGREGABLE)
    return _frame(groups["value0"].sum(min_count=1), status, groups["known"].mean())


def _without_small_cells(source, entry, value, members, out):
    """Hide a total whose hidden communes hold too few units: the shown ones could be taken away from it."""
    smallest = entry["cells"]["smallest"]
    units = source.column(entry["cells"]["units"]).value[members["place"]]
    hidden = (units > 0) & (units < smallest)
    held = pd.Series(np.where(hidden, units, 0.0)).groupby(members["group"]).sum()
    many = pd.Series(hidden.astype(float)).groupby(members["group"]).sum()
    # As many units as communes, or the most they can have: each of them is then known.
    small = (held > 0) & ((held < smallest) | (held == many) | (held == many * (smallest - 1)))
    shown = pd.Series(np.where(hidden, 0.0, value.value[members["place"]])).groupby(members["group"]).sum()
    bound = out["bound"].mask(small & (out["status"] == OK), shown) if entry["rule"]["name"] == "sum" else np.nan
    return out.assign(status=out["status"].mask(small, SECRET), bound=bound)


def _derived(source, rule, members):
    """Apply the formula to the answers of the inputs, or in each commune and sum."""
    if rule.get("then") == "sum" and members["group"].duplicated().any():
        own = _derived(source, {**rule, "then": None}, source.level("commune"))
        own = own.reindex(source.communes["code"])
        by_place = Column(own["value"].to_numpy(), own["status"].fillna(MISSING).to_numpy("int8"))
        place = members["place"].to_numpy()
        rows = members.assign(communes=1, value0=by_place.value[place], status0=by_place.status[place])
        out = _total(rule, rows)
        return out.assign(value=out["value"].where(out["status"] == OK), bound=np.nan)
    names = [name for name in declared() if name in rule["formula"].replace("/", " ").replace("*", " ").split()]
    read = {name: answers(source, name, members) for name in names}
    value = pd.DataFrame({name: one["value"] for name, one in read.items()}).eval(rule["formula"])
    worst = pd.concat([one["status"] for one in read.values()], axis=1).max(axis=1)
    status = worst.mask((worst == OK) & ~np.isfinite(value), NOT_APPLICABLE)
    coverage = pd.concat([one["coverage"] for one in read.values()], axis=1).min(axis=1)
    return _frame(value.where(status == OK), status, coverage)
