"""Training programs: titles, subjects, forms and prerequisites, and the days of their versions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.drawing.subjects import Subjects
from generator.record_making import number_of
from generator.streams import stream
from generator.wording import program_title
from graph_model.kinds.people_terms import Verdict
from graph_model.terms import OrganisationKind, StudyForm

PROVIDERS = {
    OrganisationKind.REGIONAL_INSTITUTE: 5.0,
    OrganisationKind.CNPPM: 4.0,
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: 2.5,
    OrganisationKind.FEDERAL_CENTRE: 1.5,
    OrganisationKind.FEDERAL_COORDINATOR: 12.0,
    OrganisationKind.UNIVERSITY: 1.0,
}
HOURS = (16, 18, 24, 36, 36, 54, 72, 72, 72, 108, 144)
LONG_HOURS = (250, 252, 288, 500)
RETRAINING, NETWORKED = 0.1, 0.08
FIRST_VERSION, LAST_VERSION = 18_300, 20_300
NEXT_VERSION = 400
VERDICTS = (Verdict.POSITIVE, Verdict.REVISION, Verdict.NEGATIVE)
VERDICT_WEIGHTS = (0.82, 0.12, 0.06)
WITHOUT_CERTIFICATE, LEFT_EARLY = 0.03, 0.12
VALID_DAYS = 3 * 365
UNREGISTERED = 0.1
FORMS: dict[tuple[StudyForm, ...], float] = {
    (StudyForm.IN_PERSON,): 0.3,
    (StudyForm.DISTANCE,): 0.25,
    (StudyForm.MIXED,): 0.2,
    (StudyForm.IN_PERSON, StudyForm.DISTANCE): 0.15,
    (StudyForm.DISTANCE, StudyForm.MIXED): 0.1,
}
# the competence that a program can require before it develops another one; required competences require none
FOUNDATIONS = {
    "FL/SCI": "FL/READ", "FL/FIN": "FL/MATH", "FL/GLOB": "FL/READ", "FL/CREA": "FL/READ", "TALIS/05": "CG/DIG",
    "TALIS/04": "CG/MET", "TALIS/12": "CG/MET", "01.001/A/01.6": "CG/MET", "01.001/A/02.6": "CG/PSY",
    "01.001/A/03.6": "CG/MET", "01.011/B/01.7": "CG/MAN", "01.011/B/03.7": "CG/MAN",
}  # fmt: skip
WITH_PREREQUISITE = 0.4
# the share of programs with a school subject besides those whose title names one
FOR_A_SUBJECT = 0.5


@dataclass(frozen=True)
class Version:
    """A version of a program with its days: made, concluded on, certified from, in the register from and until."""

    program: int
    number: int
    made: int
    verdict: Verdict
    concluded: int
    certified: int
    entered: int
    left: int


@dataclass(frozen=True)
class Programs:
    """All programs; `providers` are indices of organisations, `subjects` codes of school subjects.

    `prerequisites` are the competences that each program requires. It develops none of them.
    """

    titles: Sequence[str]
    subjects: Sequence[Sequence[str]]
    forms: Sequence[tuple[StudyForm, ...]]
    prerequisites: Sequence[Sequence[str]]
    themes: Sequence[Sequence[str]]
    competences: Sequence[Sequence[str]]
    providers: Sequence[int]
    hours: Sequence[int]
    network: Sequence[bool]
    versions: Sequence[Version]

    @cached_property
    def by_competence(self) -> dict[str, list[int]]:
        """The indices of programs by the competences that they develop."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, developed in enumerate(self.competences):
            for each in developed:
                found[each].append(place)
        return found

    @cached_property
    def versions_of(self) -> list[list[int]]:
        """The indices of the versions of each program, in the order of their making."""
        found: list[list[int]] = [[] for _ in self.hours]
        for place, each in enumerate(self.versions):
            found[each.program].append(place)
        return found


