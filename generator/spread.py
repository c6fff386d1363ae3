"""How practices spread: a process in continuous time with true parameters, which are written beside the data."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heapify, heappop, heappush
from itertools import accumulate

import numpy as np

from generator.country import Country
from generator.diagnostics import Attempts
from generator.ground import Floats, Ground, Integers
from generator.organisations import Bodies
from generator.partnerships import NO_PARTNERS, Partnerships
from generator.people import People
from generator.practices import FAMOUS, ROOT_ALONE, WITHOUT_ADOPTION, Practices
from generator.records import number_of
from generator.streams import stream
from generator.subjects import Subjects

YEAR = 365.25
TRIES = 30


class Channel(Enum):
    """How a practice truly came to an adopter."""

    OWN = "own"
    BANK = "bank or publication"
    SAME_MUNICIPALITY = "adopter in the same municipality"
    BORDER = "adopter in a bordering municipality"
    PARTNER = "adopter that is a partner"
    PERSON = "person who moved from an adopter"
    CAMPAIGN = "campaign of the region"


@dataclass(frozen=True)
class Fashion:
    """A theme is spoken of much from a day until another."""

    theme: str
    since: int
    until: int
    factor: float


@dataclass(frozen=True)
class Campaign:
    """A region promotes some practices of a theme from a day on."""

    region: int
    theme: str
    began: int
    practices: tuple[int, ...]


@dataclass(frozen=True)
class SpreadParameters:
    """The truth. The hazard of organisation j to take up practice p at time t, per year, is

    capacity_j x need_jp x fashion_p(t) x quality_p x (bank / C + sum over active adopters i of g(t - t_i) x
    (same / C(municipality of i) [j in it] + border / C(bordering municipalities) [j in them]
    + partner / C(partners of i) [j among them]))

    where C is the capacity of a group, g an exponential density with the mean `memory` (in days; a density per year in
    the formula), and need_jp = `need` + `need_deficit` [j has a deficit in a competence that p addresses] +
    `need_theme` [j works on a theme of p]. Beside it goes what no hazard model knows: people who carry practices to
    where they move, and campaigns of regions.
    """

    bank: float = 0.70
    same: float = 0.18
    border: float = 0.20
    partner: float = 0.18
    memory: float = 1.5 * YEAR
    need: float = 0.7
    need_deficit: float = 0.7
    need_theme: float = 0.6
    carried: float = 0.05
    carried_days: float = 90.0
    campaigns_per_region: float = 1.5
    campaign_practices: int = 2
    campaign_share: float = 0.12
    campaign_days: int = 150
    abandoned: float = 0.13
    fashions: tuple[Fashion, ...] = (
        Fashion("TH01", 18_170, 18_620, 2.5),
        Fashion("TH04", 18_340, 18_720, 3.0),
        Fashion("TH05", 19_358, 19_720, 2.5),
    )

    @property
    def bound(self) -> float:
        """The largest product of need and fashion."""
        most = max(each.factor for each in self.fashions)
        return (self.need + self.need_deficit + self.need_theme) * most


@dataclass(frozen=True)
class Spread:
    """All true adoptions, those of one practice together and in the order of time; `parent` -1 where there is none."""

    practice: Integers
    organisation: Integers
    on: Integers
    ended: Integers
    parent: Integers
    channel: Sequence[Channel]
    famous_factor: float
    campaigns: Sequence[Campaign]


class Group:
    """Organisations of which one is drawn in proportion to its capacity."""

    def __init__(self, members: Sequence[int], capacity: Floats) -> None:
        self.members = members
        self.cumulative = list(accumulate(capacity[list(members)].tolist()))
        self.total = self.cumulative[-1] if self.cumulative else 0.0

    def at(self, draw: float) -> int:
        """The member at a place between 0 and 1."""
        return self.members[min(bisect_right(self.cumulative, draw * self.total), len(self.members) - 1)]


@dataclass(frozen=True)
class Event:
    """One adoption while it is simulated."""

    on: float
    organisation: int
    parent: int
    channel: Channel
    ended: float


class Contacts:
    """Whom each organisation reaches, and how ready each is for a practice."""

    def __init__(
        self, country: Country, ground: Ground, bodies: Bodies, people: People, partnerships: Partnerships,
        attempts: Attempts, practices: Practices,
    ) -> None:  # fmt: skip
        self.today = number_of(country.today)
        self.municipality = bodies.municipality.tolist()
        self.region = bodies.region.tolist()
        self.neighbours = [each.tolist() for each in ground.neighbours]
        able = [place for place, each in enumerate(bodies.all) if each.kind not in NO_PARTNERS]
        self.country = Group(able, bodies.capacity)
        inside: dict[int, list[int]] = defaultdict(list)
        by_region: dict[int, list[int]] = defaultdict(list)
        for place in able:
            inside[self.municipality[place]].append(place)
            by_region[self.region[place]].append(place)
        self.groups = {home: Group(members, bodies.capacity) for home, members in inside.items() if home >= 0}
        self.regions = {region: Group(members, bodies.capacity) for region, members in by_region.items()}
        self.around = {home: self._around(home) for home in self.groups}
        self.partners = self._partners(bodies, partnerships, set(able))
        self.moves = self._moves(people)
        self.competences = {each.code: 1 << at for at, each in enumerate(ground.competences)}
        self.themes = {each.code: 1 << at for at, each in enumerate(ground.themes)}
        self.deficits = self._deficits(people, attempts, len(bodies.all))
        self.interests = self._interests(country, ground, practices, len(bodies.all))

    def _around(self, home: int) -> tuple[list[int], list[float]]:
        near = [each for each in self.neighbours[home] if each in self.groups]
        return near, list(accumulate(self.groups[each].total for each in near))

    def _partners(
        self, bodies: Bodies, partnerships: Partnerships, able: set[int]
    ) -> dict[int, tuple[Group, list[tuple[int, int]]]]:
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        rows = zip(partnerships.pairs.tolist(), partnerships.since.tolist(), partnerships.until.tolist(), strict=True)
        for (left, right), since, until in rows:
            span = (since, until if until >= 0 else self.today)
            found[left].append((right, *span))
            found[right].append((left, *span))
        kept = {place: [each for each in partners if each[0] in able] for place, partners in found.items()}
        return {
            place: (Group([each[0] for each in partners], bodies.capacity), [each[1:] for each in partners])
            for place, partners in kept.items()
            if partners
        }

    def _moves(self, people: People) -> dict[int, list[tuple[int, int]]]:
        """From an organisation: when somebody left it, and where to."""
        jobs, found = people.jobs, defaultdict(list)
        for place in np.flatnonzero((jobs.until >= 0) & (jobs.until < self.today)).tolist():
            person = int(jobs.person[place])
            found[int(jobs.organisation[place])].append((int(jobs.until[place]), int(people.home[person])))
        return found

    def _deficits(self, people: People, attempts: Attempts, count: int) -> list[int]:
        """The competences in which anybody at an organisation was found to have a deficit, as bits."""
        masks = [0] * count
        homes = people.home.tolist()
        persons = attempts.person.tolist()
        for attempt, competence in zip(attempts.deficit_attempt, attempts.deficit_competence, strict=True):
            masks[homes[persons[attempt]]] |= self.competences[competence]
        return masks

    def _interests(self, country: Country, ground: Ground, practices: Practices, count: int) -> list[int]:
        """The themes that an organisation works on, as bits: two that it chose, and those of its own practices."""
        random, subjects = stream(country.seed, "interests"), Subjects(ground)
        masks = [self.themes[subjects.theme(random)] | self.themes[subjects.theme(random)] for _ in range(count)]
        for place, author in enumerate(practices.authors.tolist()):
            for theme in practices.themes[place]:
                masks[author] |= self.themes[theme]
        return masks


class Simulation:
    """Simulates the spread of one practice after the other."""

    def __init__(
        self, country: Country, contacts: Contacts, practices: Practices, parameters: SpreadParameters
    ) -> None:
        self.country, self.contacts, self.practices, self.parameters = country, contacts, practices, parameters
        self._about: dict[str, list[int]] = defaultdict(list)
        for place, themes in enumerate(practices.themes):
            for theme in themes:
                self._about[theme].append(place)
        self.campaigns = self._campaigns()
        self.campaigns_for: dict[int, list[Campaign]] = defaultdict(list)
        for each in self.campaigns:
            for place in each.practices:
                self.campaigns_for[place].append(each)

    def _campaigns(self) -> list[Campaign]:
        """Which region promotes which theme from which day, and which of its practices."""
        random = stream(self.country.seed, "campaigns")
        themes, found = sorted(self.contacts.themes), []
        for region in sorted(self.contacts.regions):
            for _ in range(int(random.poisson(self.parameters.campaigns_per_region))):
                began = int(random.integers(17_200, self.contacts.today - self.parameters.campaign_days))
                theme = themes[int(random.integers(len(themes)))]
                known = [place for place in self._about[theme] if self.practices.published[place] < began]
                number = min(self.parameters.campaign_practices, len(known))
                chosen = random.choice(known, number, replace=False).tolist() if known else []
                found.append(Campaign(region, theme, began, tuple(chosen)))
        return found

    def run(self, practice: int, factor: float = 1.0, most: int | None = None) -> list[Event]:
        """The adoptions of a practice in the order of time; with `most`, no more than one above that number."""
        if practice == WITHOUT_ADOPTION:
            return []
        one = OnePractice(self, practice, factor)
        return one.run(1 if practice == ROOT_ALONE else most)


class OnePractice:
    """The spread of one practice."""

    def __init__(self, simulation: Simulation, practice: int, factor: float) -> None:
        self.contacts, self.parameters = simulation.contacts, simulation.parameters
        self.practices, self.practice = simulation.practices, practice
        self.random = stream(simulation.country.seed, "spread", practice)
        self.quality = float(self.practices.quality[practice]) * factor
        themes, competences = self.practices.themes[practice], self.practices.competences[practice]
        self.themes = sum(self.contacts.themes[each] for each in themes)
        self.competences = sum(self.contacts.competences[each] for each in competences)
        self.fashions = [each for each in self.parameters.fashions if each.theme in themes]
        self.waiting: list[tuple[float, int, int, int, Channel]] = []
        self.count = 0
        self._begin(simulation.campaigns_for.get(practice, ()))

    def _begin(self, campaigns: Sequence[Campaign]) -> None:
        """The own use of the author, what comes from the bank, and campaigns that promote this practice."""
        published, random = int(self.practices.published[self.practice]), self.random
        self._push(
            published - int(random.integers(30, 400)), int(self.practices.authors[self.practice]), -1, Channel.OWN
        )
        years = (self.contacts.today - published) / YEAR
        number = int(random.poisson(self.parameters.bank * self.quality * years * self.parameters.bound))
        for time, target, accept in zip(*random.random((3, number)).tolist(), strict=True):
            self._try(published + time * years * YEAR, self.contacts.country.at(target), -1, Channel.BANK, accept)
        for each in campaigns:
            self._campaign(each.region, each.began)

    def _campaign(self, region: int, began: int) -> None:
        group = self.contacts.regions[region]
        for place in group.members:
            if self.random.random() < self.parameters.campaign_share:
                on = began + self.random.random() * self.parameters.campaign_days
                self._push(on, place, -1, Channel.CAMPAIGN)

    def run(self, most: int | None) -> list[Event]:
        """Let it spread until today."""
        heapify(self.waiting)
        events: list[Event] = []
        adopted: set[int] = set()
        while self.waiting and (most is None or len(events) <= most - 1):
            on, _, place, parent, channel = heappop(self.waiting)
            if place not in adopted:
                adopted.add(place)
                ended = self._end(on)
                events.append(Event(on, place, parent, channel, ended))
                self._reach(len(events) - 1, on, place, ended)
        return events

    def _end(self, on: float) -> float:
        """When the adopter gives the practice up; infinite where it does not."""
        drawn = self.random.random(2)
        if drawn[0] >= self.parameters.abandoned:
            return np.inf
        return on + 120 + float(drawn[1]) * 1_200

    def _reach(self, adopter: int, on: float, place: int, ended: float) -> None:
        """Let an adopter reach others while it is active."""
        scale = self.quality * self.parameters.bound
        rates = (self.parameters.same * scale, self.parameters.border * scale, self.parameters.partner * scale)
        numbers = self.random.poisson(rates).tolist()
        draws = self.random.random((3, sum(numbers)))
        times = (on - self.parameters.memory * np.log1p(-draws[0])).tolist()
        targets, accepts = draws[1].tolist(), draws[2].tolist()
        channels = (
            [Channel.SAME_MUNICIPALITY] * numbers[0] + [Channel.BORDER] * numbers[1] + [Channel.PARTNER] * numbers[2]
        )
        for time, target, accept, channel in zip(times, targets, accepts, channels, strict=True):
            if time < min(ended, self.contacts.today):
                reached = self._reached(place, channel, target, time)
                if reached is not None:
                    self._try(time, reached, adopter, channel, accept)
        for left, destination in self.contacts.moves.get(place, ()):
            if left > on and self.random.random() < self.parameters.carried:
                later = left + float(self.random.exponential(self.parameters.carried_days))
                self._push(later, destination, adopter, Channel.PERSON)

    def _reached(self, place: int, channel: Channel, target: float, time: float) -> int | None:
        contacts, home = self.contacts, self.contacts.municipality[place]
        if channel is Channel.PARTNER:
            if place not in contacts.partners:
                return None
            group, spans = contacts.partners[place]
            at = min(bisect_right(group.cumulative, target * group.total), len(group.members) - 1)
            return group.members[at] if spans[at][0] <= time <= spans[at][1] else None
        if home not in contacts.groups:
            return None
        if channel is Channel.SAME_MUNICIPALITY:
            return contacts.groups[home].at(target)
        near, cumulative = contacts.around[home]
        if not near:
            return None
        along = target * cumulative[-1]
        at = min(bisect_right(cumulative, along), len(near) - 1)
        group = contacts.groups[near[at]]
        return group.at((along - (cumulative[at] - group.total)) / group.total)

    def _try(self, time: float, place: int, parent: int, channel: Channel, accept: float) -> None:
        """Keep a contact as often as the need of the organisation and the fashion of the day say."""
        parameters = self.parameters
        need = parameters.need
        if self.contacts.deficits[place] & self.competences:
            need += parameters.need_deficit
        if self.contacts.interests[place] & self.themes:
            need += parameters.need_theme
        for fashion in self.fashions:
            if fashion.since <= time < fashion.until:
                need *= fashion.factor
        if accept * parameters.bound < need:
            self._push(time, place, parent, channel)

    def _push(self, time: float, place: int, parent: int, channel: Channel) -> None:
        if time < self.contacts.today:
            self.count += 1
            heappush(self.waiting, (time, self.count, place, parent, channel))


def famous_factor(simulation: Simulation, wanted: int) -> float:
    """By how much better the famous practice is than drawn, so that it has about the wanted number of adoptions.

    Chance makes jumps, so the best of what was tried counts.
    """
    low, high, tried = 0.05, 30.0, []
    for _ in range(TRIES):
        middle = float((low * high) ** 0.5)
        number = len(simulation.run(FAMOUS, middle, most=2 * wanted))
        tried.append((abs(number - wanted), middle))
        low, high = (middle, high * 1.02) if number < wanted else (low * 0.98, middle)
    return min(tried)[1]


def spread_all(country: Country, contacts: Contacts, practices: Practices, parameters: SpreadParameters) -> Spread:
    """Simulate every practice."""
    simulation = Simulation(country, contacts, practices, parameters)
    factor = famous_factor(simulation, country.famous_adoptions)
    rows: list[tuple[int, int, int, int, int]] = []
    channels: list[Channel] = []
    for place in range(country.practices):
        first = len(rows)
        for event in simulation.run(place, factor if place == FAMOUS else 1.0):
            ended = int(event.ended) if event.ended < contacts.today else -1
            parent = first + event.parent if event.parent >= 0 else -1
            rows.append((place, event.organisation, int(event.on), ended, parent))
            channels.append(event.channel)
    practice, organisation, on, ended_on, parents = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Spread(practice, organisation, on, ended_on, parents, channels, factor, simulation.campaigns)
