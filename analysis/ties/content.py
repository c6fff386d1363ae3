"""The records that show what organisations work on: practices, adoptions, programs, projects and others by topic.

A topic is a theme or a competence. A record links an organisation to the topics of its subject: an adoption to those of
the practice, for example. The days of a record allow the state of any earlier day to be rebuilt:

| source | first day | last day |
| --- | --- | --- |
| AUTHORED | publication of the practice | open |
| ADOPTED | start of the adoption | end of the adoption |
| REVIEWED | day of the review | open |
| PROGRAM | entry in the register | end of the entry or the certificate; one record for each unbroken period |
| PROJECT | start of the participation, else of the project | end of the participation, else of the project |
| EVENT, INTERNSHIP, RESEARCH | its start | its end |
| DIAGNOSTIC | open | open |

A program that was never entered in the register counts from the day of its first version, without an end. An adoption
that was abandoned on an unknown day is left out, since no day is known on which it lasted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.vocabulary import ContentSource

Indices = NDArray[np.int32]
Numbers = NDArray[np.int64]
Days = NDArray[np.float32]

SOURCES = tuple(ContentSource)
# the parent of a topic without one
NO_TOPIC = -1


@dataclass(frozen=True, eq=False)
class Topics:
    """Themes or competences in the order of their global ids.

    `codes` are the codes by which requests name them. `parents` [t] holds the index of the topic that contains each, or
    `NO_TOPIC`.
    """

    ids: Sequence[str]
    codes: Sequence[str]
    names: Sequence[str]
    parents: Indices

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the index of each topic by its global id."""
        return {each: number for number, each in enumerate(self.ids)}

    @cached_property
    def by_code(self) -> Mapping[str, int]:
        """Return the index of each topic by its code."""
        return {each: number for number, each in enumerate(self.codes)}

    def with_parts(self, topic: int) -> Indices:
        """Return the index of a topic and of all topics that it contains, at any depth, in order."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        found[topic] = True
        while True:
            wider = found | (found[self.parents] & (self.parents != NO_TOPIC))
            if (wider == found).all():
                return np.flatnonzero(found).astype(np.int32)
            found = wider


@dataclass(frozen=True, eq=False)
class ContentRecords:
    """Records of organisations, each once, with or without topics: arrays [r].

    `organisations` are indices, `sources` indices in `SOURCES`. `since` and `until` are ordinals, infinite if open or
    unknown. `records` are the internal database numbers of the nodes that are the records (a practice, an adoption),
    and `subjects` those of the nodes that have the topics. Internal numbers are valid for one version of the data.
    """

    organisations: Indices
    sources: NDArray[np.int8]
    since: Days
    until: Days
    records: Numbers
    subjects: Numbers

    def of(self, source: ContentSource) -> ContentRecords:
        """Return the records of one source."""
        return self.at(np.flatnonzero(self.sources == SOURCES.index(source)))

    def at(self, rows: Numbers) -> ContentRecords:
        """Return some of the records, given by their indices."""
        return ContentRecords(
            self.organisations[rows],
            self.sources[rows],
            self.since[rows],
            self.until[rows],
            self.records[rows],
            self.subjects[rows],
        )

    def by_topic(self, subjects: Numbers, topics: Indices) -> ContentColumns:
        """Return one row for each record and topic. Two arrays [s] give the topics of subjects, in any order."""
        order = np.argsort(subjects, kind="stable")
        keys, values = subjects[order], topics[order]
        first, last = np.searchsorted(keys, self.subjects), np.searchsorted(keys, self.subjects, "right")
        times = last - first
        rows = np.repeat(np.arange(len(times)), times)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
        return ContentColumns(
            self.organisations[rows],
            values[np.repeat(first, times) + within],
            self.sources[rows],
            self.since[rows],
            self.until[rows],
            self.records[rows],
        )


@dataclass(frozen=True, eq=False)
class ContentColumns:
    """Records of organisations by topic: arrays [m], one row for each record and topic of its subject.

    `topics` are indices in `Topics`; the other arrays are those of `ContentRecords`.
    """

    organisations: Indices
    topics: Indices
    sources: NDArray[np.int8]
    since: Days
    until: Days
    records: Numbers

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.topics)

    def on(self, day: float, kept: float = 0.0) -> ContentColumns:
        """Return the rows that hold on a day, an ordinal, and those that ended at most `kept` days earlier."""
        return self.at(np.flatnonzero((self.since <= day) & (self.until >= day - kept)))

    def at(self, rows: Numbers) -> ContentColumns:
        """Return some of the rows, given by their indices."""
        return ContentColumns(
            self.organisations[rows],
            self.topics[rows],
            self.sources[rows],
            self.since[rows],
            self.until[rows],
            self.records[rows],
        )


@dataclass(frozen=True, eq=False)
class OrganisationContent:
    """The work of the organisations of the country by theme and competence.

    Indices of organisations refer to `organisation_ids`, all visible organisations in the order of their global ids.
    """

    organisation_ids: Sequence[str]
    themes: Topics
    competences: Topics
    records: ContentRecords
    by_theme: ContentColumns
    by_competence: ContentColumns


@dataclass(frozen=True, eq=False)
class CompetenceNeeds:
    """The number of people with an open deficit, by municipality and competence: sparse arrays [k].

    `municipalities` and `competences` are indices in the ids, which are in order. Combinations of fewer people than
    `analysis.deficits.suppression.SMALLEST_GROUP` are absent, as if there were none.
    """

    municipality_ids: Sequence[str]
    competence_ids: Sequence[str]
    municipalities: Indices
    competences: Indices
    people: Indices


def unbroken(periods: Sequence[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """Merge the periods (node, first day, last day) of each node that overlap or follow one another.

    An empty period (its last day before its first) is left out.
    """
    merged: list[tuple[int, float, float]] = []
    for node, since, until in sorted(each for each in periods if each[1] <= each[2]):
        if merged and merged[-1][0] == node and since <= merged[-1][2] + 1:
            merged[-1] = node, merged[-1][1], max(merged[-1][2], until)
        else:
            merged.append((node, since, until))
    return merged
