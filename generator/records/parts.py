"""Parts of a generated set; each makes records from drawn arrays, and ends of links precede the links."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.drawing import (
    activities,
    diagnostics,
    groups,
    internships,
    mentoring,
    organisations,
    partnerships,
    practices,
    teaching,
)
from generator.record_making import Elements
from generator.records import (
    adoption_records,
    attachments,
    connections,
    graduate_records,
    indicator_records,
    learning_records,
    paperwork,
    people_records,
    program_records,
    resource_records,
    session_records,
)
from generator.world import World

PRACTICES_AT_ONCE = 5_000


@dataclass(frozen=True)
class Part:
    """A named part; its records depend on the world only."""

    name: str
    make: Callable[[World], Elements]


def parts_of(world: World) -> Iterator[Part]:
    """Yield all parts in an order in which they can be written; large ones in pieces."""
    yield Part(
        "organisations",
        lambda w: organisations.organisation_records(w.country, w.ground, w.bodies, w.conditions.values),
    )
    yield Part("partnerships", lambda w: partnerships.partnership_records(w.country, w.bodies, w.partnerships))
    yield from people_parts(world)
    yield from program_parts()
    for start, stop in pieces(world.country.practices, PRACTICES_AT_ONCE):
        yield practices_part(start, stop)
    yield Part("diagnostics", lambda w: diagnostics.diagnostic_records(w.country, w.bodies, w.attempts))
    yield Part(
        "attempts",
        lambda w: learning_records.attempt_records(w.country, w.people, w.attempts, w.learning.closed),
    )
    yield from graduate_parts()
    yield Part("trainings", lambda w: learning_records.training_records(w.country, w.people, w.programs, w.learning))
    yield Part("routes", lambda w: learning_records.route_records(w.country, w.people, w.learning))
    yield from adoption_parts(world)
    yield Part("projects", lambda w: activities.project_records(w.country, w.ground, w.bodies, w.programs))
    yield Part("events", lambda w: activities.event_records(w.country, w.ground, w.bodies, w.practices))
    yield Part("research", lambda w: activities.research_records(w.country, w.ground, w.bodies, w.practices))
    yield Part("documents", lambda w: paperwork.document_records(w.country, w.ground, w.bodies))
    yield Part("resources", lambda w: resource_records.resource_records(w.country, w.ground, w.bodies, w.programs))
    yield Part("indicators", lambda w: indicator_records.indicator_records(w.country, w.ground, w.indicators))
    yield Part("school subjects", connections.subject_records)
    yield Part("subjects of associations", attachments.association_subject_records)
    yield Part("regions of events", connections.event_region_records)
    yield Part("places of research", connections.research_place_records)
    yield Part("results of projects", connections.project_result_records)
    yield Part("documents of projects", connections.project_document_records)
    yield Part("plans", attachments.plan_records)
    yield Part("supported functions", attachments.support_records)


def graduate_parts() -> Iterator[Part]:
    """Yield the parts about graduates and their attempts."""
    yield Part("graduates", lambda w: graduate_records.graduate_records(w.country, w.ground, w.bodies, w.graduates))
    yield Part("graduations", lambda w: graduate_records.graduation_records(w.country, w.bodies, w.people, w.graduates))
    yield Part("attempts of graduates", lambda w: graduate_records.graduate_attempt_records(w.country, w.graduates))


def program_parts() -> Iterator[Part]:
    """Yield the parts about programs, their sessions and internships, which precede enrolments and placements."""
    yield Part(
        "programs",
        lambda w: program_records.program_records(w.country, w.bodies, w.people, w.programs, w.certification),
    )
    yield Part(
        "sessions",
        lambda w: session_records.session_records(w.country, w.ground, w.programs, w.sessions, w.learning),
    )
    yield Part(
        "internships",
        lambda w: internships.internship_records(
            w.country, w.bodies, w.internships, w.learning.taken_internships(len(w.internships.places))
        ),
    )


def people_parts(world: World) -> Iterator[Part]:
    """Yield the parts about people: employments, memberships and support."""
    for start, stop in pieces(len(world.people), teaching.CHUNK):
        yield people_part(start, stop)
    for start, stop in pieces(len(world.people.jobs.person), teaching.CHUNK):
        yield jobs_part(start, stop)
    yield Part("memberships", lambda w: people_records.memberships(w.country, w.bodies, w.people))
    yield Part("expert groups", lambda w: groups.group_records(w.country, w.bodies, w.people, w.groups))
    yield Part("management teams", lambda w: groups.team_records(w.country, w.ground, w.bodies, w.people, w.teams))
    yield Part("mentorships", lambda w: mentoring.mentorship_records(w.country, w.people, w.mentorships))


def adoption_parts(world: World) -> Iterator[Part]:
    """Yield the parts about adoptions, their declared sources and their outcomes."""
    for start, stop in pieces(len(world.spread.on), adoption_records.CHUNK):
        yield adoptions_part(start, stop)
    yield Part("declared sources", lambda w: adoption_records.naming_records(w.country, w.declarations))
    for start, stop in pieces(len(world.spread.on), adoption_records.CHUNK):
        yield outcomes_part(start, stop)


def pieces(total: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of pieces of at most `size`."""
    for start in range(0, total, size):
        yield start, min(start + size, total)


def people_part(start: int, stop: int) -> Part:
    """Return the part of some people."""
    return Part("people", lambda w: people_records.person_records(w.country, w.ground, w.bodies, w.people, start, stop))


def jobs_part(start: int, stop: int) -> Part:
    """Return the part of some employments."""
    return Part("jobs", lambda w: people_records.job_records(w.country, w.bodies, w.people, start, stop))


def practices_part(start: int, stop: int) -> Part:
    """Return the part of some practices."""
    return Part(
        "practices",
        lambda w: practices.practice_records(w.country, w.ground, w.bodies, w.people, w.practices, start, stop),
    )


def adoptions_part(start: int, stop: int) -> Part:
    """Return the part of some adoptions."""
    return Part(
        "adoptions",
        lambda w: adoption_records.adoption_records(w.country, w.spread, w.declarations, w.bodies, start, stop),
    )


def outcomes_part(start: int, stop: int) -> Part:
    """Return the part of the outcomes of some adoptions."""
    return Part(
        "outcomes",
        lambda w: adoption_records.outcome_records(w.country, w.spread, w.effects, w.bodies, start, stop),
    )
