"""`python -m benchmarks.coverage`: reach and plan beside a plain script, turn by turn, each in a process of its own."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.coverage import plain
from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.coverage import candidates, published, reach, where_to_open
from citeoscope.paths import DATA
from citeoscope.store import Store

RESULTS = Path(__file__).with_name("results.json")
TURNS = 3
CASES = ("reach Île-de-France", "reach France", "plan Île-de-France")
METROPOLE = "france-region:01-region:02-region:03-region:04-region:06"


def own(case: str) -> dict[str, float]:
    """Answer one case with Citéoscope, and once more to see what a second question costs."""
    atlas = Atlas(Store(DATA / "snapshot"), catalogue())
    places = published(atlas, "tiers_lieux_2019", "tiers-lieu")
    if case.startswith("reach"):
        where = "region:11" if case == CASES[0] else METROPOLE
        share = reach(atlas, places, where, kilometres=2).share
        started = time.perf_counter()
        reach(atlas, places, where, kilometres=3)
        return {"share": share, "again_s": time.perf_counter() - started}
    sites = candidates(atlas, "region:11")
    found = where_to_open(atlas, places, sites, "region:11", 10, kilometres=2)
    started = time.perf_counter()
    where_to_open(atlas, places, sites, "region:11", 10, kilometres=3)
    again = time.perf_counter() - started
    return {"gain": found.after - found.before, "gap_pct": found.gap_pct, "again_s": again}


def run(side: str, case: str) -> dict[str, float]:
    """Run a case in a process of its own: what it answers, wall time with imports and reading, peak memory."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.coverage", side, case]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer: dict[str, float] = json.loads(said)
    return {**answer, "seconds": time.perf_counter() - started}


def main() -> None:
    """Measure, print the ratios, and write the results."""
    results: dict[str, object] = {"cores": os.cpu_count()}
    table = Table(title=f"Coverage, median of {TURNS}")
    for heading in ("case", "Citéoscope", "again", "plain", "ratio", "answers"):
        table.add_column(heading, justify="left" if heading == "case" else "right")
    for case in CASES:
        turns = [(run("own", case), run("plain", case)) for _ in range(TURNS)]
        mine, theirs = (
            {key: statistics.median(turn[side][key] for turn in turns) for key in turns[0][side]} for side in (0, 1)
        )
        again = mine.pop("again_s")
        ratio = mine["seconds"] / theirs["seconds"]
        results[case] = {"own": mine, "again_s": again, "plain": theirs, "ratio": round(ratio, 2)}
        answer = "share" if "share" in mine else "gain"
        table.add_row(
            case,
            f"{mine['seconds']:.2f} s, {mine['peak_mb']:.0f} MB",
            f"{again:.2f} s",
            f"{theirs['seconds']:.2f} s, {theirs['peak_mb']:.0f} MB",
            f"×{ratio:.2f}",
            f"{mine[answer]:,.2f} / {theirs[answer]:,.2f}",
        )
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    Console().print(table)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        answered = own(sys.argv[2]) if sys.argv[1] == "own" else plain.main_case(sys.argv[2])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**answered, "peak_mb": peak}))
    else:
        main()
