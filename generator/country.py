"""The parameters of a generated country: its regions, the density of schools, and the numbers of records."""

from dataclasses import dataclass
from datetime import date

TODAY = date(2026, 9, 1)
DEMO_REGIONS = ("16", "72", "75")
# Increase VERSION whenever the same seed produces different records. RECORDS is the digest of VERSION and of the
# records of the federal country at scale 0.02. A test compares it, so that records and version change together only.
VERSION = 5
RECORDS = "9b85fb3b10bebb8f61a2c5ea877de04d00db25f4396d63d3a7e9809240fe261d"


@dataclass(frozen=True)
class Country:
    """The parameters of a generated data set; `docs/generated-data.md` explains the numbers.

    `regions` contains the codes of the regions; None means all regions. Rates refer to one teacher, organisation or
    region, so they do not depend on the scale.
    """

    name: str
    seed: int
    regions: tuple[str, ...] | None
    residents_per_school: float
    school_in_every_municipality: bool
    practices: int
    programs: int
    projects: int
    events: int
    research: int
    internships: int
    code_mark: str
    famous_adoptions: int
    attempts_per_teacher: float
    enrolments_per_teacher: float
    identities: bool
    today: date = TODAY

    @property
    def source_id(self) -> str:
        """The key of the data source of generated records."""
        return f"generated-{self.name}"

    def code(self, prefix: str, number: int | str) -> str:
        """Return the business key of a generated record; keys of the demo contain a mark."""
        return f"{prefix}{self.code_mark}-{number}"


def demo(seed: int = 1) -> Country:
    """Return the demo country: Tatarstan, Tyumen and Zabaykalsky with less than a quarter of their schools."""
    return Country(
        name="demo",
        seed=seed,
        regions=DEMO_REGIONS,
        residents_per_school=22_500,
        school_in_every_municipality=True,
        practices=350,
        programs=160,
        projects=60,
        events=120,
        research=25,
        internships=60,
        code_mark="-DEMO",
        famous_adoptions=160,
        attempts_per_teacher=0.4,
        enrolments_per_teacher=0.25,
        identities=True,
    )


def federal(seed: int = 1, scale: float = 1.0) -> Country:
    """Return the whole country. `scale` is a factor of the numbers of schools and records, which have lower bounds."""
    return Country(
        name="federal",
        seed=seed,
        regions=None,
        residents_per_school=3_650 / scale,
        school_in_every_municipality=scale == 1.0,
        practices=max(40, round(20_000 * scale)),
        programs=max(20, round(4_000 * scale)),
        projects=max(10, round(2_500 * scale)),
        events=max(20, round(6_000 * scale)),
        research=max(10, round(800 * scale)),
        internships=max(10, round(3_000 * scale)),
        code_mark="",
        famous_adoptions=max(60, round(2_000 * scale)),
        attempts_per_teacher=0.10,
        enrolments_per_teacher=0.10,
        identities=False,
    )
