"""The order of the candidates of an asker, and the candidates that are not suggested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.country import RELATIVES, PartnerCountry
from analysis.partners.goal import Goal
from analysis.partners.prediction.features import features_of
from analysis.partners.scoring import Scorer
from analysis.ties.country_links import KINDS, NOWHERE, Truths
from analysis.vocabulary import LinkKind, PartnerPreset, ReasonCode

# with `diversity`, the suggestions are chosen from this many times their number of candidates
POOL = 10
# for each relation between related organisations: the reasons to exclude its end and its start
RELATED = {
    LinkKind.UNIT: (ReasonCode.OWN_HOST, ReasonCode.OWN_UNIT),
    LinkKind.FOUNDER: (ReasonCode.OWN_FOUNDER, ReasonCode.OWN_FOUNDED),
}


@dataclass(frozen=True, eq=False)
class PartnerRequest:
    """A request for the `first` best partners of an organisation (`asker`, an index).

    `allowed` [n] marks the organisations that match the filter; None if all match. `lacking` maps each function that
    the order assigns to the asker and that it does not perform to the organisations that perform it.
    """

    asker: int
    first: int
    preset: PartnerPreset = PartnerPreset.BALANCED
    goal: Goal | None = None
    diversity: float = 0.0
    allowed: Truths | None = None
    lacking: Mapping[str, Integers] | None = None


@dataclass(frozen=True, eq=False)
class PartnerRanking:
    """All organisations as candidates of the asker."""

    country: PartnerCountry
    scorer: Scorer
    request: PartnerRequest

    @cached_property
    def relevance(self) -> Floats:
        """The relevance of each organisation for the goal, 0 to 1 [n]; 1 without a goal."""
        size, goal = self.country.records.size, self.request.goal
        return np.ones(size) if goal is None else goal.relevance(size, self.country.day)

    @cached_property
    def rows(self) -> Floats:
        """The features of all organisations as candidates [n, k]."""
        return features_of(self.country.view, self.request.asker, self.scorer.features)

    @cached_property
    def scores(self) -> Floats:
        """The scores [n]: those of the scorer, multiplied by the relevance."""
        return self.scorer.scores(self.rows) * self.relevance

    @cached_property
    def excluded(self) -> dict[int, ReasonCode]:
        """The related organisations and the current partners of the asker that match the filter, with the reasons."""
        found: dict[int, ReasonCode] = {}
        for kind in RELATIVES:
            of_end, of_start = RELATED[kind]
            found |= dict.fromkeys(self._ends(kind, backwards=False), of_end)
            found |= dict.fromkeys(self._ends(kind, backwards=True), of_start)
        for backwards in (False, True):
            found |= dict.fromkeys(self._ends(LinkKind.PARTNERSHIP, backwards), ReasonCode.ALREADY_PARTNER)
        return {each: reason for each, reason in found.items() if self._matching[each]}

    def _ends(self, kind: LinkKind, backwards: bool) -> list[int]:
        links, existing = self.country.held, self.country.links.organisations.existing(self.country.day)
        start, end = (links.other, links.one) if backwards else (links.one, links.other)
        mine = (links.kinds == KINDS.index(kind)) & (start == self.request.asker) & existing[end]
        return [int(each) for each in np.unique(end[mine])]

    @cached_property
    def _matching(self) -> Truths:
        allowed = self.request.allowed
        return np.ones(self.country.records.size, dtype=np.bool_) if allowed is None else allowed

    @cached_property
    def brings_functions(self) -> Truths:
        """Whether each organisation performs a function that the asker lacks [n]."""
        found = np.zeros(self.country.records.size, dtype=np.bool_)
        for performers in (self.request.lacking or {}).values():
            found[performers] = True
        return found

    @cached_property
    def complements(self) -> Truths:
        """Whether each organisation offers a lacking function or a competence that the asker's territory needs [n]."""
        needed = self.country.needed[[self.request.asker]].toarray().ravel()
        return np.asarray(self.brings_functions | ((self.country.view.develops @ needed) > 0))

    @cached_property
    def preferred(self) -> Truths:
        """Whether the preset puts each organisation first [n]."""
        kinds = self.country.links.organisations.kinds
        match self.request.preset:
            case PartnerPreset.PEERS:
                return np.asarray(kinds == kinds[self.request.asker])
            case PartnerPreset.COMPLEMENTS:
                return self.complements
        return np.ones(len(kinds), dtype=np.bool_)

    def order(self) -> Integers:
        """Return the candidates that match the filter and serve the goal: preferred ones first, then by score.

        Equal scores are ordered by a hash of both ids, so that the order is stable and prefers no organisation.
        """
        organisations, day = self.country.links.organisations, self.country.day
        candidates = self._matching & (self.relevance > 0) & (organisations.first_days <= day)
        candidates[[self.request.asker, *self.excluded]] = False
        found = np.flatnonzero(candidates)
        hashes = mixed(self.country.hashes, self.request.asker)[found]
        return found[np.lexsort((hashes, -self.scores[found], ~self.preferred[found]))]

    def verdicts(self) -> Iterator[tuple[int, ReasonCode | None]]:
        """Yield the candidates in order, each with the reason not to suggest it, or None."""
        for candidate in self.order().tolist():
            yield candidate, self.hindrance(candidate)

    def hindrance(self, candidate: int) -> ReasonCode | None:
        """Return the reason not to suggest a candidate, or None."""
        if self.country.links.organisations.last_days[candidate] < self.country.day:
            return ReasonCode.CLOSED
        return None if self.offers(candidate) else ReasonCode.NOTHING_TO_OFFER

    def offers(self, candidate: int) -> bool:
        """Return whether a candidate is a peer, has a record of work or a lacking function, or shares a link."""
        view, asker = self.country.view, self.request.asker
        kinds = self.country.links.organisations.kinds
        return bool(
            kinds[candidate] == kinds[asker]
            or self.country.work[candidate]
            or self.brings_functions[candidate]
            or view.activities[asker, candidate]
            or (view.partners[[asker]] @ view.partners[[candidate]].T).nnz
        )

    def diverse(self, pool: list[int]) -> list[int]:
        """Return the `first` candidates of a pool by maximal marginal relevance.

        Carbonell and Goldstein (1998), "The use of MMR, diversity-based reranking": each step takes the candidate with
        the highest (1 - d) s - d m. d is `diversity`, s the score divided by the highest score, and m the largest
        similarity to a chosen candidate. The similarity is the mean of: same region, same kind, and the cosine of the
        profiles of themes. Candidates that the preset puts first are chosen before the others.
        """
        part, chosen = self.request.diversity, list[int]()
        scores = self.scores[pool] / max(float(self.scores[pool].max(initial=0.0)), 1e-300)
        nearest, rest = np.zeros(len(pool)), np.ones(len(pool), dtype=np.bool_)
        while len(chosen) < min(self.request.first, len(pool)):
            preferred = rest & self.preferred[pool]
            open_ = preferred if preferred.any() else rest
            gains = np.where(open_, (1.0 - part) * scores - part * nearest, -np.inf)
            best = int(np.argmax(gains))
            rest[best] = False
            chosen.append(pool[best])
            nearest = np.maximum(nearest, self.similarity(pool[best], pool))
        return chosen

    def similarity(self, one: int, others: list[int]) -> Floats:
        """Return the similarity of an organisation to others, 0 to 1."""
        organisations, profiles = self.country.links.organisations, self.country.view.theme_profiles
        lengths = np.linalg.norm(profiles[others], axis=1) * np.linalg.norm(profiles[one])
        cosines = profiles[others] @ profiles[one] / np.maximum(lengths, 1e-12)
        regions = organisations.regions
        region = (regions[others] == regions[one]) & (regions[one] != NOWHERE)
        kind = organisations.kinds[others] == organisations.kinds[one]
        # truths would add up to at most 1
        return np.asarray((region.astype(np.float64) + kind + cosines) / 3.0)


def mixed(hashes: np.ndarray[tuple[int, ...], np.dtype[np.uint64]], asker: int) -> Integers:
    """Return a hash of each organisation and the asker [n] (the finaliser of MurmurHash3, Appleby 2011)."""
    with np.errstate(over="ignore"):
        found = hashes ^ (hashes[asker] * np.uint64(0x9E3779B97F4A7C15))
        for multiplier in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
            found = (found ^ (found >> np.uint64(33))) * np.uint64(multiplier)
    return np.asarray(found >> np.uint64(1)).astype(np.int64)
