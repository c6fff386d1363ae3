"""The needs of a region, by which practices are chosen for it, and its similarity to other regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.deficits.profile import DeficitProfile
from graph_model.terms import EvidenceTier, PracticeStage

# need is measured against this number of most lacking competences, about as many as one practice can address
COMPETENCES_OF_A_PRACTICE = 3
POPULATION, NEARNESS, TYPE = 0.5, 0.3, 0.2


@dataclass(frozen=True)
class RegionFigures:
    """A region by global id, with the figures by which regions are compared."""

    id: str
    name: str
    population: int | None
    district: str | None
    type: str
    organisations: int


@dataclass(frozen=True)
class PracticeFigures:
    """A practice by global id, with the competences that it addresses."""

    id: str
    stage: PracticeStage
    evidence: EvidenceTier
    competences: frozenset[str]


@dataclass(frozen=True)
class CoveredDeficit:
    """A competence and the number of people of the region who lack it, None if withheld."""

    competence: str
    teachers: int | None


@dataclass(frozen=True)
class RegionNeeds:
    """A region with its profile of deficits and the other regions.

    `bordering` are the ids of the regions with a common border. The profile is limited to the competences `requested`;
    None selects all.
    """

    region: RegionFigures
    others: Sequence[RegionFigures]
    bordering: frozenset[str]
    profile: DeficitProfile
    requested: frozenset[str] | None

    @cached_property
    def people_by_competence(self) -> dict[str, int | None]:
        """Return the number of people who lack each competence, as the profile shows it."""
        kept = (
            each for each in self.profile.competences if self.requested is None or each.competence in self.requested
        )
        return {each.competence: each.people for each in kept}

    @cached_property
    def most(self) -> int:
        """Return the sum of the numbers of people who lack the most lacking competences."""
        shown = sorted((each for each in self.people_by_competence.values() if each), reverse=True)
        return sum(shown[:COMPETENCES_OF_A_PRACTICE])

    def covered_by(self, practice: PracticeFigures) -> float:
        """Return the covered part of the need, 0 to 1.

        1 if no need is shown, so that it does not affect the ranking.
        """
        people = sum(self.people_by_competence.get(each) or 0 for each in practice.competences)
        return min(1.0, people / self.most) if self.most else 1.0

    @cached_property
    def similarities(self) -> dict[str, float]:
        """Return the similarity of each other region, the most similar first."""
        found = {each.id: similarity(self.region, each, each.id in self.bordering) for each in self.others}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def similarity(one: RegionFigures, other: RegionFigures, bordering: bool) -> float:
    """Return the similarity of two regions, 0 to 1.

    It is a weighted sum of population (the smaller over the larger), nearness (1 with a common border, a half in the
    same federal district) and type.
    """
    known = one.population and other.population
    size = min(one.population or 0, other.population or 0) / max(one.population or 1, other.population or 1)
    same_district = one.district is not None and one.district == other.district
    near = 1.0 if bordering else 0.5 * same_district
    return POPULATION * (size if known else 0.0) + NEARNESS * near + TYPE * (one.type == other.type)


def covered_deficits(needs: RegionNeeds, practice: PracticeFigures) -> list[CoveredDeficit]:
    """Return the deficits of the region that a practice covers, the largest first, withheld numbers last."""
    covered = [
        CoveredDeficit(each, needs.people_by_competence[each])
        for each in practice.competences
        if each in needs.people_by_competence
    ]
    return sorted(covered, key=lambda each: (each.teachers is None, -(each.teachers or 0), each.competence))
