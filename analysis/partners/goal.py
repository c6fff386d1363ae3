"""The goal of a search for partners: a theme, a competence with its parts, or a practice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners import wording
from analysis.partners.country import PartnerCountry
from analysis.partners.reasons import MOST_RECORDS, UnnamedReason
from analysis.ties.content import ContentColumns, Topics
from analysis.vocabulary import ReasonCode


@dataclass(frozen=True, eq=False)
class Goal:
    """The records that serve a goal: organisation, first day and internal number of each, three arrays [m].

    `name` is the name of the theme, the competence or the practice.
    """

    name: str
    organisations: Integers
    since: Floats
    records: Integers

    def relevance(self, size: int, day: float) -> Floats:
        """Return n / (n + 1) for the n records of each organisation that had begun by a day [size]."""
        counts = np.bincount(self.organisations[self.since <= day], minlength=size)
        return np.asarray(counts / (counts + 1.0))

    def reason(self, organisation: int, day: float) -> UnnamedReason:
        """Return the reason with the newest records of an organisation. It scales all contributions and has none."""
        mine = np.flatnonzero((self.organisations == organisation) & (self.since <= day))
        newest = mine[np.argsort(-self.since[mine], kind="stable")][:MOST_RECORDS]
        text = wording.serves_goal(self.name, len(mine))
        return UnnamedReason(ReasonCode.SERVES_GOAL, 0.0, text, tuple(self.records[newest].tolist()))


def goal_of_topic(name: str, columns: ContentColumns, topics: Topics, topic: int) -> Goal:
    """Return the goal of a theme or competence; its parts belong to it."""
    rows = columns.at(np.flatnonzero(np.isin(columns.topics, topics.with_parts(topic))))
    _, first = np.unique(np.column_stack([rows.organisations, rows.records]), axis=0, return_index=True)
    rows = rows.at(first)
    return Goal(name, rows.organisations.astype(np.int64), rows.since.astype(np.float64), rows.records)


def goal_of_practice(country: PartnerCountry, name: str, node: int, themes: Integers) -> Goal:
    """Return the goal of a practice: its authors and adopters, and all records on one of its themes."""
    records, columns = country.content.records, country.content.by_theme
    own = records.at(np.flatnonzero(records.subjects == node))
    like = columns.at(np.flatnonzero(np.isin(columns.topics, themes)))
    organisations, numbers = (
        np.concatenate([getattr(own, each), getattr(like, each)]).astype(np.int64)
        for each in ("organisations", "records")
    )
    since = np.concatenate([own.since, like.since]).astype(np.float64)
    _, first = np.unique(np.column_stack([organisations, numbers]), axis=0, return_index=True)
    return Goal(name, organisations[first], since[first], numbers[first])
