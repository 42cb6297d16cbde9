"""Imports the pipelines once, then forks one refresh per line it is sent: a refresh that can be killed at once.

Each line is `mirror store`; the answer is the pid of the refresh, and `done` once it has ended or was killed.
"""

import os
import sys
from pathlib import Path

from pipelines.build import Build
from pipelines.declare import load_sources

CHANGED = ("filosofi", "populations_legales", "comparateur")


def main() -> None:
    sources = load_sources()
    for line in sys.stdin:
        mirror, root = line.split()
        pid = os.fork()
        if pid == 0:
            Build(sources, Path(mirror), Path(root), accept=True).run(CHANGED)
            os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("done", flush=True)


if __name__ == "__main__":
    main()
