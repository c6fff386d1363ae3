"""Further relations: places and results of events, research and projects, and school subjects of practices."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.drawing.activities import event_records, project_records, research_records
from generator.drawing.practices import code_of
from generator.record_making import Elements, Maker, number_of
from generator.records.paperwork import document_records
from generator.streams import stream
from generator.world import World
from graph_model.kinds.competences import About, ForSubject
from graph_model.kinds.documents import Document, DocumentForRegion
from graph_model.kinds.projects import (
    EventInRegion,
    HeldBy,
    NetworkProject,
    RegulatedBy,
    ResearchProject,
    ResultedIn,
    TakesPart,
    TriedAt,
)
from graph_model.links import Link
from graph_model.terms import DocumentKind, OrganisationKind, ProjectRole

# the probability that a practice of a participant results from the project, by its theme
RESULT_ON_THEME, RESULT_ON_OTHER_THEME = 0.9, 0.4
DAYS_AFTER_PROJECT = 365
REGULATED = 0.6
MOST_TRIED_AT = 5


def event_region_records(world: World) -> Elements:
    """Yield the region of each event: that of its organiser."""
    maker, regions = Maker(world.country.source_id), regions_of(world)
    for each in event_records(world.country, world.ground, world.bodies, world.practices):
        if isinstance(each, Link) and isinstance(each.relation, HeldBy):
            yield maker.link(each.start, EventInRegion, regions[each.end])


def research_place_records(world: World) -> Elements:
    """Yield the schools where research projects were tried."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "research places")
    schools = world.bodies.of_kinds(OrganisationKind.SCHOOL)
    for each in research_records(world.country, world.ground, world.bodies, world.practices):
        if isinstance(each, ResearchProject):
            number = min(int(random.integers(1, MOST_TRIED_AT + 1)), len(schools))
            for place in sorted(random.choice(len(schools), number, replace=False).tolist()):
                yield maker.link(each.id, TriedAt, world.bodies.all[schools[place]].id)


@dataclass
class DrawnProject:
    """A network project with its theme, its participants (global ids) and its coordinator."""

    record: NetworkProject
    theme: str = ""
    participants: list[str] = field(default_factory=list)
    coordinator: str | None = None


def projects_of(world: World) -> list[DrawnProject]:
    """Return the network projects."""
    found: dict[str, DrawnProject] = {}
    for each in project_records(world.country, world.ground, world.bodies, world.programs):
        if isinstance(each, NetworkProject):
            found[each.id] = DrawnProject(each)
        elif isinstance(each, Link) and isinstance(each.relation, About):
            found[each.start].theme = each.end.removeprefix("Theme:")
        elif isinstance(each, Link) and isinstance(each.relation, TakesPart):
            found[each.end].participants.append(each.start)
            if each.relation.role is ProjectRole.COORDINATOR:
                found[each.end].coordinator = each.start
    return list(found.values())


def project_result_records(world: World) -> Elements:
    """Yield a practice as the result of some projects: a participant published it during or soon after the project.

    A practice about the theme of the project is preferred, and is a result with a higher probability.
    """
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "project results")
    written: dict[str, list[int]] = defaultdict(list)
    for practice, author in enumerate(world.practices.authors.tolist()):
        written[world.bodies.all[author].id].append(practice)
    for project in projects_of(world):
        own = [each for participant in project.participants for each in written[participant]]
        during = [each for each in own if follows(project.record, int(world.practices.published[each]))]
        about = [each for each in during if project.theme in world.practices.themes[each]]
        chosen, share = (about, RESULT_ON_THEME) if about else (during, RESULT_ON_OTHER_THEME)
        if chosen and random.random() < share:
            code = code_of(world.country, chosen[int(random.integers(len(chosen)))])
            yield maker.link(project.record.id, ResultedIn, f"Practice:{code}")


def follows(project: NetworkProject, published: int) -> bool:
    """Return whether a practice was published during a project, or at most a year after it."""
    if project.began_on is None or published < number_of(project.began_on):
        return False
    return project.ended_on is None or published <= number_of(project.ended_on) + DAYS_AFTER_PROJECT


def project_document_records(world: World) -> Elements:
    """Yield the regulation of networks of the coordinator's region as a document of most projects."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "project documents")
    regulations, regions = dict(regulations_of(world)), regions_of(world)
    for project in projects_of(world):
        regulation = regulations.get(regions[project.coordinator]) if project.coordinator else None
        if regulation and random.random() < REGULATED:
            yield maker.link(project.record.id, RegulatedBy, regulation)


def regulations_of(world: World) -> Iterator[tuple[str, str]]:
    """Yield the regions that have a regulation of networks, each with this document."""
    kinds = {}
    for each in document_records(world.country, world.ground, world.bodies):
        if isinstance(each, Document):
            kinds[each.id] = each.kind
        elif (
            isinstance(each, Link)
            and isinstance(each.relation, DocumentForRegion)
            and kinds[each.start] is DocumentKind.NETWORK_REGULATION
        ):
            yield each.end, each.start


def subject_records(world: World) -> Elements:
    """Yield the school subjects of practices."""
    maker = Maker(world.country.source_id)
    for place, audience in enumerate(world.practices.audiences):
        for code in audience.subjects:
            yield maker.link(f"Practice:{code_of(world.country, place)}", ForSubject, f"SubjectArea:{code}")


def regions_of(world: World) -> dict[str, str]:
    """Return the region of each organisation."""
    return {each.id: world.ground.regions[each.region].id for each in world.bodies.all}
