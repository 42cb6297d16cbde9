"""`python -m benchmarks`: change of indicator and first map, beside an empty page and the plain way, in one run."""

import json
import statistics
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.browser import CASES, Case, measure

RESULTS = Path(__file__).with_name("results.json")


def summary(seconds: list[float]) -> dict[str, float]:
    """Return the median and the spread of some durations, in seconds."""
    return {
        "median": round(statistics.median(seconds), 3),
        "min": round(min(seconds), 3),
        "max": round(max(seconds), 3),
    }


def main() -> None:
    """Measure every case, print the ratios to the empty page, and write the results."""
    results: dict[str, dict[str, object]] = {}
    for case in track(CASES, description="Mesures"):
        measured = measure(case)
        results[case.name] = {
            "first_map_s": summary(measured.first),
            "change_s": summary(measured.changes),
            "change_bytes": int(statistics.median(measured.change_bytes)),
            "first_bytes": int(statistics.median(measured.first_bytes)),
        }
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    Console().print(table(results, CASES))


def table(results: dict[str, dict[str, object]], cases: tuple[Case, ...]) -> Table:
    """Return the results as a table, ratios against the empty page of the same run."""
    floor = results["empty"]
    shown = Table(title="Seconds: median (min-max); ratio to the empty page of the same run")
    for heading in ("case", "first map", "ratio", "change", "ratio", "websocket per change", "bytes of first load"):
        shown.add_column(heading, justify="left" if heading == "case" else "right")
    for case in cases:
        row = results[case.name]
        cells = [case.label]
        for key in ("first_map_s", "change_s"):
            own, base = row[key], floor[key]
            ratio = own["median"] / base["median"]
            cells += [f"{own['median']:.2f} ({own['min']:.2f}-{own['max']:.2f})", f"×{ratio:.2f}"]
        cells += [f"{row['change_bytes'] / 1000:.1f} kB", f"{row['first_bytes'] / 1000:.0f} kB"]
        shown.add_row(*cells)
    return shown


if __name__ == "__main__":
    main()
