"""Learning of people: routes after attempts, enrolments, placements, and the deficits that these close."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from generator.country import Country
from generator.drawing.diagnostics import Attempts
from generator.drawing.groups import Team
from generator.drawing.internships import Internships
from generator.drawing.organisations import Bodies
from generator.drawing.people import METHODIST, TUTOR, People
from generator.drawing.practices import Practices
from generator.drawing.programs import Programs
from generator.drawing.sessions import Sessions
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
# the share of periods without a free place, and the largest filled share of the other sessions ahead
FULL, MOST_FILLED = 0.15, 0.9
# the first day of the trainings without a route, and the number of sessions that are tried for a teacher
EARLIEST = number_of(date(2021, 1, 1))
TRIES = 5
CANCELLED = 0.07
DONE = 0.6


@dataclass(frozen=True)
class Enrolled:
    """The enrolment of a person in a session of a version of a program; `began` is -1 before the session begins."""

    person: int
    version: int
    session: int
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

    def taken_places(self, sessions: int) -> list[int]:
        """Return the number of enrolments in each session."""
        return counted([each.session for each in self.enrolments], sessions)

    def taken_internships(self, internships: int) -> list[int]:
        """Return the number of placements in each internship, without those that were cancelled."""
        kept = [each.internship for each in self.placements if each.status is not PlacementStatus.CANCELLED]
        return counted(kept, internships)


def counted(places: Sequence[int], size: int) -> list[int]:
    """Return how often each number below `size` occurs."""
    occurs = Counter(places)
    return [occurs[each] for each in range(size)]


class Planner:
    """A generator of routes and of the learning along them."""

    def __init__(
        self, country: Country, programs: Programs, sessions: Sessions, internships: Internships, practices: Practices,
        attempts: Attempts,
    ) -> None:  # fmt: skip
        self.random = stream(country.seed, "learning")
        self.today = number_of(country.today)
        self.programs, self.sessions, self.internships, self.attempts = programs, sessions, internships, attempts
        self.learning = Learning()
        self.free_seats = [each.places for each in sessions.all]
        self.free_places = list(internships.places)
        self._present: set[tuple[str, int, int]] = set()
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
            placed = self.place(person, internship)
            if placed is not None:
                steps.append(("internship", internship, placed))
        return steps

    def enrol(self, person: int, program: int, after: int, chance: float) -> int:
        """Enrol a person by chance in the next session of a program. Return the day of completion, or -1."""
        if self.random.random() >= chance:
            return -1
        for session in self.sessions.of_program.get(program, ()):
            if self.sessions.all[session].begins >= after and self.join(person, session):
                last = self.learning.enrolments[-1]
                return last.ended if last.status is EnrolmentStatus.COMPLETED else -1
        return -1

    def join(self, person: int, session: int, *, completes: bool = False) -> bool:
        """Enrol a person in a session with a free place that the person does not attend. Return the success.

        A person who `completes` the training is not withdrawn by chance.
        """
        each = self.sessions.all[session]
        if not self.free_seats[session] or ("session", session, person) in self._present:
            return False
        self.free_seats[session] -= 1
        self._present.add(("session", session, person))
        began, ended, status = each.begins, each.ends, EnrolmentStatus.COMPLETED
        if ended >= self.today:
            began, ended, status = (began if began <= self.today else -1), -1, EnrolmentStatus.ENROLLED
        elif not completes and self.random.random() < WITHDRAWN:
            status = EnrolmentStatus.WITHDRAWN
        self.learning.enrolments.append(Enrolled(person, each.version, session, began, ended, status))
        return True

    def place(self, person: int, internship: int) -> int | None:
        """Place a person in an internship. Return the day of completion, -1 if it is open, None without a place.

        A cancelled placement leaves its place free.
        """
        if not self.free_places[internship] or ("internship", internship, person) in self._present:
            return None
        self._present.add(("internship", internship, person))
        ended, status = self.internships.ends[internship], PlacementStatus.COMPLETED
        if self.random.random() < CANCELLED:
            ended, status = -1, PlacementStatus.CANCELLED
        elif ended >= self.today:
            ended, status = -1, PlacementStatus.PLANNED
        self.free_places[internship] -= status is not PlacementStatus.CANCELLED
        self.learning.placements.append(Placed(person, internship, ended, status))
        return ended


def learn(
    country: Country, bodies: Bodies, people: People, programs: Programs, sessions: Sessions, internships: Internships,
    practices: Practices, attempts: Attempts, teams: Sequence[Team],
) -> Learning:  # fmt: skip
    """Draw all routes, enrolments and placements, after the trainings of management teams."""
    planner = Planner(country, programs, sessions, internships, practices, attempts)
    random = planner.random
    train_teams(planner, teams)
    dated = np.flatnonzero(attempts.on >= 0)
    for attempt in dated[random.random(len(dated)) < ROUTED].tolist():
        planner.plan(attempt)
    train_staff(planner, bodies, people)
    train_others(planner, country, people)
    fill_sessions(planner, country, people)
    fill_places(planner, people)
    planner.learning.closed.extend(closings(programs, internships, attempts, planner.learning))
    return planner.learning


def train_teams(planner: Planner, teams: Sequence[Team]) -> None:
    """Enrol the members of each trained team in the session of its training, which all of them complete."""
    for team in teams:
        for person in team.members.tolist() if team.session >= 0 else ():
            planner.join(person, team.session, completes=True)


def train_staff(planner: Planner, bodies: Bodies, people: People) -> None:
    """Enrol most methodists and tutors of the centres in programs of the coordinator."""
    coordinators = bodies.of_kinds(OrganisationKind.FEDERAL_COORDINATOR)
    offered = [place for place, provider in enumerate(planner.programs.providers) if provider in coordinators]
    for centre in bodies.of_kinds(OrganisationKind.CNPPM) if offered else ():
        for person in people.at(centre).tolist():
            if people.kind[person] in (METHODIST, TUTOR):
                began = int(planner.random.integers(18_800, planner.today - 200))
                planner.enrol(person, offered[int(planner.random.integers(len(offered)))], began, STAFF_TRAINED)


def train_others(planner: Planner, country: Country, people: People) -> None:
    """Enrol teachers without a route in past sessions, up to the documented number of enrolments."""
    past = [place for place, each in enumerate(planner.sessions.all) if EARLIEST <= each.begins < planner.today]
    missing = round(country.enrolments_per_teacher * len(people.teachers)) - len(planner.learning.enrolments)
    for person in planner.random.choice(people.teachers, max(missing, 0)).tolist() if past else ():
        for _ in range(TRIES):
            session = past[int(planner.random.integers(len(past)))]
            if planner.sessions.all[session].begins >= people.first_worked[person] and planner.join(person, session):
                break


def fill_sessions(planner: Planner, country: Country, people: People) -> None:
    """Enrol teachers in the sessions that have not begun; some sessions have no free place left."""
    random = stream(country.seed, "future sessions")
    for session, each in enumerate(planner.sessions.all):
        if each.begins >= planner.today:
            share = 1.0 if random.random() < FULL else random.uniform(0, MOST_FILLED)
            number = min(round(each.places * share), len(people.teachers))
            for person in random.choice(people.teachers, number, replace=False, shuffle=False).tolist():
                planner.join(person, session)


def fill_places(planner: Planner, people: People) -> None:
    """Fill most free places of the internships, and all places of some."""
    random = planner.random
    for place, number in enumerate(planner.internships.places):
        share = 1.0 if random.random() < FULL else FILLED
        wanted = round(number * share) - (number - planner.free_places[place])
        # more people than places, because some placements are cancelled
        for person in random.choice(
            people.teachers, min(2 * max(wanted, 0), len(people.teachers)), replace=False
        ).tolist():
            if number - planner.free_places[place] < round(number * share):
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
