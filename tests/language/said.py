"""Every text that the product may say in another language, found where it is written."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("citeoscope", "pipelines", "dashboard")
TAKES_ONE = {"say", "phrase"}
SAYING = {"say", "counted", "titled", "enumerated", "in_address"}


class Text(NamedTuple):
    """A French text, where it stands, and the values it is given (`None` where they are not known)."""

    french: str
    where: str
    given: frozenset[str] | None


def holes(text: str) -> frozenset[str]:
    """Return the names of the holes of a text; none when it only holds braces."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
    except ValueError:
        return frozenset()


def texts() -> list[Text]:
    return [*in_python(), *in_scripts(), *in_indicators(), *in_profiles(), *in_sources(), *in_fields()]


def in_python() -> Iterator[Text]:
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node, f"{path.relative_to(ROOT)}:{node.lineno}")


def _of_call(call: ast.Call, where: str) -> Iterator[Text]:
    func = call.func
    of_language = isinstance(func, ast.Attribute) and getattr(func.value, "id", "") == "language"
    name = func.attr if of_language else getattr(func, "id", "")
    if name in TAKES_ONE:
        written, given = call.args[:1], call.keywords
    elif name == "counted":
        written, given = call.args[1:3], call.keywords
    else:
        return
    names = frozenset(str(keyword.arg) for keyword in given)
    for one in written:
        for text in _constants(one):
            yield Text(text, where, None if name == "phrase" else names)


def _constants(node: ast.expr) -> Iterator[str]:
    """Read a text, or the two that a condition chooses from; a name stands for a text that `phrase` marks."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def said_at_import() -> list[str]:
    """Return where a text is said outside any function."""
    found = []
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        calls = _outside_functions(ast.parse(path.read_text(encoding="utf-8")))
        found += [f"{path.relative_to(ROOT)}:{call.lineno}" for call in calls if getattr(call.func, "id", "") in SAYING]
    return found


def _outside_functions(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _outside_functions(child)


def in_scripts() -> Iterator[Text]:
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.js")):
        for found in re.finditer(r'\bdit\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            text = (
                found[1].encode().decode("unicode_escape").encode("latin-1").decode() if "\\" in found[1] else found[1]
            )
            yield Text(text, path.name, None)


def in_indicators() -> Iterator[Text]:
    fields = ("label", "short", "unit", "definition", "method", "scope_label")
    for path in sorted((ROOT / "citeoscope" / "indicators").glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        yield Text(entries.pop("theme"), path.name, None)
        for name, entry in entries.items():
            said = [entry[field] for field in fields if entry.get(field)]
            cells = [entry["cells"]["noun"]] if "cells" in entry else []
            yield from (Text(one, f"{path.name} [{name}]", None) for one in [*said, *cells, *entry.get("caveats", [])])


def in_profiles() -> Iterator[Text]:
    for path in sorted((ROOT / "citeoscope" / "profiles").glob("*.toml")):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        said = [entry["label"], entry["description"], *(one["label"] for one in entry["dimensions"])]
        yield from (Text(one, path.name, None) for one in said)


def in_fields() -> Iterator[Text]:
    path = ROOT / "pipelines" / "lists" / "fields.toml"
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        yield Text(entry["label"], f"{path.name} [{name}]", None)


def in_sources() -> Iterator[Text]:
    """Read what the publishers' data are said to be; their titles and licences are names, and stay as they are."""
    for path in sorted((ROOT / "pipelines" / "sources").glob("*.toml")):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        live = entry.get("live", {})
        said = [entry["description"], *entry.get("caveats", []), *live.get("caveats", [])]
        said += [live["vintage"]] if re.search("[a-z]", live.get("vintage", "")) else []
        said += [
            column[field] for column in entry.get("columns", []) for field in ("label", "unit") if column.get(field)
        ]
        yield from (Text(one, path.name, None) for one in said)
