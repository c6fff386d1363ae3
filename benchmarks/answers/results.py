"""The results of the measurements as text: medians, ratios and missed targets. Measurements are stored as JSON."""

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
    """A case with its measurements and remarks."""

    case: Case
    measured: Measured
    remarks: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        """The target of the case."""
        return self.case.target

    def times(self, service: str) -> Milliseconds | None:
        """Return the times of a service, of shape (rounds,), or None if it was not measured."""
        times = self.measured.times.get(service)
        return np.array(times) if times else None

    def median(self, service: str) -> str:
        """Return the median of the times in milliseconds."""
        times = self.times(service)
        return "" if times is None else f"{np.median(times):.2f}"

    def tail(self, service: str) -> str:
        """Return the 95th percentile of the times in milliseconds."""
        times = self.times(service)
        return "" if times is None else f"{np.percentile(times, TAIL):.2f}"

    def ratio(self, service: str, other: str) -> Interval | None:
        """Return the median of the paired ratios of two services, or None if one was not measured."""
        times, others = self.times(service), self.times(other)
        return None if times is None or others is None else median_ratio(times, others)

    def to_floor(self) -> str:
        """Return our ratio to the floor, marked if the median misses the target."""
        ours, floor = self.times("ours"), self.times("floor")
        if ours is None or floor is None:
            return ""
        over = excess(ours, floor, self.target.ratio).value
        return f"{median_ratio(ours, floor)}{SHORT if over > self.target.plus_milliseconds else ''}"

    def tails(self) -> str:
        """Return the ratio of the 95th percentiles, marked if it misses the target."""
        ours, floor = self.times("ours"), self.times("floor")
        if ours is None or floor is None:
            return ""
        found, most = tail_ratio(ours, floor), self.target.tail_ratio
        return f"{found}{SHORT if most is not None and found.value > most else ''}"

    def throughput(self, other: str) -> str:
        """Return the ratio of our throughput to another service's, marked if it misses the target."""
        rates = self.measured.throughput
        if "ours" not in rates or other not in rates:
            return ""
        found, least = rates["ours"] / rates[other], self.target.throughput
        return f"{found:.2f}{SHORT if other == 'floor' and least is not None and found < least else ''}"

    def rate(self, service: str) -> str:
        """Return the responses per second."""
        return f"{self.measured.throughput[service]:.0f}" if service in self.measured.throughput else ""

    def processor(self, service: str) -> str:
        """Return the processor milliseconds per response of the service and of Neo4j."""
        own, database = self.measured.processor.get(service), self.measured.database.get(service)
        parts = [f"{each:.1f}" for each in (own, database) if each is not None]
        return " + ".join(parts)


def save(path: Path, nodes: int, results: Sequence[Result]) -> None:
    """Write the measurements to a file."""
    path.write_bytes(orjson.dumps({"nodes": nodes, "cases": [asdict(each.measured) for each in results]}))


def read(path: Path) -> tuple[int, dict[str, Measured]]:
    """Return the number of nodes of the graph and the measurements by case from a file."""
    kept = orjson.loads(path.read_bytes())
    return kept["nodes"], {each["name"]: Measured(**each) for each in kept["cases"]}
