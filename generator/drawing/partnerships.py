"""Partnerships by preferential attachment: many organisations have few partners, few have many; mostly nearby."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground, Integers
from generator.drawing.organisations import Bodies
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from graph_model.kinds.organisations import AgreedWith, PartnerOf
from graph_model.links import Link
from graph_model.terms import Basis, OrganisationKind

# probabilities of the search area: the own municipality, bordering municipalities, the region, the country
RINGS = (0.35, 0.35, 0.22, 0.08)
NEW_PARTNERS = 1.3
# the initial weight of an organisation in the choice of partners
HEADSTART = {
    OrganisationKind.FEDERAL_COORDINATOR: 60,
    OrganisationKind.FEDERAL_CENTRE: 25,
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: 25,
    OrganisationKind.REGIONAL_INSTITUTE: 25,
    OrganisationKind.CNPPM: 25,
    OrganisationKind.UNIVERSITY: 10,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: 4,
    OrganisationKind.RUMO: 4,
    OrganisationKind.PROFESSIONAL_ASSOCIATION: 4,
}
NO_PARTNERS = (OrganisationKind.FEDERAL_MINISTRY, OrganisationKind.REGIONAL_AUTHORITY)
# the share of centres and institutes that work with the coordinator
WITH_COORDINATOR = 0.6
ENDED = 0.15
WITHOUT_SOURCE = 0.03
EARLIEST = 15_340
TRIES = 9
# the number of hidden schools of thought, and the probability that organisations of different ones reject each other
SCHOOLS_OF_THOUGHT, APART = 5, 0.5


@dataclass(frozen=True)
class Partnerships:
    """Pairs of organisations with the first and the last day of their partnership (-1: not ended).

    `thought` is the school of thought of each organisation, which no record contains.
    """

    pairs: Integers
    since: Integers
    until: Integers
    thought: Integers

    def partners(self, count: int) -> list[list[int]]:
        """Return the partners of each of `count` organisations."""
        found: list[list[int]] = [[] for _ in range(count)]
        for left, right in self.pairs.tolist():
            found[left].append(right)
            found[right].append(left)
        return found


class Ring:
    """Candidates for partnerships, weighted by their number of partnerships and their initial weight."""

    def __init__(self) -> None:
        self.tickets: list[int] = []

    def draw(self, random: np.random.Generator) -> int | None:
        """Draw a candidate, or None from an empty ring."""
        return self.tickets[int(random.integers(len(self.tickets)))] if self.tickets else None


class Rings:
    """The rings of each municipality, each region and the country."""

    def __init__(self, ground: Ground, bodies: Bodies) -> None:
        self._ground, self._bodies = ground, bodies
        self._municipalities: dict[int, Ring] = defaultdict(Ring)
        self._regions: dict[int, Ring] = defaultdict(Ring)
        self._country = Ring()

    def add(self, place: int, tickets: int = 1) -> None:
        """Increase the weight of an organisation."""
        body = self._bodies.all[place]
        rings = [self._country]
        if body.municipality >= 0:
            rings.append(self._municipalities[body.municipality])
        if body.region >= 0:
            rings.append(self._regions[body.region])
        for ring in rings:
            ring.tickets.extend([place] * tickets)

    def draw(self, random: np.random.Generator, place: int) -> int | None:
        """Draw a partner for an organisation, or None."""
        body = self._bodies.all[place]
        which = int(np.searchsorted(np.cumsum(RINGS), random.random()))
        if which == 0 and body.municipality >= 0:
            return self._municipalities[body.municipality].draw(random)
        if which == 1 and body.municipality >= 0:
            around = self._ground.neighbours[body.municipality]
            return self._municipalities[int(random.choice(around))].draw(random) if around.size else None
        if which <= 2 and body.region >= 0:
            return self._regions[body.region].draw(random)
        return self._country.draw(random)


def find_partners(country: Country, ground: Ground, bodies: Bodies) -> Partnerships:
    """Draw the partnerships, one organisation after the other."""
    random = stream(country.seed, "partnerships")
    pairs = {tuple(sorted(pair)) for pair in with_coordinator(random, bodies)}
    rings = Rings(ground, bodies)
    schools_of_thought = stream(country.seed, "schools of thought").integers(SCHOOLS_OF_THOUGHT, size=len(bodies.all))
    able = [place for place, each in enumerate(bodies.all) if each.kind not in NO_PARTNERS]
    for place in able:
        rings.add(place, HEADSTART.get(bodies.all[place].kind, 1))
    for place in random.permutation(able).tolist():
        for _ in range(int(random.poisson(NEW_PARTNERS))):
            pair = new_pair(random, rings, place, pairs, schools_of_thought)
            if pair is not None:
                pairs.add(pair)
                rings.add(pair[0])
                rings.add(pair[1])
    return dated(random, country, sorted(pairs), schools_of_thought)


def new_pair(
    random: np.random.Generator, rings: Rings, place: int, pairs: set[tuple[int, ...]], schools_of_thought: Integers
) -> tuple[int, int] | None:
    """Draw a new pair of an organisation and a partner; None after `TRIES` failures.

    Organisations of different schools of thought reject each other with the probability `APART`. No record contains the
    school of thought, so that no model can represent this effect.
    """
    for _ in range(TRIES):
        other = rings.draw(random, place)
        if other is not None and other != place:
            if schools_of_thought[place] != schools_of_thought[other] and random.random() < APART:
                continue
            pair = (min(place, other), max(place, other))
            if pair not in pairs:
                return pair
    return None


def with_coordinator(random: np.random.Generator, bodies: Bodies) -> list[tuple[int, int]]:
    """Draw the partnerships of the federal coordinator with most centres and institutes."""
    kinds = (OrganisationKind.CNPPM, OrganisationKind.REGIONAL_INSTITUTE, OrganisationKind.FEDERAL_CENTRE)
    others = bodies.of_kinds(*kinds)
    return [
        (coordinator, other)
        for coordinator in bodies.of_kinds(OrganisationKind.FEDERAL_COORDINATOR)
        for other in others
        if random.random() < WITH_COORDINATOR
    ]


def dated(
    random: np.random.Generator, country: Country, pairs: list[tuple[int, ...]], thought: Integers
) -> Partnerships:
    """Draw the first and last days of the partnerships."""
    today, count = number_of(country.today), len(pairs)
    since = random.integers(EARLIEST, today - 60, count)
    ended = random.random(count) < ENDED
    until = np.where(ended, since + ((today - since) * random.random(count)).astype(np.int64), -1)
    return Partnerships(np.array(pairs, dtype=np.int64).reshape(-1, 2), since, until, thought)


def partnership_records(country: Country, bodies: Bodies, partnerships: Partnerships) -> Elements:
    """Yield the partnerships; a few have no data source."""
    maker, random = Maker(country.source_id), stream(country.seed, "partnership records")
    unsourced = random.random(len(partnerships.pairs)) < WITHOUT_SOURCE
    columns = (partnerships.pairs, partnerships.since, partnerships.until, unsourced)
    rows = zip(*(each.tolist() for each in columns), strict=True)
    for (left, right), since, until, incomplete in rows:
        values: dict[str, object] = {"since": day(since), "until": day_or_none(until), "basis": Basis.REPORTED}
        if incomplete:
            values["source_ids"] = ()
        yield maker.link(bodies.all[left].id, PartnerOf, bodies.all[right].id, **values).oriented()
    yield from agreements(maker, random, bodies)


def agreements(maker: Maker, random: np.random.Generator, bodies: Bodies) -> list[Link]:
    """Return the agreements of most centres in universities with the ministry of science."""
    ministries = [each for each in bodies.all if each.org_id == "RU-MON"]
    centres = [bodies.all[each] for each in bodies.of_kinds(OrganisationKind.FEDERAL_CENTRE)]
    return [
        maker.link(centre.id, AgreedWith, ministry.id, since=day(18_800), basis=Basis.REPORTED)
        for ministry in ministries
        for centre in centres
        if random.random() < 0.8
    ]
