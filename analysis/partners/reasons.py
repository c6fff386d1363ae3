"""The reasons of a suggestion: a sentence and the records for the contribution of each feature.

Records are global ids, or internal database numbers until the ids of the nodes are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.answers import Wording
from analysis.geography import distances_km
from analysis.models.numbers import Integers
from analysis.partners import wording
from analysis.partners.country import PartnerCountry
from analysis.ties.content import ContentColumns, Indices
from analysis.ties.country_links import NOWHERE, LinkColumns
from analysis.vocabulary import Language, LinkKind, ReasonCode
from graph_model.terms import OrganisationKind

Record = str | int
ORGANISATION_KINDS = tuple(OrganisationKind)
# the most records of one reason, and the most topics that a sentence names
MOST_RECORDS, MOST_TOPICS = 10, 3


@dataclass(frozen=True)
class PartnerReason:
    """The contribution of one feature to a score. `evidence` holds the global ids of the records that support it."""

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[str, ...]

    def text(self, language: str = Language.RU) -> str:
        """Return the reason as a sentence."""
        return self.wording.text(language)


class UnnamedReason(NamedTuple):
    """A reason whose records can be internal database numbers."""

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[Record, ...]

    def named(self, ids: Mapping[int, str]) -> PartnerReason:
        """Return the reason with the global ids of its records. Records that are not in `ids` are left out."""
        known = (each if isinstance(each, str) else ids.get(each) for each in self.evidence)
        return PartnerReason(self.code, self.contribution, self.wording, tuple(each for each in known if each))


@dataclass(frozen=True)
class Pair:
    """An asker and a candidate in the country, by their indices."""

    country: PartnerCountry
    asker: int
    candidate: int

    @property
    def both(self) -> tuple[str, str]:
        """The global ids of both organisations."""
        return self.id(self.asker), self.id(self.candidate)

    def id(self, organisation: int) -> str:
        """Return the global id of an organisation."""
        return self.country.links.organisations.ids[organisation]

    def shared_partners(self) -> Integers:
        """Return the current partners of both, in the order of their ids."""
        return np.intersect1d(self._partners(self.asker), self._partners(self.candidate))

    def _partners(self, organisation: int) -> Integers:
        links, existing = self.country.partnerships, self.country.links.organisations.existing(self.country.day)
        ends = np.concatenate([links.other[links.one == organisation], links.one[links.other == organisation]])
        return np.unique(ends[existing[ends]])

    def projects(self) -> Integers:
        """Return the internal numbers of the joint projects that had begun by the day, the newest first."""
        links = self.country.links.links[LinkKind.PROJECT]
        mine = np.flatnonzero(between(links, self.asker, self.candidate) & (links.since <= self.country.day))
        records = links.records[mine[np.argsort(-links.since[mine], kind="stable")]]
        # an organisation can take part in a project several times
        return np.array([*dict.fromkeys(records.tolist())], dtype=np.int64)


def between(links: LinkColumns, one: int, other: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return which links are between two organisations, in either direction."""
    forth, back = (links.one == one) & (links.other == other), (links.one == other) & (links.other == one)
    return np.asarray(forth | back)


def reason_of(code: ReasonCode, contribution: float, pair: Pair) -> UnnamedReason:
    """Return the reason for the contribution of a feature."""
    text, evidence = WRITERS[code](pair)
    return UnnamedReason(code, contribution, text, tuple(dict.fromkeys(evidence))[:MOST_RECORDS])


Written = tuple[Wording, tuple[Record, ...]]


def base_rate(pair: Pair) -> Written:
    """Write the probability of the average pair."""
    del pair
    return wording.base_rate(), ()


def shared_partners(pair: Pair) -> Written:
    """Write the shared partners, present and past."""
    view = pair.country.view
    rows = (view.partners[[each]].indices for each in (pair.asker, pair.candidate))
    shared = np.intersect1d(*rows)
    rarest = shared[np.argsort(view.degrees[shared], kind="stable")]
    return wording.shared_partners(len(shared)), tuple(pair.id(each) for each in rarest.tolist())


def joint_projects(pair: Pair) -> Written:
    """Write the joint projects."""
    projects = pair.projects()
    return wording.joint_projects(len(projects)), tuple(projects.tolist())


def shared_themes(pair: Pair) -> Written:
    """Write the themes on which both work, with the newest record of each side."""
    content = pair.country.content
    mine, theirs = (pair.country.by_theme.at(each) for each in (pair.asker, pair.candidate))
    shared = np.intersect1d(mine.topics, theirs.topics)
    counts = np.minimum(times(mine, shared), times(theirs, shared))
    best = shared[np.argsort(-counts, kind="stable")][:MOST_TOPICS].tolist()
    names = [content.themes.names[each] for each in best]
    records = [newest(side, each) for each in best for side in (theirs, mine)]
    return wording.shared_themes(len(shared), names), (*(content.themes.ids[each] for each in best), *records)


