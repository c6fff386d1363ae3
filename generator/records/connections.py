"""Further relations: places and results of events, research and projects, and school subjects of practices."""

from collections.abc import Iterator

from generator.drawing.activities import event_records, project_records, research_records
from generator.drawing.practices import code_of
from generator.record_making import Elements, Maker
from generator.records.paperwork import document_records
from generator.streams import stream
from generator.world import World
from graph_model.kinds.competences import ForSubject
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

WITH_PRACTICE, REGULATED = 0.2, 0.6
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


def project_result_records(world: World) -> Elements:
    """Yield a practice as the result of some projects, and the regional regulation of networks for most others."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "project results")
    regulations, regions = dict(regulations_of(world)), regions_of(world)
    for each in project_records(world.country, world.ground, world.bodies, world.programs):
        if isinstance(each, NetworkProject) and each.began_on is not None and random.random() < WITH_PRACTICE:
            place = int(random.integers(world.country.practices))
            yield maker.link(each.id, ResultedIn, f"Practice:{code_of(world.country, place)}")
        if isinstance(each, Link) and isinstance(each.relation, TakesPart):
            regulation = regulations.get(regions[each.start])
            if each.relation.role is ProjectRole.COORDINATOR and regulation and random.random() < REGULATED:
                yield maker.link(each.end, RegulatedBy, regulation)


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
