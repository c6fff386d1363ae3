"""Diagnostics of competences and the deficits that they reveal (SYS06, SYS07)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind, ProficiencyLevel
from graph_model.kinds.personal import Personal
from graph_model.properties import Indexed, Settled, Unique


class Took(Relation):
    """The relation of a person to an attempt at a diagnostic."""

    type: ClassVar[str] = "TOOK"


class AttemptOf(Relation):
    """The relation of an attempt to its diagnostic."""

    type: ClassVar[str] = "OF"


class Measures(Relation):
    """The relation of a diagnostic to a competence that it measures."""

    type: ClassVar[str] = "MEASURES"


class ConductedBy(Relation):
    """The relation of a diagnostic to the organisation that conducts it."""

    type: ClassVar[str] = "CONDUCTED_BY"


class DiagnosticForSubject(Relation):
    """The relation of a diagnostic to the school subject that it measures."""

    type: ClassVar[str] = "FOR_SUBJECT"


class Revealed(Relation):
    """The relation of an attempt to a deficit that it revealed."""

    type: ClassVar[str] = "REVEALED"


class DeficitIn(Relation):
    """The relation of a deficit to its competence."""

    type: ClassVar[str] = "IN_COMPETENCE"


class HasDeficit(Relation):
    """The relation of a person to an open deficit. It is derived from attempts, enrolments and placements."""

    type: ClassVar[str] = "HAS_DEFICIT"


class Overcame(Relation):
    """The relation of a person to a closed deficit. It is derived from attempts, enrolments and placements."""

    type: ClassVar[str] = "OVERCAME"


class Diagnostic(Node):
    """A set of tasks that measures competences."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("title",)
    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet("kind"),
        "subjectArea": Facet("code", "name", path=("subjectAreas",)),
    }

    code: Annotated[str, Unique]
    title: Annotated[str, Indexed]
    kind: DiagnosticKind
    highest_score: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 100.0

    competences = to_many(Measures.out("Competence"))
    subject_areas = to_many(DiagnosticForSubject.out("SubjectArea"))
    conducted_by = to_one(ConductedBy.out("Organisation"))
    attempts = to_many(AttemptOf.into("Attempt"))


class Attempt(Personal):
    """An attempt of a person at a diagnostic on a day."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "diagnostic": Facet("code", "title", path=("diagnostic",)),
        "level": Facet("level"),
    }

    code: Annotated[str, Unique]
    taken_on: date | None = None
    score: Annotated[float | None, Field(ge=0, allow_inf_nan=False)] = None
    level: ProficiencyLevel | None = None

    person = to_one(Took.into("Person"), required=True)
    diagnostic = to_one(AttemptOf.out("Diagnostic"), required=True)
    deficits = to_many(Revealed.out("Deficit"))


class Deficit(Personal):
    """A deficit revealed by an attempt. An enrolment, a placement or a later attempt can close it."""

    key: ClassVar[str] = "code"
    owners: ClassVar[tuple[str, ...]] = ("attempt",)
    facets: ClassVar[dict[str, Facet]] = {
        "severity": Facet("severity"),
        "competence": Facet("code", "name", path=("competence",)),
    }

    code: Annotated[str, Unique]
    severity: DeficitSeverity
    found_on: date | None = None
    closed_on: Annotated[date | None, Settled] = None

    attempt = to_one(Revealed.into("Attempt"), required=True)
    competence = to_one(DeficitIn.out("Competence"), required=True)
    person = to_one(Revealed.into("Attempt"), Took.into("Person"))
