"""The programs, practices and internships that a person can take, and the obstacles to the others.

A program is offered in a session of the requested form that has a free place, or that does not report its places. The
session is held in the region of the person, or in the distance form. A program in the distance form without an
announced distance session is offered without a session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from analysis.routes.records import (
    BankPractice,
    InternshipAhead,
    ProgramInForce,
    RequiredCompetence,
    SessionAhead,
    VersionInForce,
)
from graph_model.terms import StudyForm

# the hours of a practice, and of an internship without hours: one working week of a teacher (Labour Code, article 333)
ASSUMED_HOURS = 36

Forms = frozenset[StudyForm]


class OfferKind(Enum):
    """The kind of a step."""

    PROGRAM = "PROGRAM"
    PRACTICE = "PRACTICE"
    INTERNSHIP = "INTERNSHIP"


class Obstacle(Enum):
    """A reason why a person cannot take a program, a practice or an internship."""

    TAKEN = "TAKEN"
    SUBJECT = "SUBJECT"
    FORM = "FORM"
    ELSEWHERE = "ELSEWHERE"
    NO_PLACES = "NO_PLACES"
    PLACES_UNKNOWN = "PLACES_UNKNOWN"


@dataclass(frozen=True)
class Offer:
    """A program, a practice or an internship that a person can take, by global id.

    `session` is the next session of a program; `begins_on` and `ends_on` are days of the session or the internship.
    """

    id: str
    kind: OfferKind
    hours: int
    closes: Sequence[str]
    hours_assumed: bool = False
    requires: Sequence[RequiredCompetence] = ()
    version: VersionInForce | None = None
    session: SessionAhead | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    free_places: int | None = None


def program_offer(program: ProgramInForce, forms: Forms | None) -> Offer | Obstacle:
    """Return the offer of a program with its next session, or the obstacle. `forms` None allows all forms."""
    if program.taken or not program.for_subject:
        return Obstacle.TAKEN if program.taken else Obstacle.SUBJECT
    near = [each for each in program.sessions if each.in_region or form_of(program, each) is StudyForm.DISTANCE]
    fitting = [each for each in near if forms is None or form_of(program, each) in forms]
    free = [each for each in fitting if each.free_places is None or each.free_places > 0]
    if free:
        return offered(program, min(free, key=lambda each: (each.begins_on, each.id)))
    if offered_at_a_distance(program, forms):
        return offered(program, None)
    if fitting:
        return Obstacle.NO_PLACES
    return Obstacle.FORM if near or forms_exclude(program, forms) else Obstacle.ELSEWHERE


def form_of(program: ProgramInForce, session: SessionAhead) -> StudyForm | None:
    """Return the form of a session, by default the only form of its program."""
    if session.form is None and program.forms is not None and len(program.forms) == 1:
        return program.forms[0]
    return session.form


def offered_at_a_distance(program: ProgramInForce, forms: Forms | None) -> bool:
    """Return whether a program has the distance form, is requested in it, and has announced no session in it."""
    return (
        StudyForm.DISTANCE in (program.forms or ())
        and (forms is None or StudyForm.DISTANCE in forms)
        and not any(form_of(program, each) is StudyForm.DISTANCE for each in program.sessions)
    )


def forms_exclude(program: ProgramInForce, forms: Forms | None) -> bool:
    """Return whether a program is known to have none of the requested forms."""
    return forms is not None and program.forms is not None and not forms & {*program.forms}


def offered(program: ProgramInForce, session: SessionAhead | None) -> Offer:
    """Return the offer of a program in a session."""
    return Offer(
        id=program.id,
        kind=OfferKind.PROGRAM,
        hours=program.hours,
        closes=program.closes,
        requires=program.requires,
        version=max(program.versions, key=lambda each: (each.certified_until or date.max, each.entered_on)),
        session=session,
        begins_on=session.begins_on if session else None,
        ends_on=session.ends_on if session else None,
        free_places=session.free_places if session else None,
    )


def practice_offer(practice: BankPractice) -> Offer | Obstacle:
    """Return the offer of a practice, or the obstacle."""
    if not practice.for_subject:
        return Obstacle.SUBJECT
    return Offer(practice.id, OfferKind.PRACTICE, ASSUMED_HOURS, practice.closes, hours_assumed=True)


def internship_offer(internship: InternshipAhead) -> Offer | Obstacle:
    """Return the offer of an internship with free places, or the obstacle."""
    if internship.taken:
        return Obstacle.TAKEN
    if not internship.free_places:
        return Obstacle.PLACES_UNKNOWN if internship.free_places is None else Obstacle.NO_PLACES
    return Offer(
        id=internship.id,
        kind=OfferKind.INTERNSHIP,
        hours=internship.hours or ASSUMED_HOURS,
        closes=internship.closes,
        hours_assumed=internship.hours is None,
        begins_on=internship.begins_on,
        ends_on=internship.ends_on,
        free_places=internship.free_places,
    )
