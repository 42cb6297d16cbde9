"""Changes a column of a published file, in each format: gone, called otherwise, or one more."""

import json
import zipfile

import pandas as pd


def change(path, column, change):
    """Rewrite a published file with one column changed.

    `change` is `missing` (the column is gone), `renamed` (it has another name) or `extra` (there is one more).
    """
    CHANGERS[path.suffix](path, column, change)


def _names(names, column, change):
    """Old name -> new name, `None` for a column that goes."""
    new = {"missing": None, "renamed": f"{column}_2027", "extra": column}[change]
    return {name: new if name == column else name for name in names}


def _in_csv(path, column, change):
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    _in_frame(
        pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig"), column, change
    ).to_csv(path, sep=separator, index=False)


def _in_parquet(path, column, change):
    _in_frame(pd.read_parquet(path), column, change).to_parquet(path)


def _in_frame(frame, column, change):
    names = _names(frame.columns, column, change)
    frame = frame[[name for name, new in names.items() if new is not None]].rename(columns=names)
    return frame.assign(nouvelle="x") if change == "extra" else frame


def _in_json(path, column, change):
    content = json.loads(path.read_bytes())
    rows = [row["properties"] for row in content["features"]] if isinstance(content, dict) else content
    for row in rows:
        changed = {new: row[name] for name, new in _names(row, column, change).items() if new is not None}
        row.clear()
        row.update(changed, **({"nouvelle": "x"} if change == "extra" else {}))
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _in_workbook(path, column, change):
    """Only the header's text is changed: a workbook is not written again."""
    new = {"missing": "", "renamed": f"{column}_2027", "extra": column}[change]
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in members.items():
            book.writestr(name, content.replace(f">{column}<".encode(), f">{new}<".encode()))


CHANGERS = {
    ".csv": _in_csv,
    ".parquet": _in_parquet,
    ".json": _in_json,
    ".geojson": _in_json,
    ".xlsx": _in_workbook,
}
