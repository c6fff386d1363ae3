"""Organisations, their parents and their functions (SYS09, SYS14, SYS15, SYS17, SYS20)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.adoptions import AdoptedBy
from graph_model.kinds.competences import ForSubject
from graph_model.kinds.development import InternshipAt
from graph_model.kinds.diagnostics import ConductedBy
from graph_model.kinds.documents import Issued, Operates, Supports
from graph_model.kinds.networks import PositionOf
from graph_model.kinds.people import GraduatedFrom, KeptBy, MemberOf, WorksAt
from graph_model.kinds.practices import AuthoredBy, ReviewBy
from graph_model.kinds.programs import OfferedBy
from graph_model.kinds.projects import HeldBy, ResearchBy, TakesPart, TriedAt
from graph_model.properties import GeoPoint, Indexed, Unique
from graph_model.terms import (
    Basis,
    Equipment,
    Evidence,
    Level,
    OrganisationContext,
    OrganisationKind,
    SchoolStage,
    Settlement,
)


class LocatedIn(Relation):
    """The relation of an organisation to its region and, if known, to its municipality in this region."""

    type: ClassVar[str] = "LOCATED_IN"
    basis: Basis = Basis.REPORTED


class UnitOf(Relation):
    """The relation of an organisation to the organisation that it is a unit of."""

    type: ClassVar[str] = "UNIT_OF"


class FoundedBy(Relation):
    """The relation of an organisation to its founder."""

    type: ClassVar[str] = "FOUNDED_BY"


class PartnerOf(Relation):
    """The symmetric relation between two partner organisations."""

    type: ClassVar[str] = "PARTNER_OF"
    since: date | None = None
    until: date | None = None
    basis: Basis = Basis.REPORTED


class AgreedWith(Relation):
    """The relation of an organisation to another with which its establishment was agreed."""

    type: ClassVar[str] = "AGREED_WITH"
    since: date | None = None
    until: date | None = None
    basis: Basis = Basis.REPORTED


class Performs(Relation):
    """The relation of an organisation to a function of the order that it performs."""

    type: ClassVar[str] = "PERFORMS"
    since: date | None = None
    until: date | None = None
    basis: Basis = Basis.REPORTED


class Organisation(Node):
    """An organisation of the system of scientific and methodological support, from the ministry to a school."""

    key: ClassVar[str] = "org_id"
    searched: ClassVar[tuple[str, ...]] = ("name", "short_name", "city")
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "level": Facet("level"),
        "region": Facet("code", "name", path=("region",)),
    }

    org_id: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    short_name: str | None = None
    english_name: str | None = None
    kind: Annotated[OrganisationKind, Indexed]
    level: Annotated[Level, Indexed]
    city: str | None = None
    location: GeoPoint | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    functions_assigned: bool = False
    evidence: Evidence | None = None
    note: str | None = None
    pupils: Annotated[int | None, Field(ge=0)] = None
    teachers_counted: Annotated[int | None, Field(ge=0)] = None
    settlement: Settlement | None = None
    school_stages: tuple[SchoolStage, ...] | None = None
    contexts: tuple[OrganisationContext, ...] | None = None
    equipment: tuple[Equipment, ...] | None = None

    region = to_one(LocatedIn.out("Region"), required=True)
    municipality = to_one(LocatedIn.out("Municipality"))
    unit_of = to_one(UnitOf.out("Organisation"))
    units = to_many(UnitOf.into("Organisation"))
    founder = to_one(FoundedBy.out("Organisation"))
    founded = to_many(FoundedBy.into("Organisation"))
    functions = to_many(Performs.out("Function"))
    subject_areas = to_many(ForSubject.out("SubjectArea"))
    partners = to_many(PartnerOf.either("Organisation"))
    practices = to_many(AuthoredBy.into("Practice"))
    adoptions = to_many(AdoptedBy.into("Adoption"))
    programs = to_many(OfferedBy.into("Program"))
    agreed_with = to_many(AgreedWith.out("Organisation"))
    people = to_many(WorksAt.into("Person"))
    graduates = to_many(GraduatedFrom.into("Person"))
    members = to_many(MemberOf.into("Person"))
    management_teams = to_many(KeptBy.into("ManagementTeam"))
    expert_groups = to_many(KeptBy.into("ExpertGroup"))
    reviews = to_many(ReviewBy.into("Review"))
    projects = to_many(TakesPart.out("NetworkProject"))
    events = to_many(HeldBy.into("Event"))
    research = to_many(ResearchBy.into("ResearchProject"))
    internships = to_many(InternshipAt.into("Internship"))
    diagnostics = to_many(ConductedBy.into("Diagnostic"))
    documents = to_many(Issued.out("Document"))
    resources = to_many(Operates.out("DigitalResource"))
    tried_research = to_many(TriedAt.into("ResearchProject"))
    network_positions = to_many(PositionOf.into("NetworkPosition"))


class Function(Node):
    """A function that the order assigns to a kind of organisation."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"actor": Facet("actor"), "level": Facet("level")}

    code: Annotated[str, Unique]
    actor: str
    level: Level
    section: str
    text: str
    english_text: str | None = None

    performers = to_many(Performs.into("Organisation"))
    resources = to_many(Supports.into("DigitalResource"))
