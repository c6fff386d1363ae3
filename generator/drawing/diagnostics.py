"""Diagnostics, the attempts at them, and the deficits that attempts reveal."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.ground import Floats, Ground, Integers
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, People
from generator.drawing.subjects import LITERACY
from generator.drawing.teaching import subjects_of_people
from generator.record_making import Elements, Maker, number_of
from generator.streams import stream
from graph_model.kinds.diagnostics import ConductedBy, Diagnostic, DiagnosticForSubject, Measures
from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind, ProficiencyLevel
from graph_model.terms import OrganisationKind

# the competences that each kind measures, the title of its diagnostics, and the share of attempts
KINDS: dict[DiagnosticKind, tuple[tuple[str, ...], str, float]] = {
    DiagnosticKind.FUNCTIONAL_LITERACY: (LITERACY, "Диагностика функциональной грамотности", 0.45),
    DiagnosticKind.SUBJECT: (
        ("CG/SUB", "TALIS/01", "TALIS/03", "01.001/B/03.6"), "Диагностика предметных компетенций", 0.25,
    ),
    DiagnosticKind.METHODICAL: (
        ("CG/MET", "01.001/A", "01.001/A/01.6", "CG/DIG", "TALIS/12"), "Диагностика методических компетенций", 0.30,
    ),
    DiagnosticKind.MANAGEMENT: (
        ("CG/MAN", "01.011/B/01.7", "01.011/B/03.7", "TALIS/07"), "Диагностика управленческих компетенций", 0.0,
    ),
}  # fmt: skip
PER_KIND = 5
MOST_MEASURED = 4
REPEATED, MANAGERS = 0.2, 0.12
SCORE_SHAPE = (5.0, 3.0)
IMPROVEMENT = 8.0
EARLIEST = 18_700
SEVERITIES = (DeficitSeverity.LOW, DeficitSeverity.MEDIUM, DeficitSeverity.HIGH)
UNDATED = 0.01
# the lowest score of each level but the lowest one
LEVELS = (ProficiencyLevel.BELOW_BASIC, ProficiencyLevel.BASIC, ProficiencyLevel.ADVANCED, ProficiencyLevel.HIGH)
LEVEL_BOUNDS = (40.0, 60.0, 80.0)


@dataclass(frozen=True)
class Measure:
    """A diagnostic; `subject` is the code of the school subject that it measures."""

    kind: DiagnosticKind
    title: str
    competences: Sequence[str]
    conductor: int
    subject: str | None = None


@dataclass(frozen=True)
class Attempts:
    """All attempts and the deficits that they revealed; an unknown day is -1."""

    measures: Sequence[Measure]
    person: Integers
    measure: Integers
    on: Integers
    score: Floats
    deficit_attempt: Sequence[int]
    deficit_competence: Sequence[str]
    deficit_severity: Sequence[DeficitSeverity]

    @cached_property
    def revealed(self) -> list[list[int]]:
        """The deficits of each attempt."""
        found: list[list[int]] = [[] for _ in self.person]
        for place, attempt in enumerate(self.deficit_attempt):
            found[attempt].append(place)
        return found


def measures_of(country: Country, ground: Ground, bodies: Bodies) -> list[Measure]:
    """Draw the diagnostics."""
    random = stream(country.seed, "diagnostics")
    codes = {each.code for each in ground.competences}
    conductors = bodies.of_kinds(OrganisationKind.CNPPM, OrganisationKind.FEDERAL_COORDINATOR)
    found = []
    for kind, (competences, title, _) in KINDS.items():
        able = [each for each in competences if each in codes]
        for number in range(1, PER_KIND + 1):
            size = int(random.integers(2, min(MOST_MEASURED, len(able)) + 1))
            measured = [able[each] for each in sorted(random.choice(len(able), size, replace=False).tolist())]
            conductor = conductors[int(random.integers(len(conductors)))]
            found.append(Measure(kind, f"{title}: комплект {number}", measured, conductor))
    return found


def take_diagnostics(country: Country, ground: Ground, bodies: Bodies, people: People) -> Attempts:
    """Draw the attempts: persons, diagnostics, days and scores."""
    random, measures = stream(country.seed, "attempts"), measures_of(country, ground, bodies)
    person, again = takers(random, country, people)
    measure = chosen_measures(random, measures, people, person)
    today = number_of(country.today)
    measure = np.concatenate([measure, measure[again]])
    on = random.integers(EARLIEST, today - 30, len(person))
    on = np.maximum(on, np.minimum(people.first_worked[person] + 20, today - 1))
    on = np.concatenate([on, on[again] + random.integers(200, 700, len(again))])
    score = 100 * random.beta(*SCORE_SHAPE, len(on))
    score[len(person) :] = np.minimum(score[len(person) :] + IMPROVEMENT, 100)
    person = np.concatenate([person, person[again]])
    kept = np.flatnonzero(on < today)
    person, measure, on, score = person[kept], measure[kept], on[kept], score[kept].round(1)
    deficits = revealed(random, measures, measure, score)
    on[random.random(len(on)) < UNDATED] = -1
    measures, measure = with_subjects(country, ground, people, measures, person, measure)
    return Attempts(measures, person, measure, on, score, *deficits)


def with_subjects(
    country: Country, ground: Ground, people: People, measures: Sequence[Measure], person: Integers, measure: Integers
) -> tuple[list[Measure], Integers]:
    """Replace the diagnostic of each attempt in a subject by its variant for one subject that the person teaches.

    A person takes all variants for the same subject. A person who teaches no subject takes the general diagnostic.
    Return all diagnostics, the variants after the others, and the diagnostic of each attempt.
    """
    random = stream(country.seed, "diagnostic subjects")
    kinds = np.array([each.kind is DiagnosticKind.SUBJECT for each in measures])
    attempts = np.flatnonzero(kinds[measure]).tolist()
    taught = subjects_of_people(country, ground, people, {int(person[each]) for each in attempts})
    subject = {place: codes[int(random.integers(len(codes)))] for place, codes in taught.items()}
    pairs = {each: (int(measure[each]), subject[int(person[each])]) for each in attempts if person[each] in subject}
    names = {each.code: each.name for each in ground.subjects}
    variants = {pair: len(measures) + number for number, pair in enumerate(sorted(set(pairs.values())))}
    changed = measure.copy()
    for attempt, pair in pairs.items():
        changed[attempt] = variants[pair]
    about = [(measures[base], code) for base, code in variants]
    special = [replace(base, title=f"{base.title} ({names[code]})", subject=code) for base, code in about]
    return [*measures, *special], changed


def level_of(score: float) -> ProficiencyLevel:
    """Return the level that a score shows."""
    return LEVELS[bisect_right(LEVEL_BOUNDS, score)]


def takers(random: np.random.Generator, country: Country, people: People) -> tuple[Integers, Integers]:
    """Draw the teachers and managers who took a diagnostic, and those who took it again."""
    total = round(country.attempts_per_teacher * len(people.teachers))
    teachers = random.choice(people.teachers, round(total * (1 - REPEATED)), replace=False)
    managers = np.flatnonzero(people.kind == MANAGER)
    person = np.concatenate([teachers, managers[random.random(len(managers)) < MANAGERS]])
    return person, np.sort(random.choice(len(person), round(total * REPEATED), replace=False))


def chosen_measures(
    random: np.random.Generator, measures: Sequence[Measure], people: People, person: Integers
) -> Integers:
    """Draw the diagnostic of each attempt; managers take diagnostics for managers."""
    weights = np.array([KINDS[each.kind][2] for each in measures])
    chosen = random.choice(len(measures), len(person), p=weights / weights.sum())
    managing = [place for place, each in enumerate(measures) if each.kind is DiagnosticKind.MANAGEMENT]
    managers = np.flatnonzero(people.kind[person] == MANAGER)
    chosen[managers] = random.choice(managing, len(managers))
    return chosen


def revealed(
    random: np.random.Generator, measures: Sequence[Measure], measure: Integers, score: Floats
) -> tuple[list[int], list[str], list[DeficitSeverity]]:
    """Draw deficits: a lower score makes a deficit of each measured competence more likely and more severe."""
    attempts: list[int] = []
    competences: list[str] = []
    severities: list[DeficitSeverity] = []
    draws = random.random((len(measure), MOST_MEASURED)).tolist()
    for place, (which, points, drawn) in enumerate(zip(measure.tolist(), score.tolist(), draws, strict=True)):
        chance = min(max(0.95 - points / 110, 0.02), 0.9)
        for competence, draw in zip(measures[which].competences, drawn, strict=False):
            if draw < chance:
                attempts.append(place)
                competences.append(competence)
                severities.append(SEVERITIES[min(int((100 - points) / 25), 2)])
    return attempts, competences, severities


def diagnostic_records(country: Country, bodies: Bodies, attempts: Attempts) -> Elements:
    """Yield the diagnostics."""
    maker = Maker(country.source_id)
    for place, each in enumerate(attempts.measures):
        code = country.code("DG", place + 1)
        yield maker.node(Diagnostic, code=code, title=each.title, kind=each.kind)
        yield maker.link(f"Diagnostic:{code}", ConductedBy, bodies.all[each.conductor].id)
        for competence in each.competences:
            yield maker.link(f"Diagnostic:{code}", Measures, f"Competence:{competence}")
        if each.subject is not None:
            yield maker.link(f"Diagnostic:{code}", DiagnosticForSubject, f"SubjectArea:{each.subject}")
