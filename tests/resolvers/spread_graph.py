"""A hand-made graph of two practices and their adopters, with all kinds of errors in declared sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph_model.declarations import Node, Relation
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf, LearnedFrom, LearnedThrough, LearningSource
from graph_model.kinds.competences import About, Theme
from graph_model.kinds.organisations import LocatedIn, Organisation, PartnerOf
from graph_model.kinds.practices import Practice
from graph_model.kinds.projects import NetworkProject, TakesPart
from graph_model.kinds.territory import InRegion, Municipality, Region
from graph_model.links import Link
from graph_model.terms import (
    AdoptionStage,
    EvidenceTier,
    LearningCertainty,
    Level,
    MunicipalityType,
    OrganisationKind,
    PracticeStage,
    ProjectKind,
    Provenance,
)

REGIONS = ("16", "72", "75")
# adoption: practice, organisation, start, declared sources
ADOPTIONS: dict[str, tuple[str, str, str | None, tuple[str, ...]]] = {
    "A": ("P1", "S1", "2020-01-01", ()),
    "B": ("P1", "S2", "2020-02-01", ("A",)),
    "C": ("P1", "S3", "2020-03-01", ("A",)),
    "D": ("P1", "S4", "2020-03-01", ("C", "B")),
    "E": ("P1", "S5", None, ("D",)),
    "F": ("P1", "S6", "2020-05-01", ("H",)),
    "G": ("P1", "S2", "2021-05-01", ()),
    # each learned from the other
    "H": ("P1", "S7", "2021-06-01", ("I",)),
    "I": ("P1", "S8", "2021-06-01", ("H",)),
    # an adoption of another practice, and a start in the future
    "J": ("P1", "S8", "2022-01-01", ("X",)),
    "K": ("P1", "S1", "2999-01-01", ("A",)),
    "X": ("P2", "S1", "2020-01-01", ()),
    "Y": ("P2", "S3", "2022-01-01", ("X",)),
}
THEMES = {"P1": ("T1", "T2"), "P2": ()}
# S9 adopts nothing, S10 ends
ORGANISATIONS, ENDED = 10, {10: date(2020, 6, 30)}
PARTNERS: tuple[tuple[str, str, date | None, date | None], ...] = (
    ("S1", "S2", date(2019, 1, 1), None),
    ("S2", "S3", None, None),
    ("S3", "S9", None, None),
    ("S7", "S8", None, None),
    ("S5", "S6", None, None),
    ("S1", "S4", date(2030, 1, 1), None),
    # ended the day before the first adoption; ended between the adoptions of the two; started after both adoptions
    ("S4", "S6", None, date(2019, 12, 31)),
    ("S6", "S7", None, date(2020, 12, 31)),
    ("S3", "S4", date(2020, 6, 1), None),
)
PARTICIPANTS = ("S1", "S4", "S9")


def spread_graph() -> tuple[list[Node], list[Link]]:
    """Return the nodes and links."""
    themes: list[Node] = [Theme(code=each, name=f"Тема {each}", section="II") for each in ("T1", "T2")]
    nodes = [*regions(), *municipalities(), *organisations(), *themes, *practices(), *adoptions(), *sources()]
    nodes.append(NetworkProject(code="N1", title="Проект", kind=ProjectKind.INNOVATION_PROJECT))
    return nodes, [*places(), *about(), *adoption_links(), *learned(), *together()]


def regions() -> Iterator[Node]:
    for code in REGIONS:
        yield Region(
            code=code, name=f"Регион {code}", official_name=code, region_type="область", oktmo="1" * 8, in_scope=True
        )


def municipalities() -> Iterator[Node]:
    yield Municipality(territory_id="1", oktmo="16000001", name="Казань", type=MunicipalityType.URBAN_OKRUG)


def organisations() -> Iterator[Node]:
    for number in range(1, ORGANISATIONS + 1):
        yield Organisation(
            org_id=f"S{number}",
            name=f"Школа {number}",
            kind=OrganisationKind.SCHOOL,
            level=Level.LOCAL,
            valid_to=ENDED.get(number),
        )
    # no organisation of its kind adopts anything
    yield Organisation(org_id="C1", name="Колледж", kind=OrganisationKind.COLLEGE, level=Level.LOCAL)


def practices() -> Iterator[Node]:
    for code in THEMES:
        yield Practice(code=code, title=f"Практика {code}", stage=PracticeStage.PILOT, evidence=EvidenceTier.NONE)
    yield Practice(code="P3", title="Никем не внедрена", stage=PracticeStage.IDEA, evidence=EvidenceTier.NONE)


def adoptions() -> Iterator[Node]:
    for number, (code, (_, _, start, declared)) in enumerate(ADOPTIONS.items()):
        provenance = Provenance.OWN if code in ("A", "X") else Provenance.LEARNED if declared else Provenance.UNKNOWN
        day = date.fromisoformat(start) if start else None
        yield Adoption(code=code, started_on=day, stage=[*AdoptionStage][number % 3], provenance=provenance)


def sources() -> Iterator[Node]:
    for code, (_, _, _, declared) in ADOPTIONS.items():
        for source in declared:
            yield LearningSource(code=f"{code}-{source}", certainty=LearningCertainty.DECLARED)
    yield LearningSource(code="G-A", certainty=LearningCertainty.INFERRED, probability=0.7)


def link(relation: type[Relation], start: str, end: str) -> Link:
    return Link(relation(), start, end)


def places() -> Iterator[Link]:
    for number in range(1, ORGANISATIONS + 1):
        yield link(LocatedIn, f"Organisation:S{number}", f"Region:{REGIONS[number % 3]}")
    yield link(LocatedIn, "Organisation:S3", "Municipality:1")
    yield link(InRegion, "Municipality:1", "Region:16")


def about() -> Iterator[Link]:
    for practice, themes in THEMES.items():
        yield from (link(About, f"Practice:{practice}", f"Theme:{each}") for each in themes)


def adoption_links() -> Iterator[Link]:
    for code, (practice, organisation, _, _) in ADOPTIONS.items():
        yield link(AdoptionOf, f"Adoption:{code}", f"Practice:{practice}")
        yield link(AdoptedBy, f"Adoption:{code}", f"Organisation:{organisation}")


def together() -> Iterator[Link]:
    for one, other, since, until in (*PARTNERS, ("C1", "S1", None, None)):
        yield Link(PartnerOf(since=since, until=until), f"Organisation:{one}", f"Organisation:{other}")
    for each in PARTICIPANTS:
        yield link(TakesPart, f"Organisation:{each}", "NetworkProject:N1")
    yield link(LocatedIn, "Organisation:C1", "Region:16")


def learned() -> Iterator[Link]:
    pairs = [(code, source) for code, (_, _, _, declared) in ADOPTIONS.items() for source in declared]
    for code, source in [*pairs, ("G", "A")]:
        yield link(LearnedThrough, f"Adoption:{code}", f"LearningSource:{code}-{source}")
        yield link(LearnedFrom, f"LearningSource:{code}-{source}", f"Adoption:{source}")
