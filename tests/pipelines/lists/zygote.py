"""Imports what writes the lists once, then forks one act per line it is sent: a writer that can be killed at once.

Each line is `act folder`; the answer is the pid of the writer, and `done` once it has ended or was killed.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from citeoscope.lists import Record
from pipelines.lists.decide import decide_group
from pipelines.lists.keep import file_of, keep, record_of, remove, to_csv
from pipelines.lists.mapping import Mapping
from pipelines.lists.signals import report_change, settle

ROWS = 400
NAME = "liste"


def write(folder: Path, version: str) -> None:
    """Write a version of the list: every row says which."""
    rows = pd.DataFrame({"id": [str(n) for n in range(ROWS)], "nom": [version] * ROWS}, dtype="str")
    content = to_csv(rows)
    file, digest = file_of(NAME, content)
    record = Record(
        kind="projets",
        file="f.csv",
        sha256=version,
        imported_at="2026",
        rows=file,
        rows_sha256=digest,
        kept=ROWS,
        counts={},
        columns={"nom": version},
    )
    keep(folder, NAME, record, content, Mapping("projets", {"nom": version}), record_of(folder, NAME))


ACTS: dict[str, Callable[[Path], object]] = {
    "import-a": lambda folder: write(folder, "a"),
    "import-b": lambda folder: write(folder, "b"),
    "remove": lambda folder: remove(folder, NAME),
    "merge": lambda folder: decide_group(folder, [["l:1", "l:2"], ["m:1"], ["n:1"]], range(3)),
    "apart": lambda folder: decide_group(folder, [["l:1", "l:2"], ["m:1"], ["n:1"]], ()),
    "report": lambda folder: report_change(folder, "l:1", "Lieu", "Fermé"),
    "settle": lambda folder: settle(folder, "l:1", "Lieu", ("l:1",), "fermé"),
}


def main() -> None:
    for line in sys.stdin:
        act, folder = line.split()
        pid = os.fork()
        if pid == 0:
            ACTS[act](Path(folder))
            os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("done", flush=True)


if __name__ == "__main__":
    main()
