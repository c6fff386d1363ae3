"""Learning of people: routes after attempts, enrolments, placements, and the deficits that these close."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from generator.country import Country
from generator.drawing.diagnostics import Attempts
from generator.drawing.internships import Internships
from generator.drawing.organisations import Bodies
from generator.drawing.people import METHODIST, TUTOR, People
from generator.drawing.practices import Practices
from generator.drawing.programs import Programs
from generator.record_making import day, number_of
from generator.streams import stream
from graph_model.kinds.people_terms import EnrolmentStatus, PlacementStatus, RouteStatus
from graph_model.terms import OrganisationKind
from graph_model.writing.deficit_rule import Closing, by_attempt, by_placement, by_training, closed_on

ROUTED, WITHOUT_ATTEMPT, OFF_TARGET = 0.4, 0.02, 0.03
STEP_COMPLETED = 0.75
WITHDRAWN = 0.08
STAFF_TRAINED = 0.7
FILLED = 0.6
CANCELLED = 0.07
DONE = 0.6


@dataclass(frozen=True)
class Enrolled:
    """The enrolment of a person in a version of a program."""

    person: int
    version: int
    began: int
    ended: int
    status: EnrolmentStatus


@dataclass(frozen=True)
class Placed:
    """The placement of a person in an internship."""

    person: int
    internship: int
    ended: int
    status: PlacementStatus


@dataclass(frozen=True)
class Planned:
    """A route with its steps: kind of the step, index of its target, day of completion (-1: not completed)."""

    person: int
    attempt: int
    drawn_up: int
    ended: int
    status: RouteStatus
    steps: Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class Learning:
    """All routes, enrolments and placements, and the day on which each deficit was closed (None: open)."""

    routes: list[Planned] = field(default_factory=list)
    enrolments: list[Enrolled] = field(default_factory=list)
    placements: list[Placed] = field(default_factory=list)
    closed: list[date | None] = field(default_factory=list)


class Planner:
    """A generator of routes and of the learning along them."""

    def __init__(
        self, country: Country, programs: Programs, internships: Internships, practices: Practices, attempts: Attempts
    ) -> None:
        self.random = stream(country.seed, "learning")
        self.today = number_of(country.today)
        self.programs, self.internships, self.attempts = programs, internships, attempts
        self.learning = Learning()
        self._practices: dict[str, list[int]] = defaultdict(list)
        for place, competences in enumerate(practices.competences):
            for each in competences:
                self._practices[each].append(place)

    def plan(self, attempt: int) -> None:
        """Draw a route after an attempt, and the completion of its steps."""
        random, attempts = self.random, self.attempts
        person, drawn_up = int(attempts.person[attempt]), int(attempts.on[attempt]) + int(random.integers(3, 40))
        if drawn_up >= self.today:
            return
        steps: list[tuple[str, int, int]] = []
        for deficit in attempts.revealed[attempt][:3]:
            competence = attempts.deficit_competence[deficit]
            if random.random() < OFF_TARGET:
                competence = "CG/COM"
            steps += self._steps(person, competence, drawn_up)
        if steps:
            steps = list({(kind, place): (kind, place, done) for kind, place, done in steps}.values())
            self.learning.routes.append(self._route(person, attempt, drawn_up, steps))

    def _route(self, person: int, attempt: int, drawn_up: int, steps: list[tuple[str, int, int]]) -> Planned:
        done = [at for _, _, at in steps]
        without = self.random.random() < WITHOUT_ATTEMPT
        status, ended = RouteStatus.ACTIVE, -1
        if min(done) >= 0:
            status, ended = RouteStatus.COMPLETED, max(done)
        elif self.random.random() < 0.1:
            status, ended = RouteStatus.ABANDONED, int(self.random.integers(drawn_up, self.today))
        return Planned(person, -1 if without else attempt, drawn_up, ended, status, steps)

    def _steps(self, person: int, competence: str, after: int) -> list[tuple[str, int, int]]:
        steps = []
        if programs := self.programs.by_competence.get(competence):
            program = programs[int(self.random.integers(len(programs)))]
            done = self.enrol(person, program, after + int(self.random.integers(5, 150)), STEP_COMPLETED)
            steps.append(("program", program, done))
        if practices := self._practices.get(competence):
            done = after + int(self.random.integers(10, 300))
            completed = self.random.random() < DONE and done < self.today
            steps.append(("practice", practices[int(self.random.integers(len(practices)))], done if completed else -1))
        later = [each for each in self.internships.by_competence.get(competence, ()) if
                 self.internships.begins[each] > after]  # fmt: skip
        if later and self.random.random() < 0.5:
            internship = later[int(self.random.integers(len(later)))]
            steps.append(("internship", internship, self.place(person, internship)))
        return steps

    def enrol(self, person: int, program: int, began: int, chance: float) -> int:
        """Enrol a person in a program by chance. Return the day of completion, or -1."""
        if self.random.random() >= chance or began >= self.today:
            return -1
        version = self._version(program, began)
        if version is None:
            return -1
        ended = began + max(3, self.programs.hours[program] // 3)
        status = EnrolmentStatus.COMPLETED
        if ended >= self.today:
            status, ended = EnrolmentStatus.ENROLLED, -1
        elif self.random.random() < WITHDRAWN:
            status = EnrolmentStatus.WITHDRAWN
        self.learning.enrolments.append(Enrolled(person, version, began, ended, status))
        return ended if status is EnrolmentStatus.COMPLETED else -1

    def _version(self, program: int, on: int) -> int | None:
        """Return the version taught on a day, which is the latest one made by then."""
        made = [each for each in self.programs.versions_of[program] if self.programs.versions[each].made <= on]
        return made[-1] if made else None

    def place(self, person: int, internship: int) -> int:
        """Place a person in an internship. Return the day of completion, or -1."""
        ended, status = self.internships.ends[internship], PlacementStatus.COMPLETED
        if self.random.random() < CANCELLED:
            ended, status = -1, PlacementStatus.CANCELLED
        elif ended >= self.today:
            ended, status = -1, PlacementStatus.PLANNED
        self.learning.placements.append(Placed(person, internship, ended, status))
        return ended


def learn(
    country: Country, bodies: Bodies, people: People, programs: Programs, internships: Internships,
    practices: Practices, attempts: Attempts,
) -> Learning:  # fmt: skip
    """Draw all routes, enrolments and placements."""
    planner = Planner(country, programs, internships, practices, attempts)
    random = planner.random
    dated = np.flatnonzero(attempts.on >= 0)
    for attempt in dated[random.random(len(dated)) < ROUTED].tolist():
        planner.plan(attempt)
    train_staff(planner, bodies, people)
    others = round(country.enrolments_per_teacher * len(people.teachers)) - len(planner.learning.enrolments)
    earliest = number_of(date(2021, 1, 1))
    for person in random.choice(people.teachers, max(others, 0)).tolist():
        began = int(
            random.integers(max(earliest, min(int(people.first_worked[person]), planner.today - 5)), planner.today)
        )
        planner.enrol(person, int(random.integers(len(programs.hours))), began, 1.0)
    fill_places(planner, people)
    planner.learning.closed.extend(closings(programs, internships, attempts, planner.learning))
    return planner.learning


def train_staff(planner: Planner, bodies: Bodies, people: People) -> None:
    """Enrol most methodists and tutors of the centres in programs of the coordinator."""
    coordinators = bodies.of_kinds(OrganisationKind.FEDERAL_COORDINATOR)
    offered = [place for place, provider in enumerate(planner.programs.providers) if provider in coordinators]
    for centre in bodies.of_kinds(OrganisationKind.CNPPM) if offered else ():
        for person in people.at(centre).tolist():
            if people.kind[person] in (METHODIST, TUTOR):
                began = int(planner.random.integers(18_800, planner.today))
                planner.enrol(person, offered[int(planner.random.integers(len(offered)))], began, STAFF_TRAINED)


def fill_places(planner: Planner, people: People) -> None:
    """Fill most free places of the internships."""
    used: dict[int, int] = defaultdict(int)
    for each in planner.learning.placements:
        used[each.internship] += 1
    for place, number in enumerate(planner.internships.places):
        free = round(number * FILLED) - used[place]
        if free > 0:
            for person in planner.random.choice(people.teachers, free, replace=False).tolist():
                planner.place(person, place)


def closings(programs: Programs, internships: Internships, attempts: Attempts, learning: Learning) -> list[date | None]:
    """Return the day on which each deficit was closed, by the rule of the model."""
    concerned = {int(attempts.person[each]) for each in attempts.deficit_attempt}
    found: dict[tuple[int, str], list[Closing]] = defaultdict(list)
    for enrolled in learning.enrolments:
        if enrolled.status is EnrolmentStatus.COMPLETED and enrolled.person in concerned:
            for competence in programs.competences[programs.versions[enrolled.version].program]:
                found[enrolled.person, competence].extend(by_training(day(enrolled.began), day(enrolled.ended)))
    for placed in learning.placements:
        if placed.status is PlacementStatus.COMPLETED and placed.person in concerned:
            for competence in internships.competences[placed.internship]:
                found[placed.person, competence].extend(by_placement(day(placed.ended)))
    for attempt in np.flatnonzero(attempts.on >= 0).tolist():
        revealed = {attempts.deficit_competence[each] for each in attempts.revealed[attempt]}
        for competence in attempts.measures[attempts.measure[attempt]].competences:
            if competence not in revealed:
                found[int(attempts.person[attempt]), competence].extend(by_attempt(day(int(attempts.on[attempt]))))
    return [
        closed_on(found_on(attempts, deficit), found.get((int(attempts.person[attempt]), competence), ()))
        for deficit, (attempt, competence) in enumerate(
            zip(attempts.deficit_attempt, attempts.deficit_competence, strict=True)
        )
    ]


def found_on(attempts: Attempts, deficit: int) -> date | None:
    """Return the day of the attempt that revealed a deficit; None if unknown."""
    on = int(attempts.on[attempts.deficit_attempt[deficit]])
    return day(on) if on >= 0 else None
