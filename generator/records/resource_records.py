"""Records of digital resources: federal resources, cabinets of regions, external systems and electronic courses."""

from collections.abc import Sequence
from datetime import date

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.drawing.programs import Programs
from generator.record_making import Elements, Maker, day
from generator.streams import stream
from graph_model.kinds.documents import CourseOf, DigitalResource, HostedOn, Operates, ResourceForRegion, SendsDataTo
from graph_model.terms import OrganisationKind, ResourceKind, StudyForm

FEDERAL = (
    (ResourceKind.PORTAL, "Единый федеральный портал дополнительного профессионального педагогического образования"),
    (ResourceKind.REGISTER, "Федеральный реестр дополнительных профессиональных педагогических программ"),
    (ResourceKind.BANK, "Федеральный банк успешных педагогических практик"),
)
PORTAL, REGISTER = 1, 2
MISSING_CABINET = 0.06
# the share of regions with an information system of their own, of programs with a course, of courses on the portal
WITH_SYSTEM, WITH_COURSE, ON_PORTAL = 0.8, 0.6, 0.7


def resource_records(country: Country, ground: Ground, bodies: Bodies, programs: Programs) -> Elements:
    """Yield the federal resources of the coordinator, the resources of regions, and the courses of programs."""
    maker = Maker(country.source_id)
    yield from federal_resources(country, maker, bodies)
    yield from cabinets(country, maker, ground, bodies)
    systems = regions_with_systems(country, ground)
    for region in systems:
        yield from external_system(country, maker, ground, bodies, region)
    yield from courses(country, maker, bodies, programs, systems, ground)


def federal_resources(country: Country, maker: Maker, bodies: Bodies) -> Elements:
    """Yield the portal, the register and the bank; the register and the bank send data to the portal."""
    for place, (kind, title) in enumerate(FEDERAL, 1):
        resource = f"DigitalResource:{country.code('DR', place)}"
        address = f"https://example.org/{kind.value.lower()}"
        yield maker.node(DigitalResource, code=country.code("DR", place), title=title, kind=kind, address=address)
        for operator in bodies.of_kinds(OrganisationKind.FEDERAL_COORDINATOR):
            yield maker.link(bodies.all[operator].id, Operates, resource, since=date(2021, 3, 1))
        if place != PORTAL:
            yield maker.link(resource, SendsDataTo, f"DigitalResource:{country.code('DR', PORTAL)}")


def cabinets(country: Country, maker: Maker, ground: Ground, bodies: Bodies) -> Elements:
    """Yield the personal cabinet of most regions, which sends data to the portal."""
    random = stream(country.seed, "resources")
    for region in ground.covered:
        home = ground.regions[region]
        if random.random() < MISSING_CABINET:
            continue
        code = country.code("DR", f"CAB-{home.code}")
        title = f"Личный кабинет субъекта ({home.name})"
        yield maker.node(DigitalResource, code=code, title=title, kind=ResourceKind.CABINET)
        yield maker.link(f"DigitalResource:{code}", ResourceForRegion, home.id)
        yield maker.link(f"DigitalResource:{code}", SendsDataTo, f"DigitalResource:{country.code('DR', PORTAL)}")
        for operator in bodies.of_region(region, OrganisationKind.CNPPM)[:1]:
            since = day(int(random.integers(18_700, 19_200)))
            yield maker.link(bodies.all[operator].id, Operates, f"DigitalResource:{code}", since=since)


def regions_with_systems(country: Country, ground: Ground) -> list[int]:
    """Draw the regions that have an information system of their own, at least one."""
    random = stream(country.seed, "regions with systems")
    drawn = [region for region in ground.covered if random.random() < WITH_SYSTEM]
    return drawn or ground.covered[:1]


def system_code(country: Country, ground: Ground, region: int) -> str:
    """Return the business key of the information system of a region."""
    return country.code("DR", f"SYS-{ground.regions[region].code}")


def external_system(country: Country, maker: Maker, ground: Ground, bodies: Bodies, region: int) -> Elements:
    """Yield the information system of a region, which sends data to the federal register."""
    code, home = system_code(country, ground, region), ground.regions[region]
    yield maker.node(
        DigitalResource, code=code, title=f"Региональная информационная система образования ({home.name})",
        kind=ResourceKind.EXTERNAL_SYSTEM, address=f"https://example.org/systems/{home.code}",
    )  # fmt: skip
    yield maker.link(f"DigitalResource:{code}", ResourceForRegion, home.id)
    yield maker.link(f"DigitalResource:{code}", SendsDataTo, f"DigitalResource:{country.code('DR', REGISTER)}")
    for operator in bodies.of_region(region, OrganisationKind.REGIONAL_AUTHORITY)[:1]:
        yield maker.link(bodies.all[operator].id, Operates, f"DigitalResource:{code}")


def courses(
    country: Country, maker: Maker, bodies: Bodies, programs: Programs, systems: Sequence[int], ground: Ground
) -> Elements:
    """Yield the courses of programs in the distance form, on the portal or on the system of the provider's region."""
    random, known = stream(country.seed, "courses"), set(systems)
    for place, forms in enumerate(programs.forms):
        if StudyForm.DISTANCE not in forms or random.random() >= WITH_COURSE:
            continue
        code, provider = country.code("DR", f"COURSE-{place + 1}"), bodies.all[programs.providers[place]]
        on_portal = random.random() < ON_PORTAL or provider.region not in known
        host = country.code("DR", PORTAL) if on_portal else system_code(country, ground, provider.region)
        yield maker.node(
            DigitalResource, code=code, title=f"Электронный курс «{programs.titles[place]}»", kind=ResourceKind.COURSE,
            address=f"https://example.org/courses/{place + 1}",
        )  # fmt: skip
        yield maker.link(f"DigitalResource:{code}", HostedOn, f"DigitalResource:{host}")
        yield maker.link(f"DigitalResource:{code}", CourseOf, f"Program:{country.code('PG', place + 1)}")
        yield maker.link(provider.id, Operates, f"DigitalResource:{code}")
