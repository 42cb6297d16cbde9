"""Several people at once: how long each waits for a choice, and what the server holds for them."""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.browser import served
from benchmarks.cases import CASES, INDICATORS, TERRITORIES
from benchmarks.session import opened

CROWDS = (1, 10, 50)
WATCHED_S = 60
LOOKS_S = (5.0, 15.0)
"""A person looks at a map that long before the next choice."""
MOVES = 0.2
"""Share of the choices that change the territory; the others change the indicator."""


@dataclass
class Crowd:
    """What was measured of some people at once.

    Attributes
    ----------
    people
        Sessions open at a time.
    seconds
        From a choice until all that the map paints has come, one entry per choice of anyone.
    memory
        Of the server, in MB, with all of them in.
    """

    people: int
    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0

    def summary(self) -> dict[str, float]:
        """Return percentiles in seconds, memory in MB."""
        cuts = statistics.quantiles(self.seconds, n=20, method="inclusive")
        return {
            "people": self.people,
            "choices": len(self.seconds),
            "p50_s": round(statistics.median(self.seconds), 3),
            "p95_s": round(cuts[-1], 3),
            "max_s": round(max(self.seconds), 3),
            "memory_mb": round(self.memory),
        }


def measure() -> list[Crowd]:
    """Serve the product once; let in one person, then ten, then fifty."""
    case = next(case for case in CASES if case.ours)
    crowds = []
    with served(case) as (port, process):
        asyncio.run(_person(f"127.0.0.1:{port}", Crowd(0), 0, 5))  # what the server does once
        for people in CROWDS:
            crowds.append(Crowd(people))
            asyncio.run(_together(f"127.0.0.1:{port}", crowds[-1], process))
    return crowds


async def _together(address: str, crowd: Crowd, process: int) -> None:
    people = [asyncio.create_task(_person(address, crowd, one, WATCHED_S)) for one in range(crowd.people)]
    await asyncio.sleep(WATCHED_S - 1)
    crowd.memory = _memory(process)
    await asyncio.gather(*people)


async def _person(address: str, crowd: Crowd, seed: int, seconds: float) -> None:
    chance = random.Random(seed)
    end = time.perf_counter() + seconds
    await asyncio.sleep(chance.uniform(0, min(seconds / 4, LOOKS_S[1])))
    async with opened(address) as session:
        view = {"territoire": "region:11", "indicateur": "revenu_median", "niveau": "commune"}
        await session.ask(view)
        while True:
            await asyncio.sleep(chance.uniform(*LOOKS_S))
            if time.perf_counter() > end:
                return
            if chance.random() < MOVES:
                view["territoire"] = chance.choice([one for one in TERRITORIES if one != view["territoire"]])
                session.fragment = ""  # another territory draws the whole page
            else:
                view["indicateur"] = chance.choice([one for one in INDICATORS if one != view["indicateur"]])
            started = time.perf_counter()
            await session.ask(view)
            crowd.seconds.append(time.perf_counter() - started)


def _memory(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))
