"""A generated country as input of the replication job, without a database, needs or projects."""

from __future__ import annotations

import numpy as np

from analysis.replication.audience import Audience, OrganisationTraits, mask_of
from analysis.replication.country import PracticeRecords, ReplicationCountry, Uptakes
from analysis.replication.rows import NUMBER_OF_KIND, borders_of
from analysis.replication.surroundings import NOWHERE, Floats, Integers, Organisations, Surroundings, Ties
from generator.country import federal
from generator.drawing.audiences import Audience as DrawnAudience
from generator.record_making import EPOCH
from generator.world import World, draw_world
from graph_model.terms import (
    Equipment,
    EvidenceTier,
    Level,
    OrganisationContext,
    OrganisationKind,
    PracticeStage,
    SchoolStage,
)
from jobs.replication.needs import DatedNeeds
from seeds.reading import read_contents, read_reference

NOTHING = np.zeros(0, dtype=np.int64)


def generated(scale: float, seed: int = 1) -> ReplicationCountry:
    """Return the federal country at a scale."""
    world = draw_world(federal(seed, scale), read_reference(read_contents()))
    ids = [each.id for each in world.bodies.all]
    around, conditions = surroundings(world), world.conditions
    return ReplicationCountry(
        ids=ids,
        municipalities=[each.id for each in world.ground.municipalities],
        regions=world.bodies.region,
        region_ids=[each.id for each in world.ground.regions],
        region_names=[each.name for each in world.ground.regions],
        last_days=np.full(len(ids), np.inf),
        around=around,
        practices=practices(world),
        uptakes=uptakes(world),
        needs=DatedNeeds({}, np.zeros(len(world.ground.municipalities))),
        traits=OrganisationTraits(
            around.organisations.kinds,
            np.array([list(Level).index(each.level) for each in world.bodies.all], dtype=np.int64),
            np.array([mask_of(each, SchoolStage) for each in conditions.stages], dtype=np.int64),
            np.array([mask_of(each, OrganisationContext) for each in conditions.contexts], dtype=np.int64),
            np.array([mask_of(each, Equipment) for each in conditions.equipment], dtype=np.int64),
            conditions.rural,
        ),
    )


def surroundings(world: World) -> Surroundings:
    """Return the organisations with their partners."""
    bodies, homes, size = world.bodies.all, world.bodies.municipality, len(world.ground.municipalities)
    near = [(str(one), str(other)) for one, other in enumerate(world.ground.neighbours) for other in other.tolist()]
    left, right = world.partnerships.pairs.T
    since, until = days(world.partnerships.since, -np.inf), days(world.partnerships.until, np.inf)
    return Surroundings(
        organisations=Organisations(
            kinds=np.array([NUMBER_OF_KIND[each.kind.value] for each in bodies], dtype=np.int64),
            municipalities=homes,
            places=np.array([[each.latitude, each.longitude] for each in bodies]),
            teachers=np.array([each.teachers for each in bodies], dtype=np.float64),
        ),
        members=np.bincount(homes[homes != NOWHERE], minlength=size).astype(np.float64),
        borders=borders_of(near, {str(each): each for each in range(size)}),
        partners=Ties.both_directions(left, right, since, until),
        projects=Ties.both_directions(NOTHING, NOTHING, np.zeros(0), np.zeros(0)),
        size=len(bodies),
    )


def practices(world: World) -> PracticeRecords:
    """Return the practices."""
    drawn = world.practices
    count = len(drawn.published)
    return PracticeRecords(
        ids=[f"Practice:{each}" for each in range(len(drawn.published))],
        published=days(drawn.published, np.nan),
        authors=drawn.authors,
        themes=[frozenset(each) for each in drawn.themes],
        competences=[frozenset(each) for each in drawn.competences],
        stages=[PracticeStage.PROVEN] * count,
        evidence=[EvidenceTier.NONE] * count,
        withdrawn=np.zeros(count, dtype=np.bool_),
        audiences=[audience_of(each) for each in drawn.audiences],
    )


def audience_of(drawn: DrawnAudience) -> Audience:
    """Return the audience that a practice declares."""
    if not drawn.declared:
        return Audience()
    return Audience(
        kinds=mask_of(drawn.kinds, OrganisationKind),
        stages=mask_of(drawn.stages, SchoolStage),
        contexts=mask_of(drawn.contexts, OrganisationContext),
        resources=mask_of(drawn.resources, Equipment),
    )


def uptakes(world: World) -> Uptakes:
    """Return the adoptions; the start of some is unknown, as in the records."""
    spread = world.spread
    began = np.where(world.declarations.undated, np.nan, days(spread.on, np.nan))
    order = np.lexsort((began, spread.practice))
    return Uptakes(
        practices=spread.practice[order],
        organisations=spread.organisation[order],
        began=began[order],
        left=days(spread.ended, np.inf)[order],
        failed=(spread.ended >= 0)[order],
    )


def days(numbers: Integers, absent: float) -> Floats:
    """Return day numbers since 1970; negative numbers become `absent`."""
    return np.where(numbers >= 0, numbers + EPOCH.toordinal(), absent).astype(np.float64)
