"""Partner suggestions for an organisation, with reasons and excluded organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import Language, PartnerPreset, ReasonCode
from schema.promises import Argument, computed, described, optional, request, term
from schema.types.interfaces import Completeness, Estimate, Method, PageInfo

if TYPE_CHECKING:
    from schema.derived import Connection
    from schema.types.competences import Competence
    from schema.types.interfaces import Node
    from schema.types.links import GraphPath
    from schema.types.organisations import Function, Organisation

for _vocabulary in (Language, PartnerPreset, ReasonCode):
    term(_vocabulary)


@computed
class Reason:
    """A reason with its contribution to a score (основание)."""

    code: ReasonCode = described("Kind of reason.")
    text: str = described(
        "The reason as a sentence.", language=Argument("Language", "Language of the sentence (язык).", Language.RU)
    )
    contribution: float = described(
        "The contribution of the reason to the score. The contributions of all reasons add up to the score."
    )
    evidence: list[Node] = described("The nodes of the graph that support the reason.")


@request
class PartnerGoal:
    """The purpose for which a partner is needed (цель). Give one of the three codes."""

    theme: str | None = optional("Code of a theme (код темы).")
    competence: str | None = optional("Code of a competence; its parts belong to it (код компетенции).")
    practice: str | None = optional(
        "Code of a practice: its authors and adopters, and organisations that work on its themes (код практики)."
    )


@computed
class PartnerSuggestion:
    """An organisation suggested as a partner, with the reasons (предлагаемый партнёр)."""

    organisation: Organisation = described("The suggested organisation.")
    score: float = described(
        "The sum of the contributions of all reasons, 0 to 1: the probability of a partnership if a model is fitted, "
        "else a sum of fixed weights; multiplied by the relevance for the goal, if there is one."
    )
    probability: Estimate | None = described(
        "Probability that the two organisations become partners within a year; null while no model is fitted."
    )
    reasons: list[Reason] = described("The reasons, the largest contribution first. Contributions can be negative.")
    brings_functions: list[Function] = described(
        "Functions that the order assigns to the requesting organisation, that it does not perform, and that the "
        "suggested organisation performs."
    )
    brings_competences: list[Competence] = described(
        "Competences in which people of the territory of the requesting organisation have deficits, and which the "
        "suggested organisation develops; the rarest first."
    )
    needs_competences: list[Competence] = described(
        "Competences in which people of the territory of the suggested organisation have deficits, and which the "
        "requesting organisation develops; the rarest first."
    )
    shared_partners: Connection[Organisation] = described("Current partners of both organisations.")
    path: GraphPath | None = described(
        "The strongest of the shortest paths of at most four non-geographic links; null if there is none."
    )


@computed
class Excluded:
    """An organisation that was considered and excluded (исключённая организация)."""

    organisation: Organisation = described("The excluded organisation.")
    reason: ReasonCode = described("The reason for the exclusion.")


@computed
class ReasonCount:
    """The number of organisations that are excluded for a reason."""

    reason: ReasonCode = described("The reason (причина).")
    count: int = described("Number of organisations (число организаций).")


@computed
class ExclusionEdge:
    """A row of the list of excluded organisations."""

    cursor: str = described("The position of this row, for `after`.")
    node: Excluded = described("The excluded organisation with its reason.")


@computed
class ExclusionConnection:
    """A page of excluded organisations, in the order of their ids (исключённые организации)."""

    edges: list[ExclusionEdge] = described("The exclusions of the page, each with its cursor.")
    nodes: list[Excluded] = described("The exclusions of the page, without cursors.")
    page_info: PageInfo = described("Whether there are more rows, and the cursors of the page.")
    total_count: int = described("Number of exclusions over all pages; with `reason`, of those with this reason.")
    by_reason: list[ReasonCount] = described(
        "Number of exclusions by reason, the most frequent reason first. The argument `reason` does not limit it."
    )


@computed
class PartnerSuggestions:
    """Suggested partners of an organisation, the best first."""

    nodes: list[PartnerSuggestion] = described("The suggestions, the best first.")
    excluded: list[Excluded] = described(
        "All excluded organisations, with the reasons: the related organisations and the current partners, and the "
        "organisations with a higher score than the last suggestion that cannot be suggested."
    )
    exclusions: ExclusionConnection = described(
        "The excluded organisations in pages, with counts by reason.",
        first=Argument("int | None", "The number of organisations. Default 20, at most 10,000."),
        after=Argument("str | None", "Return the organisations after this cursor."),
        reason=Argument("ReasonCode | None", "Only organisations that are excluded for this reason. Default: all."),
    )
    method: Method = described("How the score is computed.")
    completeness: Completeness = described("Data that could not be taken into account.")


__all__ = ["Completeness", "Estimate", "Method", "PartnerSuggestions"]
