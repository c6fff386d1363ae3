"""Competences of teachers, themes, school subjects and positions (SYS06, SYS07)."""

from typing import Annotated, ClassVar

from graph_model.declarations import Facet, Hop, Node, Relation, to_many, to_one
from graph_model.kinds.diagnostics import DeficitIn, DiagnosticForSubject, Measures
from graph_model.properties import Indexed, Unique
from graph_model.terms import CompetenceScheme, PositionCategory


class PartOf(Relation):
    """The relation of a competence to the competence that contains it."""

    type: ClassVar[str] = "PART_OF"


class About(Relation):
    """The relation of a practice, a program or another record to its theme."""

    type: ClassVar[str] = "ABOUT"


class Addresses(Relation):
    """The relation of a practice to a competence that it addresses."""

    type: ClassVar[str] = "ADDRESSES"


class Develops(Relation):
    """The relation of a program or an internship to a competence that it develops."""

    type: ClassVar[str] = "DEVELOPS"


class Requires(Relation):
    """The relation of a program to a competence that a person must have before the training.

    The end is a competence and not a program, because the competence can be acquired at any provider, in an internship
    or before the first diagnostic.
    """

    type: ClassVar[str] = "REQUIRES"


class Teaches(Relation):
    """The relation of a person to a school subject that the person teaches."""

    type: ClassVar[str] = "TEACHES"


class ForSubject(Relation):
    """The relation of a program, a practice or an organisation to a school subject that it is for."""

    type: ClassVar[str] = "FOR_SUBJECT"


class Competence(Node):
    """A labour function, a group of competences, a literacy or a training need."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    facets: ClassVar[dict[str, Facet]] = {"scheme": Facet("scheme")}
    classification: ClassVar[bool] = True
    part_of: ClassVar[Hop | None] = PartOf.out("Competence")

    code: Annotated[str, Unique]
    scheme: CompetenceScheme
    name: Annotated[str, Indexed]
    english_name: str | None = None
    note: str | None = None

    parent = to_one(PartOf.out("Competence"))
    children = to_many(PartOf.into("Competence"))
    practices = to_many(Addresses.into("Practice"))
    programs = to_many(Develops.into("Program"))
    required_by = to_many(Requires.into("Program"))
    internships = to_many(Develops.into("Internship"))
    diagnostics = to_many(Measures.into("Diagnostic"))
    deficits = to_many(DeficitIn.into("Deficit"))


class Theme(Node):
    """A theme that the order names."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    classification: ClassVar[bool] = True

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    english_name: str | None = None
    section: str

    practices = to_many(About.into("Practice"))
    programs = to_many(About.into("Program"))
    projects = to_many(About.into("NetworkProject"))
    events = to_many(About.into("Event"))
    internships = to_many(About.into("Internship"))
    research = to_many(About.into("ResearchProject"))
    mentorships = to_many(About.into("Mentorship"))


class SubjectArea(Node):
    """A school subject, grouped by the areas of the federal standard."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"standardArea": Facet("standardArea")}
    classification: ClassVar[bool] = True

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    english_name: str | None = None
    standard_area: str
    primary: bool
    basic: bool
    secondary: bool

    teachers = to_many(Teaches.into("Person"))
    programs = to_many(ForSubject.into("Program"))
    practices = to_many(ForSubject.into("Practice"))
    diagnostics = to_many(DiagnosticForSubject.into("Diagnostic"))
    organisations = to_many(ForSubject.into("Organisation"))


class Position(Node):
    """A position of a teacher or a manager."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"category": Facet("category")}

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    category: PositionCategory
