"""Attachments of associations, events and resources: school subjects, plans, functions of the order."""

from collections.abc import Iterator

from generator.drawing.activities import event_records
from generator.drawing.ground import Ground
from generator.record_making import Elements, Maker
from generator.records.connections import regions_of
from generator.records.paperwork import document_records
from generator.records.resource_records import resource_records
from generator.streams import stream
from generator.world import World
from graph_model.kinds.competences import ForSubject
from graph_model.kinds.documents import DigitalResource, Document, DocumentForRegion, Supports
from graph_model.kinds.organisations import Function
from graph_model.kinds.projects import HeldBy, PlannedIn
from graph_model.links import Link
from graph_model.terms import DocumentKind, OrganisationKind, ResourceKind

# the share of a region's events in its plan
PLANNED = 0.8
# the smallest and the largest number of subjects of an association
ASSOCIATION_SUBJECTS = {OrganisationKind.RUMO: (10, 20), OrganisationKind.PROFESSIONAL_ASSOCIATION: (1, 3)}
# a resource supports the functions whose text mentions it
WORDS = {
    ResourceKind.PORTAL: ("портал",),
    ResourceKind.REGISTER: ("реестр",),
    ResourceKind.BANK: ("практик",),
    ResourceKind.CABINET: ("работа на портале",),
    ResourceKind.COURSE: (),
    ResourceKind.EXTERNAL_SYSTEM: ("цифров",),
}


def association_subject_records(world: World) -> Elements:
    """Yield the school subjects of methodical unions, which have many, and of professional associations."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "subjects of associations")
    ids = [each.id for each in world.ground.subjects]
    for kind, (least, most) in ASSOCIATION_SUBJECTS.items():
        for place in world.bodies.of_kinds(kind):
            number = int(random.integers(least, min(most, len(ids)) + 1))
            for chosen in sorted(random.choice(len(ids), number, replace=False).tolist()):
                yield maker.link(world.bodies.all[place].id, ForSubject, ids[chosen])


def plan_records(world: World) -> Elements:
    """Yield links from most events to the plan of their organiser's region, if the region has a plan."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "plans")
    plans, region_of = plans_of(world), regions_of(world)
    events = event_records(world.country, world.ground, world.bodies, world.practices)
    planned: set[str] = set()
    for each in events:
        if isinstance(each, Link) and isinstance(each.relation, HeldBy) and each.start not in planned:
            plan = plans.get(region_of.get(each.end, ""))
            if plan is not None and random.random() < PLANNED:
                planned.add(each.start)
                yield maker.link(each.start, PlannedIn, plan)


def plans_of(world: World) -> dict[str, str]:
    """Return the plan of events of each region that has one."""
    found = list(document_records(world.country, world.ground, world.bodies))
    kinds = {each.id: each.kind for each in found if isinstance(each, Document)}
    links = [each for each in found if isinstance(each, Link) and isinstance(each.relation, DocumentForRegion)]
    return {link.end: link.start for link in links if kinds[link.start] is DocumentKind.EVENT_PLAN}


def support_records(world: World) -> Elements:
    """Yield the functions of the order that each resource supports."""
    maker = Maker(world.country.source_id)
    for each in resource_records(world.country, world.ground, world.bodies, world.programs):
        if isinstance(each, DigitalResource):
            for function in functions_of(world.ground, each.kind):
                yield maker.link(each.id, Supports, function.id)


def functions_of(ground: Ground, kind: ResourceKind) -> Iterator[Function]:
    """Yield the functions whose text mentions a resource of the kind."""
    for function in ground.functions:
        if any(word in function.text.lower() for word in WORDS[kind]):
            yield function
