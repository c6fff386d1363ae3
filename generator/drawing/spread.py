"""Simulation of the spread of practices in continuous time; the true parameters are written next to the data."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from generator.country import Country
from generator.drawing.audiences import Fitting
from generator.drawing.contacts import Contacts
from generator.drawing.ground import Integers
from generator.drawing.practices import FAMOUS, ROOT_ALONE, WITHOUT_ADOPTION, Practices
from generator.drawing.spread_parameters import YEAR, Campaign, Channel, SpreadParameters
from generator.streams import stream

TRIES = 30


@dataclass(frozen=True)
class Spread:
    """All true adoptions, grouped by practice and ordered by time; `parent` is -1 for none."""

    practice: Integers
    organisation: Integers
    on: Integers
    ended: Integers
    parent: Integers
    channel: Sequence[Channel]
    famous_factor: float
    campaigns: Sequence[Campaign]


@dataclass(frozen=True)
class Event:
    """An adoption during the simulation."""

    on: float
    organisation: int
    parent: int
    channel: Channel
    ended: float


class Simulation:
    """A simulation of the spread of practices, one after the other."""

    def __init__(
        self, country: Country, contacts: Contacts, practices: Practices, parameters: SpreadParameters, fitting: Fitting
    ) -> None:
        self.fitting = fitting
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
        """Draw the campaigns: region, theme, first day and promoted practices."""
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
        """Return the adoptions of a practice in the order of time; with `most`, at most `most` adoptions."""
        if practice == WITHOUT_ADOPTION:
            return []
        one = OnePractice(self, practice, factor)
        return one.run(1 if practice == ROOT_ALONE else most)


class OnePractice:
    """A simulation of the spread of one practice."""

    def __init__(self, simulation: Simulation, practice: int, factor: float) -> None:
        self.contacts, self.parameters = simulation.contacts, simulation.parameters
        self.practices, self.practice = simulation.practices, practice
        self.random = stream(simulation.country.seed, "spread", practice)
        self.fits = simulation.fitting.test(simulation.practices.audiences[practice])
        self.quality = float(self.practices.quality[practice]) * factor
        themes, competences = self.practices.themes[practice], self.practices.competences[practice]
        self.themes = sum(self.contacts.themes[each] for each in themes)
        self.competences = sum(self.contacts.competences[each] for each in competences)
        self.fashions = [each for each in self.parameters.fashions if each.theme in themes]
        self.waiting: list[tuple[float, int, int, int, Channel]] = []
        self.count = 0
        self._begin(simulation.campaigns_for.get(practice, ()))

    def _begin(self, campaigns: Sequence[Campaign]) -> None:
        """Draw the use by the author, adoptions from the bank, and those of campaigns for this practice."""
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
            if self.random.random() < self.parameters.campaign_share and self.fits(place):
                on = began + self.random.random() * self.parameters.campaign_days
                self._push(on, place, -1, Channel.CAMPAIGN)

    def run(self, most: int | None) -> list[Event]:
        """Simulate the spread until today or until `most` adoptions."""
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
        """Draw the day on which the adopter abandons the practice; infinite if it does not."""
        drawn = self.random.random(2)
        if drawn[0] >= self.parameters.abandoned:
            return np.inf
        return on + 120 + float(drawn[1]) * 1_200

    def _reach(self, adopter: int, on: float, place: int, ended: float) -> None:
        """Draw the contacts of an adopter while it is active."""
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
            carried = self.parameters.carried * (1.0 if self.fits(destination) else self.parameters.outside)
            if left > on and self.random.random() < carried:
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
        """Accept a contact with a probability proportional to the need of the organisation and the current fashion."""
        parameters = self.parameters
        need = parameters.need
        if self.contacts.deficits[place] & self.competences:
            need += parameters.need_deficit
        if self.contacts.interests[place] & self.themes:
            need += parameters.need_theme
        for fashion in self.fashions:
            if fashion.since <= time < fashion.until:
                need *= fashion.factor
        if not self.fits(place):
            need *= parameters.outside
        if accept * parameters.bound < need:
            self._push(time, place, parent, channel)

    def _push(self, time: float, place: int, parent: int, channel: Channel) -> None:
        if time < self.contacts.today:
            self.count += 1
            heappush(self.waiting, (time, self.count, place, parent, channel))


def famous_factor(simulation: Simulation, required: int) -> float:
    """Return the factor of the quality of the famous practice that gives about the wanted number of adoptions.

    The estimate is noisy, so the best of the attempts is used.
    """
    low, high, tried = 0.05, 30.0, []
    for _ in range(TRIES):
        middle = float((low * high) ** 0.5)
        number = len(simulation.run(FAMOUS, middle, most=2 * required))
        tried.append((abs(number - required), middle))
        low, high = (middle, high * 1.02) if number < required else (low * 0.98, middle)
    return min(tried)[1]


def spread_all(
    country: Country, contacts: Contacts, practices: Practices, parameters: SpreadParameters, fitting: Fitting
) -> Spread:
    """Simulate every practice."""
    simulation = Simulation(country, contacts, practices, parameters, fitting)
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
