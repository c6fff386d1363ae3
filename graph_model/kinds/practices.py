"""Practices and reviews of them (SYS04, SYS18)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.adoptions import AdoptionOf
from graph_model.kinds.competences import About, Addresses, ForSubject
from graph_model.kinds.development import Step
from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.projects import LedTo, Presents, ResultedIn
from graph_model.kinds.replication import ForecastOf
from graph_model.properties import Indexed, Unique
from graph_model.terms import (
    Equipment,
    EvidenceTier,
    Level,
    OrganisationContext,
    OrganisationKind,
    PracticeStage,
    SchoolStage,
)


class AuthoredBy(Relation):
    """The relation of a practice to an author: an organisation, or a person of the organisation."""

    type: ClassVar[str] = "AUTHORED_BY"


class ReviewOf(Relation):
    """The relation of a review to its practice."""

    type: ClassVar[str] = "OF"


class ReviewBy(Relation):
    """The relation of a review to the organisation that reviews."""

    type: ClassVar[str] = "BY"


class Practice(Node):
    """A pedagogical or methodical practice that other organisations can adopt."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title", "summary")
    facets: ClassVar[dict[str, Facet]] = {
        "stage": Facet("stage"),
        "evidence": Facet("evidence"),
        "theme": Facet("code", "name", path=("themes",)),
        "region": Facet("code", "name", path=("author", "region")),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    summary: str | None = None
    problem: str | None = None
    stage: PracticeStage
    evidence: EvidenceTier
    published_on: Annotated[date | None, Indexed] = None
    address: str | None = None
    materials: tuple[str, ...] = ()
    audience_kinds: tuple[OrganisationKind, ...] = ()
    audience_levels: tuple[Level, ...] = ()
    audience_stages: tuple[SchoolStage, ...] = ()
    audience_contexts: tuple[OrganisationContext, ...] = ()
    resources_needed: tuple[Equipment, ...] = ()

    author = to_one(AuthoredBy.out("Organisation"))
    authors = to_many(AuthoredBy.out("Person"))
    themes = to_many(About.out("Theme"))
    competences = to_many(Addresses.out("Competence"))
    subject_areas = to_many(ForSubject.out("SubjectArea"))
    reviews = to_many(ReviewOf.into("Review"))
    adoptions = to_many(AdoptionOf.into("Adoption"))
    research = to_many(LedTo.into("ResearchProject"))
    projects = to_many(ResultedIn.into("NetworkProject"))
    events = to_many(Presents.into("Event"))
    routes = to_many(Step.into("Route"))
    forecasts = to_many(ForecastOf.into("Forecast"))


class Review(Node):
    """A review of a practice by an organisation."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"verdict": Facet("verdict")}

    code: Annotated[str, Unique]
    verdict: Verdict
    reviewed_on: Annotated[date | None, Indexed] = None
    summary: str | None = None

    practice = to_one(ReviewOf.out("Practice"), required=True)
    organisation = to_one(ReviewBy.out("Organisation"))
