"""Practices, programs and adoptions: what is made, taught and taken up (SYS01, SYS04, SYS18)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.competences import About, Addresses, Develops
from graph_model.declarations import Facet, Indexed, Node, Relation, Unique, to_many, to_one
from graph_model.terms import AdoptionStage, EvidenceTier, PracticeStage, ProgramKind


class AuthoredBy(Relation):
    """A practice has an author."""

    type: ClassVar[str] = "AUTHORED_BY"


class OfferedBy(Relation):
    """A program has a provider."""

    type: ClassVar[str] = "OFFERED_BY"


class AdoptionOf(Relation):
    """An adoption is of a practice."""

    type: ClassVar[str] = "OF"


class AdoptedBy(Relation):
    """An adoption is by an organisation."""

    type: ClassVar[str] = "BY"


class Practice(Node):
    """A pedagogical or methodical practice that others can take up."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title", "summary")
    facets: ClassVar[dict[str, Facet]] = {
        "stage": Facet("stage"),
        "evidence": Facet("evidence"),
        "theme": Facet("code", "name", way=("themes",)),
        "region": Facet("code", "name", way=("author", "region")),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    summary: str | None = None
    problem: str | None = None
    stage: PracticeStage
    evidence: EvidenceTier
    published_on: Annotated[date | None, Indexed] = None

    author = to_one(AuthoredBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    competences = to_many(Addresses.out("Competence"))
    adoptions = to_many(AdoptionOf.into("Adoption"))


class Program(Node):
    """A program of further professional education."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "theme": Facet("code", "name", way=("themes",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: ProgramKind
    hours: int

    provider = to_one(OfferedBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    competences = to_many(Develops.out("Competence"))


class Adoption(Node):
    """One organisation takes up one practice."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "stage": Facet("stage"),
        "region": Facet("code", "name", way=("organisation", "region")),
    }

    code: Annotated[str, Unique]
    started_on: Annotated[date | None, Indexed] = None
    reported_on: date | None = None
    ended_on: date | None = None
    stage: AdoptionStage

    practice = to_one(AdoptionOf.out("Practice"), required=True)
    organisation = to_one(AdoptedBy.out("Organisation"), required=True)
