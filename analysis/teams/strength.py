"""The strength of organisations in requested topics, from the records of their work.

The strength is `(1 - exp(-n / 2)) / (1 - exp(-FULL / 2))` with the weighted number of records n, at most `FULL`. It is
0 without records and 1 from `FULL` on, so that each further record adds less than the one before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.ties.content import SOURCES, ContentColumns, Indices, Numbers
from analysis.vocabulary import ContentSource

Floats = NDArray[np.float64]

FULL = 8.0
# a record of the organisation's own work counts as one, a record of joint or received work as a half
WEIGHTS: Mapping[ContentSource, float] = {
    ContentSource.AUTHORED: 1.0,
    ContentSource.PROGRAM: 1.0,
    ContentSource.INTERNSHIP: 1.0,
    ContentSource.RESEARCH: 1.0,
    ContentSource.EVENT: 0.5,
    ContentSource.PROJECT: 0.5,
    ContentSource.REVIEWED: 0.5,
    ContentSource.DIAGNOSTIC: 0.5,
    ContentSource.ADOPTED: 0.5,
}
# for so many days after its end, finished work counts as experience; an abandoned adoption or a program that left the
# register does not
EXPERIENCE_DAYS = 3 * 365
FINISHED_WORK = (ContentSource.PROJECT, ContentSource.EVENT, ContentSource.INTERNSHIP, ContentSource.RESEARCH)


@dataclass(frozen=True, eq=False)
class TopicRecords:
    """The records of one requested topic (a global id), each once for each organisation."""

    topic: str
    rows: ContentColumns

    def counts(self, organisations: int) -> Floats:
        """Return the weighted number of records of each organisation [n]."""
        weights = np.array([WEIGHTS[each] for each in SOURCES])[self.rows.sources]
        return np.bincount(self.rows.organisations, weights=weights, minlength=organisations).astype(np.float64)

    def of(self, organisation: int) -> ContentColumns:
        """Return the records of an organisation: those of the largest weight first, then the latest."""
        rows = self.rows.at(np.flatnonzero(self.rows.organisations == organisation))
        weights = np.array([WEIGHTS[each] for each in SOURCES])[rows.sources]
        return rows.at(np.lexsort((rows.records, -rows.since, -weights)))


def topic_records(topic: str, columns: ContentColumns, parts: Indices, day: float) -> TopicRecords:
    """Return the records of a topic with its `parts` (indices) that count on a day."""
    wanted = np.zeros(max(int(parts.max()), int(columns.topics.max(initial=0))) + 1, dtype=np.bool_)
    wanted[parts] = True
    rows = columns.at(np.flatnonzero(wanted[columns.topics]))
    finished = np.isin(rows.sources, [SOURCES.index(each) for each in FINISHED_WORK])
    until = np.where(finished, rows.until + EXPERIENCE_DAYS, rows.until)
    rows = rows.at(np.flatnonzero((rows.since <= day) & (until >= day)))
    # only a record with several parts of the topic has several rows on a day
    return TopicRecords(topic, rows.at(first_of_each(rows)) if len(parts) > 1 else rows)


def first_of_each(rows: ContentColumns) -> Numbers:
    """Return the indices of the first row of each organisation and record: a record can have several parts."""
    order = np.lexsort((rows.records, rows.organisations))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(rows.organisations[order]) != 0) | (np.diff(rows.records[order]) != 0)
    return np.sort(order[new])


def strengths(topics: Sequence[TopicRecords], organisations: int) -> Floats:
    """Return the strength of each organisation in each topic [n, t], from 0 to 1."""
    counts = np.column_stack([each.counts(organisations) for each in topics])
    return np.asarray((1 - np.exp(-np.minimum(counts, FULL) / 2)) / (1 - np.exp(-FULL / 2)))
