"""Network projects, events and applied research (SYS12, SYS16, SYS18)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.competences import About
from graph_model.properties import Indexed, Unique
from graph_model.terms import EventKind, Level, ProjectKind, ProjectRole, ResearchStatus


class TakesPart(Relation):
    """The participation of an organisation in a network project."""

    type: ClassVar[str] = "TAKES_PART"
    role: ProjectRole = ProjectRole.PARTICIPANT
    since: date | None = None
    until: date | None = None


class CarriesOut(Relation):
    """The relation of a network project to a network program that it carries out."""

    type: ClassVar[str] = "CARRIES_OUT"


class HeldBy(Relation):
    """The relation of an event to an organisation that holds it."""

    type: ClassVar[str] = "HELD_BY"


class Presents(Relation):
    """The relation of an event to a practice that is presented at it."""

    type: ClassVar[str] = "PRESENTS"


class ResearchBy(Relation):
    """The relation of a research project to the organisation that carries it out."""

    type: ClassVar[str] = "CARRIED_OUT_BY"


class LedTo(Relation):
    """The relation of a research project to a practice that resulted from it."""

    type: ClassVar[str] = "LED_TO"


class ResultedIn(Relation):
    """The relation of a network project to a practice that resulted from it."""

    type: ClassVar[str] = "RESULTED_IN"


class RegulatedBy(Relation):
    """The relation of a network project to a document of the project."""

    type: ClassVar[str] = "REGULATED_BY"


class TriedAt(Relation):
    """The relation of a research project to an organisation where it was tried."""

    type: ClassVar[str] = "TRIED_AT"


class EventInRegion(Relation):
    """The relation of an event to the region where it is held."""

    type: ClassVar[str] = "HELD_IN"


class PlannedIn(Relation):
    """The relation of an event to the plan that contains it."""

    type: ClassVar[str] = "PLANNED_IN"


class NetworkProject(Node):
    """A joint project of several organisations: a network program or an innovation project."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "theme": Facet("code", "name", path=("themes",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: ProjectKind
    began_on: Annotated[date | None, Indexed] = None
    ended_on: date | None = None

    participants = to_many(TakesPart.into("Organisation"))
    themes = to_many(About.out("Theme"))
    programs = to_many(CarriesOut.out("Program"))
    practices = to_many(ResultedIn.out("Practice"))
    documents = to_many(RegulatedBy.out("Document"))


class Event(Node):
    """A conference, forum or other event of the plan."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "level": Facet("level"),
        "theme": Facet("code", "name", path=("themes",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: EventKind
    level: Level
    began_on: Annotated[date | None, Indexed] = None
    ended_on: date | None = None
    participants_counted: Annotated[int | None, Field(ge=0)] = None

    organisers = to_many(HeldBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    practices = to_many(Presents.out("Practice"))
    plan = to_one(PlannedIn.out("Document"))
    region = to_one(EventInRegion.out("Region"))


class ResearchProject(Node):
    """An applied research project of a federal centre."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {"status": Facet("status")}

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    status: ResearchStatus
    began_on: date | None = None
    ended_on: date | None = None
    publications: tuple[str, ...] = ()

    organisation = to_one(ResearchBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    practices = to_many(LedTo.out("Practice"))
    tried_at = to_many(TriedAt.out("Organisation"))
