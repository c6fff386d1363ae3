"""Mentorships of new people by mentors near them, who never have more mentees than places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, YEAR, People
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from graph_model.kinds.competences import About
from graph_model.kinds.people import MenteeIn, MentorIn, Mentorship
from graph_model.kinds.people_terms import MentorshipForm

SUPPORTED = 0.7
YOUNG_YEARS = 3
MENTORED_THEMES = ("TH05", "TH06", "TH01", "TH09", "TH03", "TH10")
FORMS = (MentorshipForm.TEACHER_TO_TEACHER, MentorshipForm.LEADER_TO_TEACHER, MentorshipForm.REVERSE)
FORM_WEIGHTS = (0.8, 0.13, 0.07)
# the number of mentors of a circle that are tried before the next circle
TRIES = 6


@dataclass(frozen=True)
class Mentored:
    """A mentorship: mentor, mentee, first and last day (-1: it lasts), form and code of the theme."""

    mentor: int
    mentee: int
    since: int
    until: int
    form: MentorshipForm
    theme: str


def support_new(country: Country, bodies: Bodies, people: People) -> list[Mentored]:
    """Draw mentorships for most new people; mentors are of the same organisation, municipality or region."""
    random, today = stream(country.seed, "mentorships"), number_of(country.today)
    new = np.flatnonzero(people.first_worked > today - 3 * YOUNG_YEARS * YEAR / 2)
    new = new[(people.kind[new] != MANAGER) & (random.random(len(new)) < SUPPORTED)]
    finder, found = MentorFinder(bodies, people), []
    for mentee in new.tolist():
        began = min(int(people.first_worked[mentee]) + int(random.integers(0, 120)), today - 1)
        until = began + int(random.integers(300, 1_000))
        form = FORMS[int(random.choice(len(FORMS), p=FORM_WEIGHTS))]
        theme = MENTORED_THEMES[int(random.integers(len(MENTORED_THEMES)))]
        mentor = finder.find(random, mentee, began, until)
        if mentor is not None:
            found.append(Mentored(mentor, mentee, began, until if until < today else -1, form, theme))
    return found


def mentorship_records(country: Country, people: People, mentorships: Sequence[Mentored]) -> Elements:
    """Yield the mentorships."""
    maker = Maker(country.source_id)
    for number, each in enumerate(mentorships, 1):
        code = country.code("MS", number)
        yield maker.node(Mentorship, code=code, form=each.form, since=day(each.since), until=day_or_none(each.until))
        yield maker.link(people.id(each.mentor), MentorIn, f"Mentorship:{code}")
        yield maker.link(people.id(each.mentee), MenteeIn, f"Mentorship:{code}")
        yield maker.link(f"Mentorship:{code}", About, f"Theme:{each.theme}")


class MentorFinder:
    """An index of mentors by organisation, municipality and region, with the periods of their mentorships."""

    def __init__(self, bodies: Bodies, people: People) -> None:
        self._bodies, self._people = bodies, people
        self._circles: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._periods: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for mentor in np.flatnonzero(people.mentor).tolist():
            for circle in self._circles_of(mentor):
                self._circles[circle].append(mentor)

    def find(self, random: np.random.Generator, mentee: int, began: int, until: int) -> int | None:
        """Return a mentor with a free place in a period from the nearest circle, or None."""
        for circle in self._circles_of(mentee):
            near = self._circles.get(circle, ())
            for _ in range(TRIES if near else 0):
                mentor = near[int(random.integers(len(near)))]
                if self._is_free(mentor, began, until):
                    self._periods[mentor].append((began, until))
                    return mentor
        return None

    def _is_free(self, mentor: int, began: int, until: int) -> bool:
        """Return whether fewer mentorships than places overlap the period, both days included."""
        overlapping = sum(first <= until and began <= last for first, last in self._periods[mentor])
        return overlapping < self._people.mentee_places(mentor)

    def _circles_of(self, person: int) -> list[tuple[str, int]]:
        home = int(self._people.home[person])
        body = self._bodies.all[home]
        return [("organisation", home), ("municipality", body.municipality), ("region", body.region)]
