"""Individual educational routes and internships (SYS08, SYS11)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.competences import About, Develops
from graph_model.kinds.people_terms import PlacementStatus, RouteStatus
from graph_model.kinds.personal import Personal
from graph_model.properties import Distinguishing, Indexed, Unique

Places = Annotated[int | None, Field(ge=0)]
FreePlaces = Annotated[int | None, Indexed, Field(ge=0)]


class Follows(Relation):
    """The relation of a person to an educational route."""

    type: ClassVar[str] = "FOLLOWS"


class Step(Relation):
    """A step of a route: its relation to a program, a practice or an internship, with the position in the route."""

    type: ClassVar[str] = "STEP"
    order: Annotated[int, Distinguishing, Field(ge=1)]
    done_on: date | None = None


class BasedOnAttempt(Relation):
    """The relation of a route to the diagnostic attempt that it is based on."""

    type: ClassVar[str] = "BASED_ON"


class InternshipAt(Relation):
    """The relation of an internship to the organisation that hosts it."""

    type: ClassVar[str] = "AT"


class PlacedFor(Relation):
    """The relation of a placement to its person."""

    type: ClassVar[str] = "OF"


class PlacedIn(Relation):
    """The relation of a placement to its internship."""

    type: ClassVar[str] = "IN"


class Route(Personal):
    """An individual educational route."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "status": Facet("status"),
        "region": Facet("code", "name", path=("person", "region")),
    }

    code: Annotated[str, Unique]
    status: RouteStatus
    drawn_up_on: date | None = None
    ended_on: date | None = None

    person = to_one(Follows.into("Person"), required=True)
    attempt = to_one(BasedOnAttempt.out("Attempt"))
    programs = to_many(Step.out("Program"))
    practices = to_many(Step.out("Practice"))
    internships = to_many(Step.out("Internship"))


class Internship(Node):
    """A period at an internship site, with a number of places.

    `free_places` is the number that the site reported for the day `places_counted_on`.
    """

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {"theme": Facet("code", "name", path=("themes",))}

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    begins_on: Annotated[date | None, Indexed] = None
    ends_on: date | None = None
    places: Places = None
    free_places: FreePlaces = None
    places_counted_on: date | None = None
    hours: Annotated[int | None, Field(gt=0)] = None

    organisation = to_one(InternshipAt.out("Organisation"))
    themes = to_many(About.out("Theme"))
    competences = to_many(Develops.out("Competence"))
    placements = to_many(PlacedIn.into("Placement"))
    routes = to_many(Step.into("Route"))


class Placement(Personal):
    """The place of a person in an internship."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"status": Facet("status")}

    code: Annotated[str, Unique]
    status: PlacementStatus
    ended_on: date | None = None

    person = to_one(PlacedFor.out("Person"), required=True)
    internship = to_one(PlacedIn.out("Internship"), required=True)