def design_programs(country: Country, ground: Ground, bodies: Bodies) -> Programs:
    """Draw the programs."""
    random, subjects = stream(country.seed, "programs"), Subjects(ground)
    offering = bodies.of_kinds(*PROVIDERS)
    weights = np.array([PROVIDERS[bodies.all[place].kind] for place in offering])
    themes, competences, providers, hours, network, versions = [], [], [], [], [], []
    for number in range(country.programs):
        about = subjects.some_themes(random)
        themes.append(about)
        competences.append(subjects.some_competences(random, about, most=4))
        providers.append(offering[int(random.choice(len(offering), p=weights / weights.sum()))])
        long = random.random() < RETRAINING
        choices = LONG_HOURS if long else HOURS
        hours.append(choices[int(random.integers(len(choices)))])
        network.append(bool(random.random() < NETWORKED))
        versions.extend(versions_of(random, country, number))
    titles, taught = titles_of(country, ground, themes)
    return Programs(
        titles, taught, forms_of(country), prerequisites_of(country, competences), themes, competences, providers,
        hours, network, versions,
    )  # fmt: skip


def titles_of(country: Country, ground: Ground, themes: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Draw the title and the school subjects of each program; a program is for the subject that its title names."""
    random = stream(country.seed, "program titles")
    codes = {each.name: each.code for each in ground.subjects}
    every, titles, subjects = sorted(codes.values()), [], []
    for about in themes:
        title, named = program_title(random, about[0])
        number = int(random.integers(1, 3)) if random.random() < FOR_A_SUBJECT else 0
        others = [every[each] for each in random.choice(len(every), number, replace=False).tolist()]
        titles.append(title)
        subjects.append([codes[named]] if named is not None else sorted(others))
    return titles, subjects


def forms_of(country: Country) -> list[tuple[StudyForm, ...]]:
    """Draw the forms of each program."""
    random, choices = stream(country.seed, "program forms"), list(FORMS)
    drawn = random.choice(len(choices), country.programs, p=tuple(FORMS.values()))
    return [choices[each] for each in drawn.tolist()]


def prerequisites_of(country: Country, competences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Draw the competences that each program requires: foundations of those that it develops."""
    random = stream(country.seed, "program prerequisites")
    required = []
    for developed in competences:
        needed = {FOUNDATIONS[each] for each in developed if each in FOUNDATIONS} - set(developed)
        required.append(sorted(needed) if random.random() < WITH_PREREQUISITE else [])
    return required


def versions_of(random: np.random.Generator, country: Country, program: int) -> list[Version]:
    """Draw one to three versions of a program, each about a year after the previous one."""
    today = number_of(country.today)
    made, found = int(random.integers(FIRST_VERSION, LAST_VERSION)), []
    for number in range(1, int(random.integers(1, 4)) + 1):
        if made > today - 120:
            break
        found.append(version_of(random, today, program, number, made))
        made += NEXT_VERSION + int(random.integers(0, 300))
    return found


def version_of(random: np.random.Generator, today: int, program: int, number: int, made: int) -> Version:
    """Draw one version and its stages up to the register entry, which depend on its verdict and on chance."""
    verdict = VERDICTS[int(random.choice(3, p=VERDICT_WEIGHTS))]
    concluded = made + int(random.integers(15, 60))
    certified = concluded + int(random.integers(5, 30)) if verdict is Verdict.POSITIVE else -1
    entered, left = -1, -1
    if certified >= 0 and random.random() >= UNREGISTERED:
        entered = certified + int(random.integers(1, 25))
        if random.random() < LEFT_EARLY:
            left = entered + int(random.integers(200, 900))
    if random.random() < WITHOUT_CERTIFICATE:
        certified, entered = -1, concluded + int(random.integers(1, 40))
    return Version(program, number, made, verdict, concluded, certified, entered, left if left < today else -1)


def version_code(country: Country, version: Version) -> str:
    """Return the business key of a version."""
    return country.code("PV", version_suffix(version))


def version_suffix(version: Version) -> str:
    """Return the part of business keys that identifies a version."""
    return f"{version.program + 1}-{version.number}"
