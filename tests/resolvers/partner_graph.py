"""A graph of an organisation that asks for partners, its relatives and partners, and candidates with their work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from graph_model.declarations import Node
from graph_model.kinds.competences import About, Theme
from graph_model.kinds.organisations import (
    FoundedBy,
    Function,
    LocatedIn,
    Organisation,
    PartnerOf,
    Performs,
    UnitOf,
)
from graph_model.kinds.practices import AuthoredBy, Practice
from graph_model.kinds.projects import NetworkProject, TakesPart
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.terms import EvidenceTier, Level, OrganisationKind, PracticeStage, ProjectKind

PAST = date(2024, 4, 30)
CNPPM, SCHOOL, INSTITUTE = OrganisationKind.CNPPM, OrganisationKind.SCHOOL, OrganisationKind.REGIONAL_INSTITUTE
ASKER, ENDED_ASKER, NEWCOMER = "asker", "ended", "newcomer"
# the kind and the region of each organisation
ORGANISATIONS: Mapping[str, tuple[OrganisationKind, str]] = {
    ASKER: (CNPPM, "16"),
    ENDED_ASKER: (CNPPM, "16"),
    NEWCOMER: (SCHOOL, "18"),
    "partner": (CNPPM, "16"),
    "former": (CNPPM, "16"),
    "unit": (CNPPM, "16"),
    "host": (INSTITUTE, "16"),
    "founder": (INSTITUTE, "16"),
    "founded": (SCHOOL, "16"),
    "peer": (CNPPM, "18"),
    "performer": (INSTITUTE, "18"),
    "colleague": (SCHOOL, "16"),
    "idle": (SCHOOL, "16"),
}
# the author and the themes of each practice; the second theme is withdrawn
PRACTICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "P1": ("peer", ("T1",)),
    "P2": ("peer", ("T1",)),
    "P3": ("colleague", ("T2",)),
    "P4": ("former", ("T1", "T3")),
    "P5": (ASKER, ("T1",)),
    "P6": ("partner", ("T1",)),
    "P7": ("ended", ("T1",)),
}
# the actor and the performers of each function
FUNCTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "F1": ("CNPPM", ("performer", ASKER)),
    "F2": ("CNPPM", ("performer",)),
    "F3": ("SYSTEM_REGIONAL", ("peer", "performer")),
    "F4": ("SCHOOL", ("peer",)),
    "F5": ("CNPPM", ()),
}
PROJECT = (ASKER, "colleague", "peer")


def partner_graph() -> tuple[list[Node], list[Link]]:
    """Return the nodes and links."""
    return [*nodes()], [*links()]


def nodes() -> Iterator[Node]:
    for code in ("16", "18"):
        yield Region(
            code=code, name=f"Регион {code}", official_name=code, region_type="область", oktmo="1" * 8, in_scope=True
        )
    for name, (kind, _) in ORGANISATIONS.items():
        level = Level.LOCAL if kind == SCHOOL else Level.REGIONAL
        valid_to = PAST if name == ENDED_ASKER else None
        yield Organisation(org_id=name, name=f"Организация {name}", kind=kind, level=level, valid_to=valid_to)
    for code in ("T1", "T2", "T3"):
        yield Theme(code=code, name=f"Тема {code}", section="I")
    for code in PRACTICES:
        yield Practice(
            code=code,
            title=f"Практика {code}",
            stage=PracticeStage.PILOT,
            evidence=EvidenceTier.NONE,
            published_on=PAST,
        )
    for code, (actor, _) in FUNCTIONS.items():
        yield Function(code=code, actor=actor, level=Level.REGIONAL, section="I", text=f"Функция {code}")
    yield NetworkProject(code="N1", title="Проект", kind=ProjectKind.INNOVATION_PROJECT, began_on=PAST)


def links() -> Iterator[Link]:
    for name, (_, region) in ORGANISATIONS.items():
        yield Link(LocatedIn(), f"Organisation:{name}", f"Region:{region}")
    for code, (author, themes) in PRACTICES.items():
        yield Link(AuthoredBy(), f"Practice:{code}", f"Organisation:{author}")
        for theme in themes:
            yield Link(About(), f"Practice:{code}", f"Theme:{theme}")
    for code, (_, performers) in FUNCTIONS.items():
        for name in performers:
            yield Link(Performs(), f"Organisation:{name}", f"Function:{code}")
    # a function that is no longer performed is lacking
    yield Link(Performs(until=PAST), f"Organisation:{ASKER}", "Function:F2")
    yield Link(Performs(until=PAST), "Organisation:idle", "Function:F5")
    for name in PROJECT:
        yield Link(TakesPart(), f"Organisation:{name}", "NetworkProject:N1")
    yield from relatives()


def relatives() -> Iterator[Link]:
    asker = f"Organisation:{ASKER}"
    yield Link(PartnerOf(since=PAST), asker, "Organisation:partner")
    yield Link(PartnerOf(since=PAST, until=PAST), "Organisation:former", asker)
    yield Link(PartnerOf(since=PAST), "Organisation:peer", "Organisation:partner")
    yield Link(UnitOf(), "Organisation:unit", asker)
    yield Link(UnitOf(), asker, "Organisation:host")
    yield Link(FoundedBy(), asker, "Organisation:founder")
    yield Link(FoundedBy(), "Organisation:founded", asker)
