"""The result of an import, as numbers and as sentences for users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_model.writing.node_batch import Counts, Written
from graph_model.writing.withdrawal import Followed

SHOWN_ODD = 20


@dataclass(frozen=True)
class Waiting:
    """Pending links of a pattern, or incomplete records of a kind: their number, and where the first were read."""

    name: str
    count: int
    places: tuple[str, ...]
    lacks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """A description of the pending records and the places where they were read."""
        what, lacked = f"{self.count:,} records {self.name} wait", ", ".join(self.lacks)
        if not self.lacks:
            what, lacked = f"{self.count:,} links {self.name} wait", "an end that is not stored"
        return f"{what} for {lacked}: {'; '.join(self.places)}"


@dataclass
class Report:
    """The result of an import: rows by kind and pattern, refused files with reasons, and pending records."""

    import_id: str
    dry_run: bool = False
    counts: Written = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)
    # by kind or pattern: the records that complete sources no longer contain, and all records of these sources
    would_end: dict[str, tuple[int, int]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    ends_refused: bool = False
    followed: Followed = field(default_factory=Followed)
    notes: list[str] = field(default_factory=list)
    # the first faults of rows, and implausible values
    faults: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    rows: int = 0
    rejects_file: str | None = None
    data_version: int = 0

    @property
    def complete(self) -> bool:
        """Whether all rows were imported and none is pending."""
        return not (self.rejected or self.refused or self.waiting or self.ends_refused)

    def add(self, counts: Written) -> None:
        """Add the counts of a batch."""
        for name, each in counts.items():
            self.counts[name] = self.counts.get(name, Counts()) + each

    def summary(self) -> dict[str, dict[str, int]]:
        """Return the numbers of records by kind and pattern."""
        waiting: dict[str, int] = {}
        for each in self.waiting:
            waiting[each.name] = waiting.get(each.name, 0) + each.count
        names = dict.fromkeys([*self.counts, *self.rejected, *waiting, *self.ended])
        return {name: self._numbers(name, waiting) for name in names}

    def _numbers(self, name: str, waiting: dict[str, int]) -> dict[str, int]:
        counts = self.counts.get(name, Counts())
        return {
            "created": counts.created,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "rejected": self.rejected.get(name, 0),
            "waiting": waiting.get(name, 0),
            "ended": counts.ended + self.ended.get(name, 0),
        }


def sentences_of_ends(report: Report) -> Iterator[str]:
    """Yield sentences about the records that would be ended, and about records that depend on ended records."""
    total = sum(ending for ending, _ in report.would_end.values())
    for name, (ending, of_source) in report.would_end.items():
        state = "would be ended" if not report.ends_refused else "are no longer in the source, and nothing was ended"
        yield f"{name}: {ending:,} of {of_source:,} records {state}."
    yield from (f"{each}." for each in report.doubts)
    if report.ends_refused or (report.would_end and report.dry_run):
        yield f"`--full --ends-at-most {total}` ends them. Check the file first: missing records would be withdrawn."
    for kind, count in report.followed.withdrawn.items():
        yield f"{kind}: {count:,} records are withdrawn because a record that they need ended."
    for kind, count in report.followed.incomplete.items():
        yield f"{kind}: {count:,} records are incomplete because a record that they need ended; lists omit them."


def sentences(report: Report) -> Iterator[str]:
    """Yield the lines of the report: counts by kind, then remarks."""
    summary = report.summary()
    columns = ("created", "changed", "unchanged", "rejected", "waiting", "ended")
    width = max([20, *map(len, summary)])
    yield f"{'':<{width}}" + "".join(f"{name:>12}" for name in columns)
    for name, numbers in summary.items():
        yield f"{name:<{width}}" + "".join(f"{numbers[each]:>12,}" for each in columns)
    yield from report.refused
    for each in report.waiting:
        yield each.sentence
    yield from report.notes
    yield from sentences_of_ends(report)
    yield from report.faults
    yield from (f"Check {each}." for each in report.odd[:SHOWN_ODD])
    if len(report.odd) > SHOWN_ODD:
        yield f"{len(report.odd) - SHOWN_ODD:,} more values are implausible."
    if report.rejects_file:
        yield f"{sum(report.rejected.values()):,} rows were rejected; {report.rejects_file} has them with the reasons."
    state = "nothing was written (dry run)" if report.dry_run else f"data version {report.data_version}"
    yield f"{report.rows:,} rows read; {state}."
