"""`python -m benchmarks.lists`: 100,000 rows imported, beside a plain script, in processes of their own."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from benchmarks.ingestion.__main__ import Spent
from citeoscope.paths import DATA
from citeoscope.store import Store

RESULTS = Path(__file__).with_name("results.json")
ROWS = 100_000
TURNS = 3


def run(command: list[str]) -> Spent:
    """Run a command in a process of its own; an import that has rows to check (3) has done its work."""
    probe = (
        "import resource, subprocess, sys, time\n"
        "started = time.perf_counter()\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
        "sys.exit(0 if code in (0, 3) else code)"
    )
    said = subprocess.run([sys.executable, "-c", probe, *command], check=True, capture_output=True, text=True).stdout
    seconds, peak = said.split()
    return Spent(float(seconds), float(peak))


def write_list(store: Store, path: Path) -> None:
    """Write a list made of the census of tiers-lieux, again and again, every other row without coordinates."""
    places = store.read("tiers_lieux_2019")
    census = pd.DataFrame(
        {
            "NOM_TL": places["name"],
            "ADRESSE": places["address"],
            "INSEECOM": places["commune_code"],
            "NOMCOM": places["commune_name"],
            "WEB": places["website"],
            "TYPO": places["category"],
            "LAT": places.geometry.y,
            "LONG": places.geometry.x,
        }
    ).dropna(subset=["INSEECOM", "LAT"])
    whole = pd.concat([census] * (ROWS // len(census) + 1), ignore_index=True).head(ROWS)
    whole.insert(0, "ID", range(1, ROWS + 1))
    whole.loc[whole.index % 2 == 1, ["LAT", "LONG"]] = None
    whole.to_csv(path, index=False)


def main() -> None:
    """Measure, print the ratios, and write the results."""
    store = Store(DATA / "snapshot")
    own, again, plain = [], [], []
    with tempfile.TemporaryDirectory() as room:
        listed = Path(room) / "lieux.csv"
        write_list(store, listed)
        outlines = str(store.path("contours_communes"))
        for turn in range(TURNS):
            out = Path(room) / str(turn)
            out.mkdir()
            plain.append(run([sys.executable, "-m", "benchmarks.lists.plain", str(listed), outlines, str(out)]))
            command = [sys.executable, "-m", "pipelines", "--store", str(out / "none"), "import", str(listed)]
            command += [
                "--as",
                "tiers_lieux",
                "--offline",
                "--local",
                str(out / "local"),
                "--report",
                str(out / "rapport.csv"),
            ]
            own.append(run(command))
            again.append(run(command))
    medians = {name: statistics.median(one.seconds for one in runs) for name, runs in (("own", own), ("plain", plain))}
    peaks = {name: max(one.peak_mb for one in runs) for name, runs in (("own", own), ("plain", plain))}
    results = {
        "rows": ROWS,
        "import_s": [round(one.seconds, 1) for one in own],
        "import_peak_mb": round(peaks["own"]),
        "same_file_again_s": [round(one.seconds, 1) for one in again],
        "plain_s": [round(one.seconds, 1) for one in plain],
        "plain_peak_mb": round(peaks["plain"]),
        "ratio_time": round(medians["own"] / medians["plain"], 2),
        "ratio_memory": round(peaks["own"] / peaks["plain"], 2),
        "cores": os.cpu_count(),
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    table = Table(title=f"Import of {ROWS:,} rows with its report, median of three, in one run")
    for heading in ("case", "seconds", "peak MB"):
        table.add_column(heading, justify="left" if heading == "case" else "right")
    table.add_row("Citéoscope", f"{medians['own']:.1f}", f"{peaks['own']:.0f}")
    table.add_row("plain pandas and geopandas", f"{medians['plain']:.1f}", f"{peaks['plain']:.0f}")
    table.add_row("ratio", f"×{results['ratio_time']}", f"×{results['ratio_memory']}")
    Console().print(table)


if __name__ == "__main__":
    main()
