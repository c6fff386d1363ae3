"""Normative documents and digital resources (SYS01, SYS05, SYS17, SYS20)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.projects import PlannedIn
from graph_model.properties import Indexed, Unique
from graph_model.terms import DocumentKind, DocumentStatus, Level, ResourceKind


class Issued(Relation):
    """An organisation issued a document."""

    type: ClassVar[str] = "ISSUED"


class DocumentForRegion(Relation):
    """A document holds for a region."""

    type: ClassVar[str] = "FOR"


class Replaces(Relation):
    """A document replaces an earlier one."""

    type: ClassVar[str] = "REPLACES"


class Operates(Relation):
    """An organisation operates a digital resource."""

    type: ClassVar[str] = "OPERATES"
    since: date | None = None
    until: date | None = None


class ResourceForRegion(Relation):
    """A digital resource serves a region."""

    type: ClassVar[str] = "FOR"


class Supports(Relation):
    """A digital resource supports a function of the order."""

    type: ClassVar[str] = "SUPPORTS"


class Document(Node):
    """A normative document."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title", "number")
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "level": Facet("level"),
        "region": Facet("code", "name", way=("region",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: DocumentKind
    level: Level
    number: str | None = None
    dated: Annotated[date | None, Indexed] = None
    status: DocumentStatus

    issuer = to_one(Issued.into("Organisation"))
    region = to_one(DocumentForRegion.out("Region"))
    replaces = to_many(Replaces.out("Document"))
    replaced_by = to_many(Replaces.into("Document"))
    events = to_many(PlannedIn.into("Event"))


class DigitalResource(Node):
    """A portal, a cabinet, a register or a bank."""

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