def complementary_competences(pair: Pair) -> Written:
    """Write the competences that each side develops for the territory of the other, with the newest records."""
    country = pair.country
    brought = brought_competences(country, pair.candidate, pair.asker)
    wanted = brought_competences(country, pair.asker, pair.candidate)
    records = [
        newest(country.by_competence.at(developer), each)
        for developer, found in ((pair.candidate, brought), (pair.asker, wanted))
        for each in found[:MOST_TOPICS]
    ]
    return wording.complementary_competences(len(brought), len(wanted)), tuple(records)


def brought_competences(country: PartnerCountry, developer: int, territory_of: int) -> list[int]:
    """Return the competences that one develops and the territory of the other needs, the rarest first."""
    view = country.view
    both = np.intersect1d(view.develops[[developer]].indices, country.needed[[territory_of]].indices)
    found: list[int] = both[np.lexsort((both, -view.rarity[both]))].tolist()
    return found


def times(columns: ContentColumns, topics: Indices) -> Integers:
    """Return the number of records on each topic."""
    return np.array([int((columns.topics == each).sum()) for each in topics.tolist()], dtype=np.int64)


def newest(columns: ContentColumns, topic: int) -> int:
    """Return the internal number of the newest record on a topic."""
    mine = columns.at(np.flatnonzero(columns.topics == topic))
    return int(mine.records[np.argmax(mine.since)])


def partnerships(pair: Pair) -> Written:
    """Write the numbers of partners."""
    degrees = pair.country.view.degrees
    return wording.partnerships(int(degrees[pair.asker]), int(degrees[pair.candidate])), pair.both


def nearby(pair: Pair) -> Written:
    """Write the distance."""
    places = pair.country.links.organisations.places
    distance = float(distances_km(*places[pair.asker], *places[pair.candidate]))
    return (wording.distance_unknown() if np.isnan(distance) else wording.nearby(distance)), pair.both


def municipality(pair: Pair) -> Written:
    """Write whether both are in one municipality."""
    organisations = pair.country.links.organisations
    one, other = organisations.municipalities[[pair.asker, pair.candidate]].tolist()
    if NOWHERE in (one, other):
        return wording.municipality_unknown(), pair.both
    places = tuple(dict.fromkeys(organisations.municipality_ids[each] for each in (one, other)))
    return wording.same_municipality(one == other), places


def bordering_municipality(pair: Pair) -> Written:
    """Write whether the municipalities border each other."""
    organisations = pair.country.links.organisations
    one, other = organisations.municipalities[[pair.asker, pair.candidate]].tolist()
    if NOWHERE in (one, other):
        return wording.municipality_unknown(), pair.both
    places = tuple(dict.fromkeys(organisations.municipality_ids[each] for each in (one, other)))
    return wording.bordering_municipality(bool(pair.country.borders[one, other])), places


def region(pair: Pair) -> Written:
    """Write whether both are in one region."""
    organisations = pair.country.links.organisations
    one, other = organisations.regions[[pair.asker, pair.candidate]].tolist()
    if NOWHERE in (one, other):
        return wording.region_unknown(), pair.both
    if one == other:
        return wording.same_region(organisations.region_names[one]), (organisations.region_ids[one],)
    return wording.other_region(organisations.region_names[other]), tuple(
        organisations.region_ids[each] for each in (one, other)
    )


def kinds(pair: Pair) -> Written:
    """Write how often organisations of the two kinds become partners."""
    asker, candidate = pair.country.links.organisations.kinds[[pair.asker, pair.candidate]].tolist()
    lift = float(np.exp(pair.country.view.kind_lift[asker, candidate]))
    return wording.kinds(ORGANISATION_KINDS[asker], ORGANISATION_KINDS[candidate], lift), pair.both


WRITERS: Mapping[ReasonCode, Callable[[Pair], Written]] = {
    ReasonCode.BASE_RATE: base_rate,
    ReasonCode.SHARED_PARTNERS: shared_partners,
    ReasonCode.JOINT_PROJECTS: joint_projects,
    ReasonCode.SHARED_THEMES: shared_themes,
    ReasonCode.COMPLEMENTARY_COMPETENCES: complementary_competences,
    ReasonCode.PARTNERSHIPS: partnerships,
    ReasonCode.NEARBY: nearby,
    ReasonCode.SAME_MUNICIPALITY: municipality,
    ReasonCode.BORDERING_MUNICIPALITY: bordering_municipality,
    ReasonCode.SAME_REGION: region,
    ReasonCode.KINDS: kinds,
}
