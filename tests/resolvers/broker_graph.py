"""A graph of sixteen organisations in four regions with partnerships, projects and adoptions, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from random import Random

from analysis.vocabulary import LinkKind
from graph_model.declarations import Node
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf
from graph_model.kinds.organisations import LocatedIn, Organisation, PartnerOf
from graph_model.kinds.practices import AuthoredBy, Practice
from graph_model.kinds.projects import NetworkProject, TakesPart
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.terms import (
    AdoptionStage,
    EvidenceTier,
    Level,
    OrganisationKind,
    PracticeStage,
    ProjectKind,
    Provenance,
)

DAY = date(2024, 5, 1)
PAST, FUTURE = date(2024, 4, 30), date(2024, 5, 2)
REGIONS = ("05", "16", "72", "75")
LEVELS = (Level.FEDERAL, Level.REGIONAL, Level.LOCAL)
KINDS = (OrganisationKind.SCHOOL, OrganisationKind.COLLEGE, OrganisationKind.SCHOOL, OrganisationKind.CNPPM)
# one organisation has ended before the day, one begins after it
ENDED, FUTURE_ONE = 15, 16
ORGANISATIONS = [f"O{number:02}" for number in range(1, 17)]
PARTNERS = sorted(Random(5).sample([*combinations(ORGANISATIONS, 2)], 40))
PROJECTS: Mapping[str, tuple[str, ...]] = {"N1": ("O01", "O02", "O05", "O09"), "N2": ("O03", "O04", "O08", "O15")}
# the author and the adopters of each practice
PRACTICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "P1": ("O01", ("O02", "O06", "O10")),
    "P2": ("O02", ("O01", "O03", "O07", "O02")),
    "P3": ("O06", ("O03", "O11")),
}
Ends = tuple[str, str]


def broker_graph() -> tuple[list[Node], list[Link]]:
    """Return the nodes and links."""
    return [*regions(), *organisations(), *activities()], [*located(), *partnerships(), *participations(), *adopted()]


def regions() -> Iterator[Node]:
    for code in REGIONS:
        yield Region(
            code=code, name=f"Регион {code}", official_name=code, region_type="область", oktmo="1" * 8, in_scope=True
        )


def region_of(organisation: str) -> str:
    """Return the code of the region of an organisation."""
    return REGIONS[int(organisation[1:]) % len(REGIONS)]


def organisation(name: str) -> Organisation:
    """Return an organisation."""
    number = int(name[1:])
    return Organisation(
        org_id=name,
        name=f"Организация {name}",
        kind=KINDS[number % len(KINDS)],
        level=LEVELS[number % len(LEVELS)],
        valid_from=FUTURE if number == FUTURE_ONE else None,
        valid_to=PAST if number == ENDED else None,
    )


def organisations() -> Iterator[Node]:
    yield from map(organisation, ORGANISATIONS)


def activities() -> Iterator[Node]:
    for code in PROJECTS:
        yield NetworkProject(code=code, title=f"Проект {code}", kind=ProjectKind.INNOVATION_PROJECT)
    for code, (_, adopters) in PRACTICES.items():
        yield Practice(code=code, title=f"Практика {code}", stage=PracticeStage.PILOT, evidence=EvidenceTier.NONE)
        for each in adopters:
            yield Adoption(code=f"{code}-{each}", stage=AdoptionStage.FULL, provenance=Provenance.UNKNOWN)


def located() -> Iterator[Link]:
    for each in ORGANISATIONS:
        yield Link(LocatedIn(), f"Organisation:{each}", f"Region:{region_of(each)}")


def partnerships() -> Iterator[Link]:
    for number, (one, other) in enumerate(PARTNERS):
        relation = PartnerOf(since=FUTURE if number % 7 == 0 else None, until=PAST if number % 5 == 0 else None)
        yield Link(relation, f"Organisation:{one}", f"Organisation:{other}")


def participations() -> Iterator[Link]:
    for code, names in PROJECTS.items():
        for each in names:
            yield Link(TakesPart(), f"Organisation:{each}", f"NetworkProject:{code}")


def adopted() -> Iterator[Link]:
    for code, (author, adopters) in PRACTICES.items():
        yield Link(AuthoredBy(), f"Practice:{code}", f"Organisation:{author}")
        for each in adopters:
            yield Link(AdoptionOf(), f"Adoption:{code}-{each}", f"Practice:{code}")
            yield Link(AdoptedBy(), f"Adoption:{code}-{each}", f"Organisation:{each}")


def links_of_the_day() -> Mapping[LinkKind, list[Ends]]:
    """Return the links of the day `DAY` between the existing organisations."""
    return {
        LinkKind.PARTNERSHIP: kept(ends for number, ends in enumerate(PARTNERS) if number % 7 and number % 5),
        LinkKind.PROJECT: kept(ends for names in PROJECTS.values() for ends in combinations(names, 2)),
        LinkKind.ADOPTION: kept((author, each) for author, adopters in PRACTICES.values() for each in adopters),
    }


def kept(pairs: Iterator[Ends]) -> list[Ends]:
    """Return the pairs of two different organisations that exist on the day."""
    absent = {f"O{ENDED}", f"O{FUTURE_ONE}"}
    return [ends for ends in pairs if absent.isdisjoint(ends) and ends[0] != ends[1]]
