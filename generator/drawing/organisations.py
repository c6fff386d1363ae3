"""Schools in proportion to population, and the methodical organisations of municipalities and regions."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.ground import Floats, Ground, Integers
from generator.record_making import Elements, Maker, day
from generator.streams import stream
from generator.wording import institution_name
from graph_model.kinds.organisations import FoundedBy, Function, LocatedIn, Organisation, Performs, UnitOf
from graph_model.links import Link
from graph_model.properties import GeoPoint
from graph_model.terms import Basis, Level, OrganisationKind

KINDERGARTENS_PER_SCHOOL = 0.08
COLLEGES_PER_SCHOOL = 0.03
MEDIAN_PUPILS, SPREAD_OF_PUPILS = 310.0, 0.8
LARGEST_SCHOOL = 3_500
PUPILS_PER_TEACHER = 15.5
# standard deviation of the distance to the centre, in degrees of latitude
JITTER = 0.04
# the probability that an organisation reports a function that the order assigns to its kind
REPORTED_FUNCTIONS = 0.7
FIRST_DAY, LAST_DAY = 12_000, 19_000

INSTITUTIONS = {
    OrganisationKind.SCHOOL: "SCH",
    OrganisationKind.KINDERGARTEN: "KG",
    OrganisationKind.COLLEGE: "COL",
}
REGIONAL_BODIES = {
    OrganisationKind.RUMO: ("RUMO", "Региональное учебно-методическое объединение"),
    OrganisationKind.PROFESSIONAL_ASSOCIATION: ("ASSOC", "Ассоциация педагогов"),
    OrganisationKind.METHODICAL_COUNCIL: ("COUNCIL", "Региональный методический совет"),
}


ReportedConditions = Callable[[int], Mapping[str, object]]


@dataclass(frozen=True)
class Body:
    """An organisation that generated records refer to."""

    id: str
    org_id: str
    name: str
    kind: OrganisationKind
    level: Level
    region: int
    municipality: int
    latitude: float
    longitude: float
    pupils: int | None
    teachers: int
    generated: bool


@dataclass(frozen=True)
class Bodies:
    """All organisations of the country, those of the reference data first; arrays hold their indices."""

    all: Sequence[Body]

    @cached_property
    def region(self) -> Integers:
        """The region of each organisation; -1 outside of the country."""
        return np.array([each.region for each in self.all], dtype=np.int64)

    @cached_property
    def municipality(self) -> Integers:
        """The municipality of each organisation; -1 if unknown."""
        return np.array([each.municipality for each in self.all], dtype=np.int64)

    @cached_property
    def capacity(self) -> Floats:
        """The capacity for adoptions, relative to a medium school; it grows with the square root of the size."""
        sizes = np.array([max(each.teachers, 4) for each in self.all], dtype=np.float64)
        return np.sqrt(sizes / 20.0)

    @cached_property
    def by_kind(self) -> dict[OrganisationKind, list[int]]:
        """Indices by kind."""
        found: dict[OrganisationKind, list[int]] = defaultdict(list)
        for place, each in enumerate(self.all):
            found[each.kind].append(place)
        return found

    @cached_property
    def by_region(self) -> dict[int, list[int]]:
        """Indices by region."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, each in enumerate(self.all):
            found[each.region].append(place)
        return found

    @cached_property
    def by_municipality(self) -> dict[int, list[int]]:
        """Indices by municipality."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, each in enumerate(self.all):
            found[each.municipality].append(place)
        return found

    def of_kinds(self, *kinds: OrganisationKind) -> list[int]:
        """Return the indices of the organisations of these kinds."""
        return [place for kind in kinds for place in self.by_kind.get(kind, ())]

    def of_region(self, region: int, kind: OrganisationKind) -> list[int]:
        """Return the indices of the organisations of a kind in a region."""
        return [place for place in self.by_region[region] if self.all[place].kind is kind]


def settle(country: Country, ground: Ground) -> Bodies:
    """Draw all organisations of the country."""
    generated = [*institutions(country, ground), *services(country, ground), *regional_bodies(country, ground)]
    return Bodies((*reference_bodies(ground), *generated))


def reference_bodies(ground: Ground) -> Iterator[Body]:
    """Yield the organisations of the reference data."""
    places = zip(ground.organisations, ground.organisation_region, ground.organisation_municipality, strict=True)
    for each, region, municipality in places:
        at = each.location or GeoPoint(lat=55.75, lon=37.62)
        staff = 40 if each.kind is OrganisationKind.CNPPM else 60
        yield Body(
            each.id, each.org_id, each.name, each.kind, each.level, region, municipality, at.lat, at.lon, None, staff,
            generated=False,
        )  # fmt: skip


def institutions(country: Country, ground: Ground) -> Iterator[Body]:
    """Draw the numbers of schools, kindergartens and colleges from Poisson distributions proportional to residents."""
    random = stream(country.seed, "institutions")
    expected = ground.population / country.residents_per_school
    counts = {
        OrganisationKind.SCHOOL: np.maximum(random.poisson(expected), int(country.school_in_every_municipality)),
        OrganisationKind.KINDERGARTEN: random.poisson(expected * KINDERGARTENS_PER_SCHOOL),
        OrganisationKind.COLLEGE: random.poisson(expected * COLLEGES_PER_SCHOOL),
    }
    serial: dict[tuple[OrganisationKind, int], int] = defaultdict(int)
    for municipality, home in enumerate(ground.municipalities):
        region = int(ground.region_of[municipality])
        for kind, prefix in INSTITUTIONS.items():
            total = int(counts[kind][municipality])
            latitudes, longitudes = scattered(random, ground, municipality, total)
            for number in range(1, total + 1):
                serial[kind, region] += 1
                org_id = f"{prefix}-{ground.regions[region].code}-{serial[kind, region]:05d}"
                pupils = pupils_of(random)
                name = institution_name(random, kind, number, home.short_name or home.name)
                yield Body(
                    f"Organisation:{org_id}", org_id, name, kind, Level.LOCAL, region, municipality,
                    latitudes[number - 1], longitudes[number - 1], pupils, teachers_for(pupils), generated=True,
                )  # fmt: skip


def scattered(
    random: np.random.Generator, ground: Ground, municipality: int, count: int
) -> tuple[list[float], list[float]]:
    """Draw coordinates around the centre of a municipality."""
    latitude, longitude = float(ground.latitude[municipality]), float(ground.longitude[municipality])
    across = np.cos(np.radians(latitude))
    latitudes = np.clip(latitude + random.normal(0, JITTER, count), -89.9, 89.9)
    longitudes = (longitude + random.normal(0, JITTER, count) / across + 180) % 360 - 180
    return latitudes.round(5).tolist(), longitudes.round(5).tolist()


def pupils_of(random: np.random.Generator) -> int:
    """Draw the number of pupils of a school from a lognormal distribution."""
    return int(np.clip(MEDIAN_PUPILS * np.exp(random.normal(0, SPREAD_OF_PUPILS)), 12, LARGEST_SCHOOL))


def teachers_for(pupils: int) -> int:
    """Return the number of teachers of a school with so many pupils."""
    return max(1, round(pupils / PUPILS_PER_TEACHER))


def services(country: Country, ground: Ground) -> Iterator[Body]:
    """Yield one method service for each municipality."""
    random = stream(country.seed, "services")
    for municipality, home in enumerate(ground.municipalities):
        [latitude], [longitude] = scattered(random, ground, municipality, 1)
        org_id = f"MMS-{home.territory_id}"
        yield Body(
            f"Organisation:{org_id}", org_id, f"Муниципальная методическая служба ({home.short_name or home.name})",
            OrganisationKind.MUNICIPAL_METHOD_SERVICE, Level.MUNICIPAL, int(ground.region_of[municipality]),
            municipality, latitude, longitude, None, int(random.integers(2, 7)), generated=True,
        )  # fmt: skip


def regional_bodies(country: Country, ground: Ground) -> Iterator[Body]:
    """Yield the union, the association and the council of each covered region, in its largest municipality."""
    del country
    for region in ground.covered:
        home, centres = ground.regions[region], np.flatnonzero(ground.region_of == region)
        municipality = int(centres[np.argmax(ground.population[centres])])
        for kind, (prefix, title) in REGIONAL_BODIES.items():
            org_id = f"{prefix}-{home.code}"
            yield Body(
                f"Organisation:{org_id}", org_id, f"{title} ({home.name})", kind, Level.REGIONAL, region, municipality,
                float(ground.latitude[municipality]), float(ground.longitude[municipality]), None, 0, generated=True,
            )  # fmt: skip


def organisation_records(country: Country, ground: Ground, bodies: Bodies, reported: ReportedConditions) -> Elements:
    """Yield the generated organisations with their locations, parents and functions.

    `reported` returns the conditions that an organisation reports, as values of its record.
    """
    maker, random = Maker(country.source_id), stream(country.seed, "organisation records")
    for place, each in enumerate(bodies.all):
        if each.generated:
            yield organisation_of(maker, random, ground, each, reported(place))
    for each in bodies.all:
        if each.generated:
            yield maker.link(each.id, LocatedIn, ground.regions[each.region].id, basis=Basis.REPORTED)
            yield maker.link(each.id, LocatedIn, ground.municipalities[each.municipality].id, basis=Basis.REPORTED)
    yield from belonging(maker, random, bodies)
    yield from performing(maker, random, ground, bodies)


def organisation_of(
    maker: Maker, random: np.random.Generator, ground: Ground, body: Body, conditions: Mapping[str, object]
) -> Organisation:
    """Return one generated organisation with the conditions that it reports."""
    actors = {function.actor for function in ground.functions}
    municipality = ground.municipalities[body.municipality]
    return maker.node(
        Organisation,
        org_id=body.org_id,
        name=body.name,
        kind=body.kind,
        level=body.level,
        city=municipality.centre,
        location=GeoPoint.model_construct(lat=body.latitude, lon=body.longitude),
        valid_from=day(int(random.integers(FIRST_DAY // 2, FIRST_DAY))),
        functions_assigned=body.kind.value in actors,
        pupils=body.pupils,
        teachers_counted=body.teachers if body.pupils is not None else None,
        **conditions,
    )


def belonging(maker: Maker, random: np.random.Generator, bodies: Bodies) -> Iterator[Link]:
    """Yield the founders and parents of organisations.

    The authority founds regional organisations and colleges. The union and the council are units of an institute. Some
    kindergartens are units of a school in the same municipality.
    """
    founded = bodies.of_kinds(*REGIONAL_BODIES, OrganisationKind.COLLEGE)
    for place in founded:
        for authority in bodies.of_region(bodies.all[place].region, OrganisationKind.REGIONAL_AUTHORITY)[:1]:
            yield maker.link(bodies.all[place].id, FoundedBy, bodies.all[authority].id)
    for place in bodies.of_kinds(OrganisationKind.RUMO, OrganisationKind.METHODICAL_COUNCIL):
        for institute in bodies.of_region(bodies.all[place].region, OrganisationKind.REGIONAL_INSTITUTE)[:1]:
            yield maker.link(bodies.all[place].id, UnitOf, bodies.all[institute].id)
    for place in bodies.of_kinds(OrganisationKind.KINDERGARTEN):
        neighbours = bodies.by_municipality[bodies.all[place].municipality]
        schools = [each for each in neighbours if bodies.all[each].kind is OrganisationKind.SCHOOL]
        if schools and random.random() < 0.4:
            yield maker.link(bodies.all[place].id, UnitOf, bodies.all[int(random.choice(schools))].id)


def performing(maker: Maker, random: np.random.Generator, ground: Ground, bodies: Bodies) -> Iterator[Link]:
    """Yield the functions that the order assigns to generated organisations, and those that organisations report."""
    functions: dict[str, list[Function]] = defaultdict(list)
    for function in ground.functions:
        functions[function.actor].append(function)
    for body in bodies.all:
        for function in functions[body.kind.value]:
            if body.generated:
                yield maker.link(body.id, Performs, function.id, basis=Basis.ASSIGNED_BY_ORDER)
            if random.random() < REPORTED_FUNCTIONS:
                since = day(int(random.integers(18_600, LAST_DAY + 1)))
                yield maker.link(body.id, Performs, function.id, basis=Basis.REPORTED, since=since)
