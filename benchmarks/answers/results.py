"""What was measured, in words: medians, ratios and where a case falls short of its target; kept as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import orjson

from benchmarks.answers.case import Case, Target
from benchmarks.answers.figures import TAIL, Interval, Milliseconds, excess, median_ratio, tail_ratio
from benchmarks.answers.measuring import Measured

SHORT = " SHORT"


@dataclass(frozen=True)
class Result:
    """One case with its figures; `remarks` say what is no figure."""

    case: Case
    measured: Measured
    remarks: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        """What the case shall reach."""
        return self.case.target

    def times(self, service: str) -> Milliseconds | None:
        """Return the times of a service, round by round; None where it has none."""
        times = self.measured.times.get(service)
        return np.array(times) if times else None

    def median(self, service: str) -> str:
        """Return the median in milliseconds."""
        times = self.times(service)
        return "" if times is None else f"{np.median(times):.2f}"

    def tail(self, service: str) -> str:
        """Return the 95th percentile in milliseconds."""
        times = self.times(service)
        return "" if times is None else f"{np.percentile(times, TAIL):.2f}"

    def ratio(self, service: str, other: str) -> Interval | None:
        """Return the median of paired ratios of two services; None where one was not measured."""
        times, others = self.times(service), self.times(other)
        return None if times is None or others is None else median_ratio(times, others)

    def to_floor(self) -> str:
        """Return our ratio to the floor; short where the median lies above the target's line."""
        ours, floor = self.times("ours"), self.times("floor")
        if ours is None or floor is None:
            return ""
        over = excess(ours, floor, self.target.ratio).value
        return f"{median_ratio(ours, floor)}{SHORT if over > self.target.plus_milliseconds else ''}"

    def tails(self) -> str:
        """Return the ratio of the 95th percentiles."""
        ours, floor = self.times("ours"), self.times("floor")
        if ours is None or floor is None:
            return ""
        found, most = tail_ratio(ours, floor), self.target.tail_ratio
        return f"{found}{SHORT if most is not None and found.value > most else ''}"

    def throughput(self, other: str) -> str:
        """Return our throughput over another's."""
        rates = self.measured.throughput
        if "ours" not in rates or other not in rates:
            return ""
        found, least = rates["ours"] / rates[other], self.target.throughput
        return f"{found:.2f}{SHORT if other == 'floor' and least is not None and found < least else ''}"

    def rate(self, service: str) -> str:
        """Return the answers a second."""
        return f"{self.measured.throughput[service]:.0f}" if service in self.measured.throughput else ""

    def processor(self, service: str) -> str:
        """Return the milliseconds of processors for an answer: of the service, and of Neo4j."""
        own, database = self.measured.processor.get(service), self.measured.database.get(service)
        parts = [f"{each:.1f}" for each in (own, database) if each is not None]
        return " + ".join(parts)


def save(path: Path, nodes: int, results: Sequence[Result]) -> None:
    """Keep what was measured."""
    path.write_bytes(orjson.dumps({"nodes": nodes, "cases": [asdict(each.measured) for each in results]}))


def read(path: Path) -> tuple[int, dict[str, Measured]]:
    """Return how many nodes the graph of a kept run held, and what was measured, by case."""
    kept = orjson.loads(path.read_bytes())
    return kept["nodes"], {each["name"]: Measured(**each) for each in kept["cases"]}
