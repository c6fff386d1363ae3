"""Management teams and groups of experts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground, Integers
from generator.drawing.memberships import members
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, People
from generator.drawing.programs import Programs
from generator.drawing.sessions import Sessions
from generator.record_making import Elements, Maker, day_or_none
from generator.streams import stream
from graph_model.kinds.people import ExpertGroup, KeptBy, ManagementTeam, TeamInRegion
from graph_model.terms import OrganisationKind

TEAMS_PER_REGION = (2, 6)
TEAM_SIZE = (3, 6)
TRAINED = 0.75
TRAINED_ON = (18_650, 19_350)
TEAM_THEME = "TH07"
GROUP_SIZE = (5, 10)


@dataclass(frozen=True)
class Groups:
    """Groups of experts: their codes, members and the organisations that keep them."""

    codes: Sequence[str]
    members: Sequence[Integers]
    keepers: Sequence[int]


@dataclass(frozen=True)
class Team:
    """A management team: its region, its number within the region, its members and the session of its training.

    The training ended on the day `trained`. Both are -1 for a team that was not trained.
    """

    region: int
    number: int
    members: Integers
    session: int
    trained: int


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


def draw_teams(country: Country, ground: Ground, people: People, programs: Programs, sessions: Sessions) -> list[Team]:
    """Draw the management teams of each region, and the sessions of their trainings, each with places for the team."""
    random, teams = stream(country.seed, "management teams"), []
    within = [place for place, each in enumerate(sessions.all) if TRAINED_ON[0] <= each.ends < TRAINED_ON[1]]
    special = [place for place in within if TEAM_THEME in programs.themes[sessions.programs[place]]]
    free = {place: sessions.all[place].places for place in within}
    for region in ground.covered:
        managers = np.flatnonzero((people.region == region) & (people.kind == MANAGER))
        for number in range(1, int(random.integers(*TEAMS_PER_REGION)) + 1):
            size = min(int(random.integers(*TEAM_SIZE)), len(managers))
            chosen = random.choice(managers, size, replace=False)
            # a program for teams if one has enough places, otherwise any program
            able = [each for each in special if free[each] >= size] or [each for each in within if free[each] >= size]
            drawn = able[int(random.integers(len(able)))] if able and random.random() < TRAINED else -1
            if drawn >= 0:
                free[drawn] -= size
            trained = sessions.all[drawn].ends if drawn >= 0 else -1
            teams.append(Team(region, number, chosen, drawn, trained))
    return teams


def team_records(country: Country, ground: Ground, bodies: Bodies, people: People, teams: Sequence[Team]) -> Elements:
    """Yield the management teams."""
    maker, random = Maker(country.source_id), stream(country.seed, "team records")
    for each in teams:
        region = ground.regions[each.region]
        code = country.code("MT", f"{region.code}-{each.number}")
        name = f"Управленческая команда № {each.number} ({region.name})"
        yield maker.node(ManagementTeam, code=code, name=name, trained_on=day_or_none(each.trained))
        yield maker.link(f"ManagementTeam:{code}", TeamInRegion, region.id)
        for keeper in bodies.of_region(each.region, OrganisationKind.CNPPM)[:1]:
            yield maker.link(f"ManagementTeam:{code}", KeptBy, bodies.all[keeper].id)
        yield from members(maker, random, people, each.members, f"ManagementTeam:{code}")
