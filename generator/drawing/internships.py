"""Internships: hosts, dates, themes and numbers of places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.drawing.subjects import Subjects
from generator.record_making import Elements, Maker, day, number_of
from generator.streams import stream
from generator.wording import theme_words
from graph_model.kinds.competences import About, Develops
from graph_model.kinds.development import Internship, InternshipAt
from graph_model.terms import OrganisationKind

SITES = (
    OrganisationKind.SCHOOL, OrganisationKind.CNPPM, OrganisationKind.REGIONAL_INSTITUTE,
    OrganisationKind.PEDAGOGICAL_UNIVERSITY, OrganisationKind.COLLEGE,
)  # fmt: skip
HOURS = (16, 24, 36, 36, 72)
LARGE = 25
# the first day of the earliest internship; the last ones begin so many days after the current day
FIRST_DAY, AHEAD = 18_650, 270


@dataclass(frozen=True)
class Internships:
    """All internships; `hosts` are indices of organisations."""

    themes: Sequence[str]
    competences: Sequence[Sequence[str]]
    hosts: Sequence[int]
    begins: Sequence[int]
    ends: Sequence[int]
    places: Sequence[int]
    hours: Sequence[int]

    @cached_property
    def by_competence(self) -> dict[str, list[int]]:
        """The indices of internships by the competences that they develop."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, developed in enumerate(self.competences):
            for each in developed:
                found[each].append(place)
        return found


def offer_internships(country: Country, ground: Ground, bodies: Bodies) -> Internships:
    """Draw the internships, at large schools, centres and universities."""
    random, subjects = stream(country.seed, "internships"), Subjects(ground)
    sites = [place for place in bodies.of_kinds(*SITES) if bodies.all[place].teachers >= LARGE]
    themes, competences, hosts, begins, ends, places, hours = [], [], [], [], [], [], []
    for _ in range(country.internships):
        theme = subjects.theme(random)
        themes.append(theme)
        competences.append(subjects.some_competences(random, [theme]))
        hosts.append(sites[int(random.integers(len(sites)))])
        begins.append(int(random.integers(FIRST_DAY, number_of(country.today) + AHEAD)))
        ends.append(begins[-1] + int(random.integers(2, 15)))
        places.append(int(random.integers(4, 21)))
        hours.append(HOURS[int(random.integers(len(HOURS)))])
    return Internships(themes, competences, hosts, begins, ends, places, hours)


def internship_records(country: Country, bodies: Bodies, internships: Internships, taken: Sequence[int]) -> Elements:
    """Yield the internships. `taken` contains the number of occupied places of each.

    The free places are those on the first day, or on the current day before it.
    """
    maker, today = Maker(country.source_id), number_of(country.today)
    for place, theme in enumerate(internships.themes):
        code = country.code("IN", place + 1)
        yield maker.node(
            Internship,
            code=code,
            title=f"Стажировка по теме «Практики {theme_words(theme)}»",
            begins_on=day(internships.begins[place]),
            ends_on=day(internships.ends[place]),
            places=internships.places[place],
            free_places=internships.places[place] - taken[place],
            places_counted_on=day(min(internships.begins[place], today)),
            hours=internships.hours[place],
        )
        yield maker.link(f"Internship:{code}", InternshipAt, bodies.all[internships.hosts[place]].id)
        yield maker.link(f"Internship:{code}", About, f"Theme:{theme}")
        for competence in internships.competences[place]:
            yield maker.link(f"Internship:{code}", Develops, f"Competence:{competence}")
