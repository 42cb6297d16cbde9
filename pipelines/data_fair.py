"""Reads the answers of data-fair portals: nested counts, or rows. Used by `sources/*.py`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.reading import keep


def counts(paths: Sequence[Path], fields: Sequence[str]) -> pd.DataFrame:
    """Read counts by value of nested fields.

    Parameters
    ----------
    paths
        Answers of `values_agg`.
    fields
        Our name of each field, in the order they are nested.

    Returns
    -------
    pandas.DataFrame
        One row per combination: the fields as text, `total`, and `whole`, the count of the first field's value. `node`
        tells that value apart from the same one in another answer.

    Raises
    ------
    ValueError
        An answer has no counts, or they are not nested as deep as asked.
    """
    rows = [row for path in paths for row in _leaves(json.loads(path.read_bytes()), len(fields), path.name)]
    return pd.DataFrame(rows, columns=[*fields, "total", "whole", "node"])


def lines(paths: Sequence[Path], columns: Mapping[str, str]) -> pd.DataFrame:
    """Read rows, every cell as text.

    Parameters
    ----------
    paths
        Answers of `lines`; the service leaves the keys of empty cells out.
    columns
        Published name -> our name, for the columns to keep.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        A column is in no row at all.
    """
    rows = [row for path in paths for row in json.loads(path.read_bytes())["results"]]
    text = [{name: None if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    return keep(pd.DataFrame(text, dtype="object"), columns, ", ".join(path.name for path in paths[:3]))


def _leaves(answer: Mapping[str, Any], depth: int, name: str) -> Iterator[tuple[Any, ...]]:
    for first in _values(answer, name):
        for values, total in _below(first, depth - 1, name):
            yield str(first["value"]), *values, float(total), float(first["total"]), f"{name}:{first['value']}"


def _below(level: Mapping[str, Any], depth: int, name: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not depth:
        yield (), level["total"]
        return
    for one in _values(level, name):
        for values, total in _below(one, depth - 1, name):
            yield (str(one["value"]), *values), total


def _values(level: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = level.get("aggs")
    if not isinstance(found, list):
        raise ValueError(f"{name} : le décompte par champ (« aggs ») manque")  # noqa: TRY004 - the file is wrong
    return found
