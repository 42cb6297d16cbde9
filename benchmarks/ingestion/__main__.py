"""`python -m benchmarks.ingestion MIRROR`: the build beside a plain script, turn by turn, then reading perimeters."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
from rich.console import Console
from rich.table import Table

from citeoscope.store import Store
from citeoscope.territory.geography import Geography

RESULTS = Path(__file__).with_name("results.json")
TURNS = 3
READS = 7
PERIMETERS = ("region:11", "epci:200093201", "commune:88304")


class Spent(NamedTuple):
    """What one run of a process cost."""

    seconds: float
    peak_mb: float


def run(command: list[str]) -> Spent:
    """Run a command to its end in a process of its own, and return its wall time and peak memory."""
    probe = (
        "import resource, subprocess, sys, time\n"
        "started = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    said = subprocess.run([sys.executable, "-c", probe, *command], check=True, capture_output=True, text=True).stdout
    seconds, peak = said.split()
    return Spent(float(seconds), float(peak))


def reading(store: Store) -> dict[str, dict[str, float]]:
    """Time the reading of a perimeter from the store, beside the whole file and a filter."""
    geography = Geography(store.read("communes"), store.read("territoires"))
    path = store.path("contours_communes")
    out = {}
    for expression in PERIMETERS:
        codes = geography.resolve(expression).codes
        own, plain = [], []
        for _ in range(READS):
            started = time.perf_counter()
            mine = store.read("contours_communes", codes)
            own.append(time.perf_counter() - started)
            started = time.perf_counter()
            whole = gpd.read_parquet(path)
            theirs = whole[whole["code"].isin(codes)]
            plain.append(time.perf_counter() - started)
            if len(mine) != len(theirs):
                raise AssertionError(f"{expression} : {len(mine)} et {len(theirs)} lignes")
        out[expression] = {"store_s": statistics.median(own), "plain_s": statistics.median(plain)}
    return out


def main(mirror: Path) -> None:
    """Measure, print the ratios, and write the results."""
    own, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS):
            out = Path(folder) / str(turn)
            plain.append(run([sys.executable, "-m", "benchmarks.ingestion.plain", str(mirror), str(out / "plain")]))
            command = [
                sys.executable,
                "-m",
                "pipelines",
                "--store",
                str(out / "store"),
                "--snapshot",
                str(out / "none"),
            ]
            own.append(run([*command, "refresh", "--mirror", str(mirror)]))
        read = reading(Store(out / "store"))
    took, theirs = (statistics.median(one.seconds for one in runs) for runs in (own, plain))
    results = {
        "build_s": [round(one.seconds, 1) for one in own],
        "build_peak_mb": round(max(one.peak_mb for one in own)),
        "plain_s": [round(one.seconds, 1) for one in plain],
        "plain_peak_mb": round(max(one.peak_mb for one in plain)),
        "ratio": round(
            statistics.median(one.seconds for one in own) / statistics.median(one.seconds for one in plain), 2
        ),
        "reading": {name: {key: round(value, 4) for key, value in one.items()} for name, one in read.items()},
        "cores": os.cpu_count(),
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    table = Table(title="Build from published files, median of three; reading of outlines, median of seven")
    for heading in ("case", "Citéoscope", "plain", "ratio"):
        table.add_column(heading, justify="left" if heading == "case" else "right")
    table.add_row(
        "whole build",
        f"{took:.1f} s, {results['build_peak_mb']} MB",
        f"{theirs:.1f} s, {results['plain_peak_mb']} MB",
        f"×{results['ratio']}",
    )
    for name, one in read.items():
        table.add_row(
            name,
            f"{one['store_s'] * 1000:.0f} ms",
            f"{one['plain_s'] * 1000:.0f} ms",
            f"×{one['store_s'] / one['plain_s']:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
