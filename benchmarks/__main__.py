"""`python -m benchmarks [CASE …] [crowd]`: what a person waits for, beside an empty page and two plain ways."""

import json
import statistics
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import browser, crowd
from benchmarks.cases import CASES, Case

RESULTS: Final = Path(__file__).with_name("results.json")
CROWD: Final = "crowd"
ACTS: Final = {
    "cold": "first map, new visitor",
    "warm": "first map, known visitor",
    "indicator": "another indicator",
    "territory": "another territory",
    "year": "another year",
    "hover": "hover",
}
"""Acts of the tables, and their headings."""


def main() -> None:
    """Measure the cases that are named, or all of them; print the tables; a whole run is written down."""
    known = [*(case.name for case in CASES), CROWD]
    asked = sys.argv[1:] or known
    if unknown := sorted(set(asked) - set(known)):
        sys.exit(f"Cas inconnu : {', '.join(unknown)}. Choisissez parmi : {', '.join(known)}.")
    results: dict[str, Any] = {}
    for case in CASES:
        if case.name in asked:
            print(case.label, file=sys.stderr, flush=True)
            results[case.name] = summary(browser.measure(case))
    if CROWD in asked:
        print("several people at once", file=sys.stderr, flush=True)
        results[CROWD] = [one.summary() for one in crowd.measure()]
    shown = [case for case in CASES if case.name in results]
    if shown:
        print(times(results, shown), bytes_table(results, shown), sep="\n\n")
    if CROWD in results:
        print(crowd_table(results[CROWD]))
    if asked == known:
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def summary(measured: browser.Measured) -> dict[str, Any]:
    """Return the median and the spread of each act: seconds, and bytes on the wire."""
    told: dict[str, Any] = {"years_ahead_bytes": measured.years_ahead}
    for name, act in measured.acts.items():
        told[name] = {"bytes": int(statistics.median(act.received)), "most_bytes": max(act.received)}
        if act.seconds:  # a map too heavy to answer in time has none
            told[name] |= {
                "median_s": round(statistics.median(act.seconds), 3),
                "min_s": round(min(act.seconds), 3),
                "max_s": round(max(act.seconds), 3),
            }
        if act.whole:
            told[name]["whole_s"] = round(statistics.median(act.whole), 3)
        if act.at_once:
            told[name]["bytes_at_once"] = int(statistics.median(act.at_once))
    return told


def times(results: dict[str, Any], cases: list[Case]) -> str:
    """Return the seconds of each act as Markdown, with its ratio to the same act on the empty page of the same run."""
    floor = results.get("empty", {})
    rows = []
    for case in cases:
        cells = []
        for act in ACTS:
            own = results[case.name].get(act)
            if own is None:
                cells.append("")
                continue
            if "median_s" not in own:
                cells.append("no answer")
                continue
            beside = floor.get(act, {}).get("median_s") if case.name != "empty" else None
            if act == "hover":
                cells.append(f"{own['median_s']:.3f}")
            else:
                whole = f", whole page {_against(own['whole_s'], beside)}" if "whole_s" in own else ""
                cells.append(_against(own["median_s"], beside) + whole)
        rows.append([case.label, *cells])
    return _markdown(["seconds, median", *ACTS.values()], rows)


def _against(seconds: float, floor: float | None) -> str:
    return f"{seconds:.2f} ×{seconds / floor:.1f}" if floor else f"{seconds:.2f}"


def bytes_table(results: dict[str, Any], cases: list[Case]) -> str:
    """Return the bytes of each act as Markdown; those of a year until it is painted, then once it has come to rest."""
    rows = []
    for case in cases:
        told = results[case.name]
        cells = [_size(told[act]["bytes"]) if act in told else "" for act in ("cold", "warm", "indicator", "territory")]
        year = told["year"]
        slid = f"{_size(year['bytes_at_once'])}, {_size(year['bytes'])} at rest" if case.ours else _size(year["bytes"])
        hover = f"{_size(told['hover first']['bytes'])}, then {_size(told['hover']['bytes'])}" if case.hovers else ""
        rows.append([case.label, *cells, slid, hover])
    return _markdown(["bytes on the wire, median", *ACTS.values()], rows)


def crowd_table(crowds: list[dict[str, float]]) -> str:
    """Return what several people at once wait for, as Markdown."""
    rows = [
        [
            *(str(one[name]) for name in ("people", "choices")),
            *(f"{one[name]:.2f} s" for name in ("p50_s", "p95_s", "max_s")),
            f"{one['memory_mb']} MB",
        ]
        for one in crowds
    ]
    return _markdown(["people at once", "choices", "p50", "p95", "longest", "memory of the server"], rows)


def _size(received: int) -> str:
    if received < 1000:
        return f"{received} B"
    return f"{received / 1000:.1f} kB" if received < 100_000 else f"{received / 1000:,.0f} kB"


def _markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    main()
