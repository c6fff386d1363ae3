"""Normative documents and digital resources (SYS01, SYS05, SYS17, SYS20)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.projects import PlannedIn, RegulatedBy
from graph_model.properties import Indexed, Unique
from graph_model.terms import DocumentKind, DocumentStatus, Level, ResourceKind


class Issued(Relation):
    """The relation of an organisation to a document that it issued."""

    type: ClassVar[str] = "ISSUED"


class DocumentForRegion(Relation):
    """The relation of a document to a region in which it applies."""

    type: ClassVar[str] = "FOR"


class Replaces(Relation):
    """The relation of a document to the earlier document that it replaces."""

    type: ClassVar[str] = "REPLACES"


class Operates(Relation):
    """The relation of an organisation to a digital resource that it operates."""

    type: ClassVar[str] = "OPERATES"
    since: date | None = None
    until: date | None = None


class ResourceForRegion(Relation):
    """The relation of a digital resource to a region that it serves."""

    type: ClassVar[str] = "FOR"


class Supports(Relation):
    """The relation of a digital resource to a function of the order that it supports."""

    type: ClassVar[str] = "SUPPORTS"


class HostedOn(Relation):
    """The relation of an electronic course to the portal or the external system that hosts it."""

    type: ClassVar[str] = "HOSTED_ON"


class SendsDataTo(Relation):
    """The relation of a digital resource to another one, to which it sends data."""

    type: ClassVar[str] = "SENDS_DATA_TO"


class CourseOf(Relation):
    """The relation of an electronic course to a program that it delivers."""

    type: ClassVar[str] = "COURSE_OF"


class Document(Node):
    """A normative document."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title", "number")
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "level": Facet("level"),
        "region": Facet("code", "name", path=("region",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: DocumentKind
    level: Level
    number: str | None = None
    dated: Annotated[date | None, Indexed] = None
    status: DocumentStatus
    address: str | None = None
    text: str | None = None

    issuer = to_one(Issued.into("Organisation"))
    region = to_one(DocumentForRegion.out("Region"))
    replaces = to_many(Replaces.out("Document"))
    replaced_by = to_many(Replaces.into("Document"))
    events = to_many(PlannedIn.into("Event"))
    projects = to_many(RegulatedBy.into("NetworkProject"))


class DigitalResource(Node):
    """A digital resource: a portal, a personal account, a register, a bank of practices, a course, another system."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {"kind": Facet("kind")}

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: ResourceKind
    address: str | None = None

    operators = to_many(Operates.into("Organisation"))
    region = to_one(ResourceForRegion.out("Region"))
    functions = to_many(Supports.out("Function"))
    host = to_one(HostedOn.out("DigitalResource"))
    courses = to_many(HostedOn.into("DigitalResource"))
    programs = to_many(CourseOf.out("Program"))
    sends_data_to = to_many(SendsDataTo.out("DigitalResource"))
    receives_data_from = to_many(SendsDataTo.into("DigitalResource"))
