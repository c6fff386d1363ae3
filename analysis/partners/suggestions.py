"""Suggestions of partners for an organisation with reasons, and exclusions of candidates with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.answers import Completeness, Method, Wording
from analysis.partners import wording
from analysis.partners.neighbourhood import Candidate, Neighbourhood
from analysis.partners.scores import WEIGHTS, PartnerReason, Scorer, parameters
from analysis.ties.links import GraphLink, GraphPath, Tie, link_over, strongest
from analysis.vocabulary import LinkKind, PartnerPreset, ReasonCode

NAME = "additive partner score"
VERSION = "2"
REFERENCE = (
    "R. L. Keeney, H. Raiffa (1976): Decisions with Multiple Objectives, chapter 3 (additive value model); "
    "features and weights in parameters"
)

# for each relation between related organisations: the reasons to exclude its end and its start
RELATED = {
    LinkKind.UNIT: (ReasonCode.OWN_HOST, ReasonCode.OWN_UNIT),
    LinkKind.FOUNDER: (ReasonCode.OWN_FOUNDER, ReasonCode.OWN_FOUNDED),
}


@dataclass(frozen=True)
class PartnerSuggestion:
    """A suggested organisation. Organisations, competences and partners are global ids."""

    organisation: str
    reasons: tuple[PartnerReason, ...]
    path: GraphPath
    shared_partners: tuple[str, ...] = ()
    brings_competences: tuple[str, ...] = ()
    needs_competences: tuple[str, ...] = ()
    probability: None = None

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


def suggest_partners(around: Neighbourhood, first: int, preset: PartnerPreset, day: date) -> PartnerSuggestions:
    """Return the `first` best partners on `day`: by score, equal scores by id.

    Excluded organisations are ordered by id. An organisation that has ended gets no suggestions.
    """
    search = Search(around, Scorer.of(around, WEIGHTS[preset], day), day)
    candidates = () if around.asker.ended(day) else search.candidates
    verdicts = [search.verdict(candidate) for candidate in candidates]
    suggested = [each for each in verdicts if isinstance(each, PartnerSuggestion)]
    suggested.sort(key=lambda each: (-each.score, each.organisation))
    return PartnerSuggestions(
        nodes=tuple(suggested[:first]),
        excluded=tuple(each for each in verdicts if isinstance(each, Excluded)),
        method=Method(NAME, VERSION, parameters(preset), REFERENCE),
        completeness=search.completeness(first, len(suggested)),
    )


class Search:
    """The search for partners of one organisation on one day."""

    def __init__(self, around: Neighbourhood, scorer: Scorer, day: date) -> None:
        self.around, self.scorer, self.day = around, scorer, day
        self.candidates = around.each_candidate_once()
        self.ties = around.ties_by_organisation(day)
        ties = [tie for between in self.ties.values() for tie in between if tie.kind == LinkKind.PARTNERSHIP]
        self.partners = frozenset(tie.other(around.asker.id) for tie in ties)
        self.shared: dict[str, set[str]] = {}
        for other, partner, period in around.second_partners:
            if partner in self.partners and period.holds(day):
                self.shared.setdefault(other, set()).add(partner)

    def verdict(self, candidate: Candidate) -> PartnerSuggestion | Excluded:
        """Return a suggestion for a candidate, or its exclusion."""
        organisation = candidate.body.id
        offered = self.scorer.offered(candidate, self.day)
        hindrance = self.hindrance(candidate, offered)
        if hindrance:
            return Excluded(organisation, hindrance)
        return PartnerSuggestion(
            organisation=organisation,
            reasons=self.scorer.reasons(candidate, offered),
            path=self.path(candidate),
            shared_partners=tuple(sorted(self.shared.get(organisation, ()))),
        )

    def hindrance(self, candidate: Candidate, offered: tuple[str, ...]) -> ReasonCode | None:
        """Return the first reason to exclude a candidate, or None if there is none."""
        organisation = candidate.body.id
        if organisation in self.partners:
            return ReasonCode.ALREADY_PARTNER
        for kind, (of_end, of_start) in RELATED.items():
            ends = {tie.end for tie in self.ties.get(organisation, ()) if tie.kind == kind}
            if ends:
                return of_end if organisation in ends else of_start
        if candidate.body.ended(self.day):
            return ReasonCode.CLOSED
        if candidate.body.kind != self.around.asker.kind and not offered:
            return ReasonCode.NOTHING_TO_OFFER
        return None

    def path(self, candidate: Candidate) -> GraphPath:
        """Return the shortest path to a candidate, which is a single link: the strongest one."""
        ends = self.around.asker.id, candidate.body.id
        ties: list[Tie] = self.ties.get(candidate.body.id, [])
        return GraphPath(ends, (link_over(strongest(ties), ends[0]) if ties else regional_link(ends, candidate),))

    def completeness(self, first: int, found: int) -> Completeness:
        """Return the completeness of the suggestions."""
        return Completeness(
            as_of=self.day,
            cuts=(wording.more_suggestions(first, found),) if found > first else (),
            gaps=tuple(self.gaps()),
            notes=tuple(self.notes()),
        )

    def gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        around, functions = self.around, self.scorer.functions
        if around.asker.ended(self.day):
            return
        if not around.functions_assigned:
            yield wording.functions_not_assigned(around.asker.kind, len(functions))
        placeless = sum(candidate.body.place is None for candidate in self.candidates)
        if around.asker.place is None:
            yield wording.asker_without_place()
        elif placeless:
            yield wording.without_place(placeless)
        if not self.partners:
            yield wording.no_partnership_on_record()
        yield wording.competences_not_compared()

    def notes(self) -> Iterator[Wording]:
        """Yield texts that explain the result."""
        asker = self.around.asker
        if asker.last_day is not None and asker.ended(self.day):
            yield wording.asker_ended(asker.last_day)
        elif not self.candidates:
            yield wording.no_organisations()


def regional_link(ends: tuple[str, str], candidate: Candidate) -> GraphLink:
    """Return the link over the common region, or over the border between the regions."""
    near = candidate.nearness
    if near.same:
        return GraphLink(LinkKind.REGION, *ends, near.record, (near.region,))
    return GraphLink(LinkKind.BORDER, *ends, near.record, (near.home, near.region))
