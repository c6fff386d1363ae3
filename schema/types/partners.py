"""Suggested partners: whom to work with, why, and who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import Language, PartnerPreset, ReasonCode
from schema.promises import Argument, computed, described, term
from schema.types.interfaces import Completeness, Estimate, Method

if TYPE_CHECKING:
    from schema.derived import Connection
    from schema.types.competences import Competence
    from schema.types.interfaces import Node
    from schema.types.links import GraphPath
    from schema.types.organisations import Organisation

for _vocabulary in (Language, PartnerPreset, ReasonCode):
    term(_vocabulary)


@computed
class Reason:
    """A reason with its share in a score (основание)."""

    code: ReasonCode = described("What kind of reason.")
    text: str = described(
        "The reason in words.", language=Argument("Language", "In which language (язык).", Language.RU)
    )
    contribution: float = described("What it adds to the score; the contributions of all reasons add up to it.")
    evidence: list[Node] = described("What it rests on in the graph.")


@computed
class PartnerSuggestion:
    """One organisation to work with, and why (предлагаемый партнёр)."""

    organisation: Organisation = described("The organisation.")
    score: float = described("How well it fits, 0 to 1; the sum of the contributions of its reasons.")
    probability: Estimate | None = described("Probability that the two become partners; null while no model is fitted.")
    reasons: list[Reason] = described("Why, the weightiest first.")
    brings_competences: list[Competence] = described("Competences of its practices and programs that the asker lacks.")
    needs_competences: list[Competence] = described("Competences of the asker's practices and programs that it lacks.")
    shared_partners: Connection[Organisation] = described("Partners that both have already.")
    path: GraphPath | None = described("The shortest link between the two.")


@computed
class Excluded:
    """An organisation that was looked at and left out (исключённая организация)."""

    organisation: Organisation = described("The organisation.")
    reason: ReasonCode = described("Why it was left out.")


@computed
class PartnerSuggestions:
    """Suggested partners of one organisation, the best first."""

    nodes: list[PartnerSuggestion] = described("The suggestions.")
    excluded: list[Excluded] = described("Who was left out, and why.")
    method: Method = described("How the score is computed.")
    completeness: Completeness = described("What the answer could not take into account.")


__all__ = ["Completeness", "Estimate", "Method", "PartnerSuggestions"]
