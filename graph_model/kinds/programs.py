"""Training programs, their certification, the register, and enrolments (SYS01-SYS03)."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import (
    AllOf,
    Comparison,
    Constant,
    Facet,
    Filter,
    Node,
    Parameter,
    Related,
    Relation,
    to_many,
    to_one,
)
from graph_model.declarations import in_force as in_force_between
from graph_model.kinds.competences import About, Develops, ForSubject, Requires
from graph_model.kinds.development import FreePlaces, Places, Step
from graph_model.kinds.documents import CourseOf
from graph_model.kinds.people_terms import EnrolmentStatus, Verdict
from graph_model.kinds.personal import Personal
from graph_model.kinds.projects import CarriesOut
from graph_model.properties import Indexed, Unique
from graph_model.terms import ProgramKind, RemovalReason, StudyForm


class OfferedBy(Relation):
    """The relation of a program to its provider."""

    type: ClassVar[str] = "OFFERED_BY"


class HasVersion(Relation):
    """The relation of a program to a version."""

    type: ClassVar[str] = "HAS_VERSION"


class ConclusionOn(Relation):
    """The relation of an expert conclusion to a version of a program."""

    type: ClassVar[str] = "ON"


class SignedBy(Relation):
    """The relation of a conclusion to an expert who signed it."""

    type: ClassVar[str] = "SIGNED_BY"


class ReviewedBy(Relation):
    """The relation of a conclusion to the group of experts that issued it."""

    type: ClassVar[str] = "FROM_GROUP"


class BasedOn(Relation):
    """The relation of a certificate to the conclusion that it is based on."""

    type: ClassVar[str] = "BASED_ON"


class EntryFor(Relation):
    """The relation of a register entry to a version of a program."""

    type: ClassVar[str] = "FOR"


class EnteredUnder(Relation):
    """The relation of a register entry to the certificate that it is based on."""

    type: ClassVar[str] = "UNDER"


class EnrolmentOf(Relation):
    """The relation of an enrolment to its person."""

    type: ClassVar[str] = "OF"


class EnrolledIn(Relation):
    """The relation of an enrolment to a version of a program."""

    type: ClassVar[str] = "IN"


class SessionOf(Relation):
    """The relation of a session to the version of the program that is taught."""

    type: ClassVar[str] = "OF"


class SessionIn(Relation):
    """The relation of a session to the region and the municipality where it is held."""

    type: ClassVar[str] = "HELD_IN"


class Attends(Relation):
    """The relation of an enrolment to the session that the person attends."""

    type: ClassVar[str] = "ATTENDS"


class Program(Node):
    """A program of further professional education."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "theme": Facet("code", "name", path=("themes",)),
        "subjectArea": Facet("code", "name", path=("subjectAreas",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: ProgramKind
    hours: Annotated[int, Field(gt=0)]
    network: bool = False
    forms: tuple[StudyForm, ...] | None = None

    provider = to_one(OfferedBy.out("Organisation"))
    themes = to_many(About.out("Theme"))
    competences = to_many(Develops.out("Competence"))
    prerequisites = to_many(Requires.out("Competence"))
    subject_areas = to_many(ForSubject.out("SubjectArea"))
    versions = to_many(HasVersion.out("ProgramVersion"))
    sessions = to_many(HasVersion.out("ProgramVersion"), SessionOf.into("ProgramSession"))
    courses = to_many(CourseOf.into("DigitalResource"))
    register_entries = to_many(HasVersion.out("ProgramVersion"), EntryFor.into("RegisterEntry"))
    routes = to_many(Step.into("Route"))
    projects = to_many(CarriesOut.into("NetworkProject"))

    @classmethod
    def in_force(cls, on: Parameter) -> Filter:
        """Return the filter for programs with a version whose register entry is in force on the day `on`."""
        return Related(cls.navigations()["registerEntries"], "some", RegisterEntry.in_force(on))

    @classmethod
    def narrowings(cls) -> dict[str, Callable[[Parameter], Filter]]:
        """Return the argument that limits lists to the programs in force on a day, with its filter."""
        return {"inForceOn": cls.in_force}


class ProgramVersion(Node):
    """A version of a program. Expert reviews, register entries and enrolments refer to a version."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    number: Annotated[int, Field(gt=0)]
    made_on: date | None = None
    applied_on: date | None = None

    program = to_one(HasVersion.into("Program"), required=True)
    conclusions = to_many(ConclusionOn.into("ExpertConclusion"))
    register_entries = to_many(EntryFor.into("RegisterEntry"))
    sessions = to_many(SessionOf.into("ProgramSession"))
    enrolments = to_many(EnrolledIn.into("Enrolment"))


class ProgramSession(Node):
    """A period in which a version of a program is taught to a group, with a number of places.

    `free_places` is the number that the provider reported for the day `places_counted_on`. A session that is held in
    the distance form alone has no place.
    """

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "form": Facet("form"),
        "region": Facet("code", "name", path=("region",)),
    }

    code: Annotated[str, Unique]
    begins_on: Annotated[date, Indexed]
    ends_on: date | None = None
    form: StudyForm | None = None
    places: Places = None
    free_places: FreePlaces = None
    places_counted_on: date | None = None

    version = to_one(SessionOf.out("ProgramVersion"), required=True)
    program = to_one(SessionOf.out("ProgramVersion"), HasVersion.into("Program"))
    region = to_one(SessionIn.out("Region"))
    municipality = to_one(SessionIn.out("Municipality"))
    enrolments = to_many(Attends.into("Enrolment"))


class ExpertConclusion(Node):
    """The conclusion of a group of experts on a version of a program."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"verdict": Facet("verdict")}

    code: Annotated[str, Unique]
    verdict: Verdict
    concluded_on: date | None = None

    version = to_one(ConclusionOn.out("ProgramVersion"), required=True)
    experts = to_many(SignedBy.out("Person"))
    group = to_one(ReviewedBy.out("ExpertGroup"))
    certificates = to_many(BasedOn.into("Certificate"))

    @classmethod
    def certifies(cls) -> Filter:
        """Return the filter for conclusions on which a certificate can rest: positive ones that an expert signed.

        Experts whom the viewer may not see count too: that a conclusion is signed says nothing about a person.
        """
        positive = Comparison(cls.properties()["verdict"], "eq", Constant(Verdict.POSITIVE))
        signed = Related(cls.navigations()["experts"], "some", AllOf(()), hidden_too=True)
        return AllOf((positive, signed))


class Certificate(Node):
    """A certificate of a version of a program with a period of validity."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    valid_from: date
    valid_to: date | None = None

    conclusion = to_one(BasedOn.out("ExpertConclusion"))
    register_entries = to_many(EnteredUnder.into("RegisterEntry"))

    @classmethod
    def founded(cls) -> Filter:
        """Return the filter for certificates that rest on a positive conclusion with an expert."""
        return Related(cls.navigations()["conclusion"], "one", ExpertConclusion.certifies())


class RegisterEntry(Node):
    """An entry of the federal register of programs."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind", path=("program",)),
        "removalReason": Facet("removalReason"),
    }

    code: Annotated[str, Unique]
    entered_on: Annotated[date, Indexed]
    left_on: date | None = None
    removal_reason: RemovalReason | None = None
    removal_note: str | None = None

    version = to_one(EntryFor.out("ProgramVersion"), required=True)
    program = to_one(EntryFor.out("ProgramVersion"), HasVersion.into("Program"), required=True)
    certificate = to_one(EnteredUnder.out("Certificate"))

    @classmethod
    def in_force(cls, on: Parameter) -> Filter:
        """Return the filter for entries in force: in the register on the day `on`, under a certificate valid on it.

        An entry is in the register from the day of entry; the day on which it left no longer counts. The certificate
        must rest on a positive conclusion with an expert.
        """
        entered, left = cls.properties()["enteredOn"], cls.properties()["leftOn"]
        valid = in_force_between(Certificate.properties()["validFrom"], Certificate.properties()["validTo"], on)
        certified = Related(cls.navigations()["certificate"], "one", AllOf((valid, Certificate.founded())))
        return AllOf((in_force_between(entered, left, on, last_day_counts=False), certified))

    @classmethod
    def narrowings(cls) -> dict[str, Callable[[Parameter], Filter]]:
        """Return the argument that limits lists to the register on a day, with its filter."""
        return {"on": cls.in_force}


class Enrolment(Personal):
    """The training of a person in a version of a program."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"status": Facet("status")}

    code: Annotated[str, Unique]
    began_on: date | None = None
    ended_on: date | None = None
    status: EnrolmentStatus

    person = to_one(EnrolmentOf.out("Person"), required=True)
    version = to_one(EnrolledIn.out("ProgramVersion"), required=True)
    program = to_one(EnrolledIn.out("ProgramVersion"), HasVersion.into("Program"))
    session = to_one(Attends.out("ProgramSession"))
