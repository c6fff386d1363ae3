"""Suggestions of partners for an organisation with reasons, and exclusions of candidates with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.partners import wording
from analysis.partners.connections import PathStep, path_of, record_nodes, steps_to
from analysis.partners.ranking import POOL, PartnerRanking
from analysis.partners.reasons import (
    ORGANISATION_KINDS,
    Pair,
    PartnerReason,
    UnnamedReason,
    brought_competences,
    reason_of,
)
from analysis.partners.scoring import ProbabilityEstimate, rounded
from analysis.ties.links import GraphPath
from analysis.vocabulary import ReasonCode


@dataclass(frozen=True)
class PartnerSuggestion:
    """A suggested organisation. Organisations, functions, competences and partners are global ids."""

    organisation: str
    reasons: tuple[PartnerReason, ...]
    probability: ProbabilityEstimate | None
    shared_partners: tuple[str, ...]
    brings_functions: tuple[str, ...]
    brings_competences: tuple[str, ...]
    needs_competences: tuple[str, ...]
    path: GraphPath | None

    @property
    def score(self) -> float:
        """Return the score of the organisation, from 0 to 1."""
        return sum(reason.contribution for reason in self.reasons)


@dataclass(frozen=True)
class Excluded:
    """A considered organisation, by global id, that is not suggested."""

    organisation: str
    reason: ReasonCode


@dataclass(frozen=True)
class PartnerSuggestions:
    """The suggestions, best first, and all organisations that were considered and excluded."""

    nodes: tuple[PartnerSuggestion, ...]
    excluded: tuple[Excluded, ...]
    method: Method
    completeness: Completeness


@dataclass(frozen=True, eq=False)
class ChosenPartners:
    """The chosen candidates, the excluded organisations, and whether more candidates could be suggested."""

    ranking: PartnerRanking
    candidates: Sequence[int]
    excluded: Mapping[int, ReasonCode]
    more: bool


@dataclass(frozen=True, eq=False)
class Explained:
    """A chosen candidate with its reasons, its estimate and its path. Records can be internal numbers."""

    candidate: int
    reasons: tuple[UnnamedReason, ...]
    estimate: ProbabilityEstimate | None
    steps: tuple[PathStep, ...] | None


def chosen_partners(ranking: PartnerRanking) -> ChosenPartners:
    """Return the best candidates in order. An asker that has ended gets none.

    Candidates are considered in order until enough are found, so that the exclusions depend on `first`.
    """
    request, country = ranking.request, ranking.country
    if country.links.organisations.last_days[request.asker] < country.day:
        return ChosenPartners(ranking, (), {}, more=False)
    pool, excluded = list[int](), dict(ranking.excluded)
    most = request.first * (POOL if request.diversity else 1)
    for candidate, hindrance in ranking.verdicts():
        if hindrance is None:
            pool.append(candidate)
        elif len(pool) < most:
            excluded[candidate] = hindrance
        if len(pool) > most:
            break
    kept = ranking.diverse(pool[:most]) if request.diversity else pool[: request.first]
    return ChosenPartners(ranking, kept, excluded, more=len(pool) > request.first)


def explained(chosen: ChosenPartners) -> list[Explained]:
    """Return the chosen candidates with their reasons, the largest contribution first."""
    ranking, country, asker = chosen.ranking, chosen.ranking.country, chosen.ranking.request.asker
    candidates = list(chosen.candidates)
    if not candidates:
        return []
    parts = ranking.scorer.contributions(ranking.rows[candidates])
    estimates = ranking.scorer.estimates(ranking.rows[candidates])
    paths = steps_to(country.adjacency, asker, candidates)
    return [
        Explained(candidate, tuple(reasons_of(ranking, candidate, part)), estimate, path)
        for candidate, part, estimate, path in zip(candidates, parts, estimates, paths, strict=True)
    ]


def reasons_of(ranking: PartnerRanking, candidate: int, parts: Mapping[ReasonCode, float]) -> list[UnnamedReason]:
    """Return the reasons of a candidate. Its relevance for a goal scales all contributions."""
    pair = Pair(ranking.country, ranking.request.asker, candidate)
    scale = float(ranking.relevance[candidate])
    contributions = rounded(np.array([*parts.values()]) * scale)
    found = [reason_of(code, part, pair) for code, part in zip(parts, contributions, strict=True) if parts[code]]
    if ranking.request.goal is not None:
        found.append(ranking.request.goal.reason(candidate, ranking.country.day))
    return sorted(found, key=lambda each: -each.contribution)


def nodes_of(chosen: ChosenPartners, found: Sequence[Explained]) -> list[int]:
    """Return the internal numbers of all record nodes, whose global ids the result needs."""
    links = chosen.ranking.country.today
    evidence = {each for one in found for reason in one.reasons for each in reason.evidence if isinstance(each, int)}
    return sorted(evidence | {each for one in found if one.steps for each in record_nodes(links, one.steps)})


def suggestions_of(
    chosen: ChosenPartners, found: Sequence[Explained], ids: Mapping[int, str], model_notes: Sequence[Wording]
) -> PartnerSuggestions:
    """Return the result; `ids` maps the internal numbers of record nodes to global ids."""
    names = chosen.ranking.country.links.organisations.ids
    return PartnerSuggestions(
        nodes=tuple(suggestion_of(chosen.ranking, each, ids) for each in found),
        excluded=tuple(Excluded(names[each], chosen.excluded[each]) for each in sorted(chosen.excluded)),
        method=chosen.ranking.scorer.method,
        completeness=completeness_of(chosen, model_notes),
    )


def suggestion_of(ranking: PartnerRanking, found: Explained, ids: Mapping[int, str]) -> PartnerSuggestion:
    """Return one suggestion."""
    country, asker = ranking.country, ranking.request.asker
    names, competences = country.links.organisations.ids, country.content.competences.ids
    brought, wanted = (
        tuple(competences[each] for each in brought_competences(country, *pair))
        for pair in ((found.candidate, asker), (asker, found.candidate))
    )
    lacking = (ranking.request.lacking or {}).items()
    return PartnerSuggestion(
        organisation=names[found.candidate],
        reasons=tuple(each.named(ids) for each in found.reasons),
        probability=found.estimate,
        shared_partners=tuple(names[each] for each in Pair(country, asker, found.candidate).shared_partners().tolist()),
        brings_functions=tuple(sorted(function for function, by in lacking if found.candidate in by)),
        brings_competences=brought,
        needs_competences=wanted,
        path=None if found.steps is None else path_of(country.links, country.today, found.steps, ids),
    )


def completeness_of(chosen: ChosenPartners, model_notes: Sequence[Wording]) -> Completeness:
    """Return the completeness of the result."""
    country, request = chosen.ranking.country, chosen.ranking.request
    organisations, day = country.links.organisations, date.fromordinal(int(country.day))
    if organisations.last_days[request.asker] < country.day:
        ended = wording.asker_ended(date.fromordinal(int(organisations.last_days[request.asker])))
        return Completeness(as_of=day, notes=(ended,))
    return Completeness(
        as_of=day,
        cuts=(wording.more_suggestions(len(chosen.candidates)),) if chosen.more else (),
        gaps=tuple(gaps(chosen)),
        notes=(*model_notes, *notes(chosen)),
    )


def gaps(chosen: ChosenPartners) -> Iterator[Wording]:
    """Yield texts on data that the score could not use."""
    country, asker = chosen.ranking.country, chosen.ranking.request.asker
    if not country.view.degrees[asker]:
        yield wording.no_partnership_on_record()
    if not country.needed[[asker]].nnz:
        yield wording.no_needs()
    places = country.links.organisations.places
    if np.isnan(places[asker]).any():
        yield wording.asker_without_place()
    elif unknown := int(np.isnan(places[list(chosen.candidates)]).any(axis=1).sum()):
        yield wording.without_place(unknown)


def notes(chosen: ChosenPartners) -> Iterator[Wording]:
    """Yield texts that explain the result."""
    request = chosen.ranking.request
    if request.lacking is None:
        kind = int(chosen.ranking.country.links.organisations.kinds[request.asker])
        yield wording.functions_not_assigned(ORGANISATION_KINDS[kind])
    if not chosen.candidates:
        yield wording.all_excluded(len(chosen.excluded)) if chosen.excluded else wording.no_organisations()
