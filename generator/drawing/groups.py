"""Management teams, groups of experts and mentorships."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground, Integers
from generator.drawing.memberships import members
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, YEAR, People
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from graph_model.kinds.competences import About
from graph_model.kinds.people import ExpertGroup, KeptBy, ManagementTeam, MenteeIn, MentorIn, Mentorship, TeamInRegion
from graph_model.kinds.people_terms import MentorshipForm
from graph_model.terms import OrganisationKind

TEAMS_PER_REGION = (2, 6)
TEAM_SIZE = (3, 6)
TRAINED = 0.75
TRAINED_ON = (18_650, 19_350)
GROUP_SIZE = (5, 10)
SUPPORTED = 0.7
YOUNG_YEARS = 3
MENTORED_THEMES = ("TH05", "TH06", "TH01", "TH09", "TH03", "TH10")
FORMS = (MentorshipForm.TEACHER_TO_TEACHER, MentorshipForm.LEADER_TO_TEACHER, MentorshipForm.REVERSE)
FORM_WEIGHTS = (0.8, 0.13, 0.07)


@dataclass(frozen=True)
class Groups:
    """Groups of experts: their codes, members and the organisations that keep them."""

    codes: Sequence[str]
    members: Sequence[Integers]
    keepers: Sequence[int]


def experts_together(country: Country, bodies: Bodies, people: People) -> Groups:
    """Draw two groups of experts for each region with two experts; a centre, coordinator or institute keeps them."""
    random = stream(country.seed, "expert groups")
    codes, chosen, keepers = [], [], []
    keeping = (OrganisationKind.CNPPM, OrganisationKind.FEDERAL_COORDINATOR, OrganisationKind.REGIONAL_INSTITUTE)
    experts = np.flatnonzero(people.expert)
    for region in sorted(bodies.by_region):
        candidates = experts[people.region[experts] == region]
        hosts = [place for kind in keeping for place in bodies.of_region(region, kind)][:1]
        for number in range(2 if len(hosts) and len(candidates) > 1 else 0):
            size = min(int(random.integers(*GROUP_SIZE)), len(candidates))
            codes.append(country.code("EG", f"{region + 1}-{number + 1}"))
            chosen.append(random.choice(candidates, size, replace=False))
            keepers.append(hosts[0])
    return Groups(codes, chosen, keepers)


def group_records(country: Country, bodies: Bodies, people: People, groups: Groups) -> Elements:
    """Yield the groups of experts."""
    maker, random = Maker(country.source_id), stream(country.seed, "group records")
    for code, keeper in zip(groups.codes, groups.keepers, strict=True):
        yield maker.node(ExpertGroup, code=code, name=f"Экспертная группа № {code} ({bodies.all[keeper].name})")
        yield maker.link(f"ExpertGroup:{code}", KeptBy, bodies.all[keeper].id)
    for code, chosen in zip(groups.codes, groups.members, strict=True):
        yield from members(maker, random, people, chosen, f"ExpertGroup:{code}")


def team_records(country: Country, ground: Ground, bodies: Bodies, people: People) -> Elements:
    """Yield the management teams of each region, some of them trained."""
    maker, random = Maker(country.source_id), stream(country.seed, "management teams")
    for region in ground.covered:
        managers = np.flatnonzero((people.region == region) & (people.kind == MANAGER))
        for number in range(1, int(random.integers(*TEAMS_PER_REGION)) + 1):
            code = country.code("MT", f"{ground.regions[region].code}-{number}")
            trained = day(int(random.integers(*TRAINED_ON))) if random.random() < TRAINED else None
            name = f"Управленческая команда № {number} ({ground.regions[region].name})"
            yield maker.node(ManagementTeam, code=code, name=name, trained_on=trained)
            yield maker.link(f"ManagementTeam:{code}", TeamInRegion, ground.regions[region].id)
            for keeper in bodies.of_region(region, OrganisationKind.CNPPM)[:1]:
                yield maker.link(f"ManagementTeam:{code}", KeptBy, bodies.all[keeper].id)
            size = min(int(random.integers(*TEAM_SIZE)), len(managers))
            chosen = random.choice(managers, size, replace=False)
            yield from members(maker, random, people, chosen, f"ManagementTeam:{code}")


def mentorship_records(country: Country, bodies: Bodies, people: People) -> Elements:
    """Yield mentorships for most new people; mentors are of the same organisation, municipality or region."""
    maker, random = Maker(country.source_id), stream(country.seed, "mentorships")
    today = number_of(country.today)
    new = np.flatnonzero(people.first_worked > today - 3 * YOUNG_YEARS * YEAR / 2)
    new = new[(people.kind[new] != MANAGER) & (random.random(len(new)) < SUPPORTED)]
    finder = MentorFinder(bodies, people)
    for number, mentee in enumerate(new.tolist(), 1):
        mentor = finder.find(random, mentee)
        if mentor is None:
            continue
        code = country.code("MS", number)
        began = min(int(people.first_worked[mentee]) + int(random.integers(0, 120)), today - 1)
        until = began + int(random.integers(300, 1_000))
        form = FORMS[int(random.choice(len(FORMS), p=FORM_WEIGHTS))]
        ended = day_or_none(until if until < today else -1)
        yield maker.node(Mentorship, code=code, form=form, since=day(began), until=ended)
        yield maker.link(people.id(mentor), MentorIn, f"Mentorship:{code}")
        yield maker.link(people.id(mentee), MenteeIn, f"Mentorship:{code}")
        theme = MENTORED_THEMES[int(random.integers(len(MENTORED_THEMES)))]
        yield maker.link(f"Mentorship:{code}", About, f"Theme:{theme}")


class MentorFinder:
    """An index of mentors by organisation, municipality and region."""

    def __init__(self, bodies: Bodies, people: People) -> None:
        self._bodies, self._people = bodies, people
        self._circles: dict[tuple[str, int], list[int]] = defaultdict(list)
        for mentor in np.flatnonzero(people.mentor).tolist():
            for circle in self._circles_of(mentor):
                self._circles[circle].append(mentor)

    def find(self, random: np.random.Generator, mentee: int) -> int | None:
        """Return a mentor for a new person from the nearest circle with mentors, or None."""
        for circle in self._circles_of(mentee):
            if found := self._circles.get(circle):
                return found[int(random.integers(len(found)))]
        return None

    def _circles_of(self, person: int) -> list[tuple[str, int]]:
        home = int(self._people.home[person])
        body = self._bodies.all[home]
        return [("organisation", home), ("municipality", body.municipality), ("region", body.region)]
