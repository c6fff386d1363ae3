"""Network projects, events and applied research (SYS12, SYS16, SYS18)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.competences import About
from graph_model.properties import Indexed, Unique
from graph_model.terms import EventKind, Level, ProjectKind, ProjectRole, ResearchStatus


class TakesPart(Relation):
    """An organisation takes part in a network project."""

    type: ClassVar[str] = "TAKES_PART"
    role: ProjectRole = ProjectRole.PARTICIPANT
    since: date | None = None
    until: date | None = None


class CarriesOut(Relation):
    """A network project carries out a network program."""

    type: ClassVar[str] = "CARRIES_OUT"


class HeldBy(Relation):
    """An event is held by an organisation."""

    type: ClassVar[str] = "HELD_BY"


class Presents(Relation):
    """An event presents a practice."""

    type: ClassVar[str] = "PRESENTS"


class ResearchBy(Relation):
    """A research project is carried out by an organisation."""

    type: ClassVar[str] = "CARRIED_OUT_BY"


class LedTo(Relation):
    """A research project led to a practice."""

    type: ClassVar[str] = "LED_TO"


class PlannedIn(Relation):
    """An event is part of a plan."""

    type: ClassVar[str] = "PLANNED_IN"


class NetworkProject(Node):
    """Several organisations work together: a network program or an innovation project."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "theme": Facet("code", "name", way=("themes",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: ProjectKind
    began_on: Annotated[date | None, Indexed] = None
    ended_on: date | None = None

    participants = to_many(TakesPart.into("Organisation"))
    themes = to_many(About.out("Theme"))
    programs = to_many(CarriesOut.out("Program"))


class Event(Node):
    """A conference, forum or other event of the plan."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "level": Facet("level"),
        "theme": Facet("code", "name", way=("themes",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: EventKind
    level: Level
    began_on: Annotated[date | None, Indexed] = None
    ended_on: date | None = None

    organisers = to_many(HeldBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    practices = to_many(Presents.out("Practice"))
    plan = to_one(PlannedIn.out("Document"))


class ResearchProject(Node):
    """Applied research of a federal centre."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {"status": Facet("status")}

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    status: ResearchStatus
    began_on: date | None = None
    ended_on: date | None = None

    organisation = to_one(ResearchBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    practices = to_many(LedTo.out("Practice"))
