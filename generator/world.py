"""A generated world: all drawn data as arrays, from which records are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.country import Country
from generator.drawing.audiences import Fitting
from generator.drawing.certification import Certification, certify, expire
from generator.drawing.conditions import Conditions, conditions_of
from generator.drawing.contacts import Contacts
from generator.drawing.declared_sources import Declarations, declare
from generator.drawing.diagnostics import Attempts, take_diagnostics
from generator.drawing.effects import TrueEffects, true_effects
from generator.drawing.graduates import Graduates, graduate
from generator.drawing.ground import Ground, ground_of
from generator.drawing.groups import Groups, Team, draw_teams, experts_together
from generator.drawing.indicators import Sources, Value, report_indicators
from generator.drawing.internships import Internships, offer_internships
from generator.drawing.learning import Learning, learn
from generator.drawing.mentoring import Mentored, support_new
from generator.drawing.organisations import Bodies, settle
from generator.drawing.partnerships import Partnerships, find_partners
from generator.drawing.people import People, employ
from generator.drawing.practices import Practices, think_up
from generator.drawing.programs import Programs, design_programs
from generator.drawing.sessions import Sessions, hold_sessions
from generator.drawing.spread import Spread, spread_all
from generator.drawing.spread_parameters import SpreadParameters
from graph_model.progress import Reporter, silent
from seeds.reading import Reference


@dataclass(frozen=True)
class World:
    """All data drawn for a country."""

    country: Country
    parameters: SpreadParameters
    ground: Ground
    bodies: Bodies
    conditions: Conditions
    partnerships: Partnerships
    people: People
    groups: Groups
    teams: Sequence[Team]
    mentorships: Sequence[Mentored]
    programs: Programs
    certification: Certification
    sessions: Sessions
    internships: Internships
    practices: Practices
    attempts: Attempts
    graduates: Graduates
    learning: Learning
    indicators: Sequence[Value]
    spread: Spread
    declarations: Declarations

    @cached_property
    def effects(self) -> TrueEffects:
        """The true effects of all adoptions."""
        return true_effects(self.spread, self.practices, self.bodies, self.conditions)


def draw_world(country: Country, reference: Reference, reporter: Reporter = silent) -> World:
    """Draw a world from the reference data; equal countries give equal worlds on every machine."""
    steps = ("organisations", "partnerships", "people", "programs and practices", "diagnostics", "learning", "spread")

    def report(step: str) -> None:
        reporter(f"Drawing {step}", steps.index(step), len(steps))

    report("organisations")
    ground = ground_of(country, reference.nodes, reference.links)
    bodies = settle(country, ground)
    conditions = conditions_of(country, ground, bodies)
    report("partnerships")
    partnerships = find_partners(country, ground, bodies)
    report("people")
    people = employ(country, bodies)
    groups = experts_together(country, bodies, people)
    mentorships = support_new(country, bodies, people)
    report("programs and practices")
    programs = expire(country, design_programs(country, ground, bodies))
    certification = certify(country, people, groups, programs)
    sessions = hold_sessions(country, bodies, programs)
    teams = draw_teams(country, ground, people, programs, sessions)
    internships = offer_internships(country, ground, bodies)
    practices = think_up(country, ground, bodies)
    report("diagnostics")
    attempts = take_diagnostics(country, ground, bodies, people)
    graduates = graduate(country, bodies, people, attempts.measures)
    report("learning")
    learning = learn(country, bodies, people, programs, sessions, internships, practices, attempts, teams)
    counted = Sources(bodies, people, graduates, programs, internships, attempts, learning, mentorships, teams)
    indicators = report_indicators(country, ground, counted)
    report("spread")
    parameters = SpreadParameters()
    contacts = Contacts(country, ground, bodies, people, partnerships, attempts, practices)
    spread = spread_all(country, contacts, practices, parameters, Fitting(bodies, conditions))
    reporter("Drawing spread", len(steps), len(steps))
    return World(
        country, parameters, ground, bodies, conditions, partnerships, people, groups, teams, mentorships, programs,
        certification, sessions, internships, practices, attempts, graduates, learning, indicators, spread,
        declare(country, spread),
    )  # fmt: skip
