"""A few records to write."""

from graph_model.declarations import Node
from graph_model.kinds.competences import Competence, PartOf
from graph_model.kinds.organisations import Function, LocatedIn, Organisation, PartnerOf, Performs, UnitOf
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.properties import GeoPoint
from graph_model.terms import Basis, CompetenceScheme, Level, OrganisationKind

REGION = Region(
    code="79",
    name="Еврейская автономная область",
    official_name="Еврейская автономная область",
    region_type="автономная область",
    oktmo="99000000",
    location=GeoPoint(lat=48.79, lon=132.92),
    population=145802,
    in_scope=True,
)
FUNCTION = Function(code="CN-01", actor="CNPPM", level=Level.REGIONAL, section="III.R", text="взаимодействие")


def organisation(code: str, name: str = "Институт") -> Organisation:
    """Return an organisation with the key `code`."""
    return Organisation(org_id=code, name=name, kind=OrganisationKind.CNPPM, level=Level.REGIONAL)


def competence(code: str) -> Competence:
    """Return a competence with the key `code`."""
    return Competence(code=code, scheme=CompetenceScheme.COMPETENCE_GROUP, name=f"Компетенция {code}")


def located(code: str) -> Link:
    """Return the link that locates the organisation in the region."""
    return Link(LocatedIn(basis=Basis.REPORTED), f"Organisation:{code}", REGION.id)


def performs(code: str, basis: Basis) -> Link:
    """Return the link that assigns the function to the organisation."""
    return Link(Performs(basis=basis), f"Organisation:{code}", FUNCTION.id)


NODES: tuple[Node, ...] = (
    REGION,
    FUNCTION,
    *map(organisation, "ABCD"),
    *map(competence, ("X", "X/1", "X/2")),
)
LINKS: tuple[Link, ...] = (
    *map(located, "ABCD"),
    performs("A", Basis.ASSIGNED_BY_ORDER),
    performs("A", Basis.REPORTED),
    Link(UnitOf(), "Organisation:B", "Organisation:A"),
    Link(PartnerOf(basis=Basis.REPORTED), "Organisation:D", "Organisation:C"),
    Link(PartOf(), "Competence:X/1", "Competence:X"),
    Link(PartOf(), "Competence:X/2", "Competence:X"),
)
