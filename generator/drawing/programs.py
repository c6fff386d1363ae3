"""Training programs: versions, expert conclusions, certificates, register entries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.audiences import AudienceMaker
from generator.drawing.ground import Ground
from generator.drawing.groups import Groups
from generator.drawing.organisations import Bodies
from generator.drawing.people import People
from generator.drawing.subjects import Subjects
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from generator.wording import program_title
from graph_model.kinds.competences import About, Develops
from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.programs import (
    BasedOn,
    Certificate,
    ConclusionOn,
    EnteredUnder,
    EntryFor,
    ExpertConclusion,
    HasVersion,
    OfferedBy,
    Program,
    ProgramVersion,
    RegisterEntry,
    ReviewedBy,
    SignedBy,
)
from graph_model.terms import OrganisationKind, ProgramForm, ProgramKind, RemovalReason

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
ONE_EXPERT, WITHOUT_CERTIFICATE, LEFT_EARLY, OWN_EXPERT = 0.04, 0.03, 0.12, 0.02
VALID_DAYS = 3 * 365
APPLIED_AFTER = 5
REMOVAL_NOTES = {
    RemovalReason.REPLACED: "В реестр включена новая версия программы.",
    RemovalReason.CERTIFICATE_EXPIRED: "Сертификат не продлён в срок.",
    RemovalReason.PROVIDER_REQUEST: "Организация прекратила обучение по программе.",
    RemovalReason.REQUIREMENTS_NOT_MET: "Выявлены несоответствия требованиям к содержанию.",
}
UNREGISTERED = 0.1


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
    """All programs; `providers` are indices of organisations."""

    themes: Sequence[Sequence[str]]
    competences: Sequence[Sequence[str]]
    providers: Sequence[int]
    hours: Sequence[int]
    network: Sequence[bool]
    versions: Sequence[Version]
    subjects: Sequence[Sequence[str]]

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
    maker = AudienceMaker(country, ground, "program subjects")
    taught = [[each.code for each in maker.some_subjects()] for _ in range(country.programs)]
    return Programs(themes, competences, providers, hours, network, versions, taught)


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


def program_records(
    country: Country, ground: Ground, bodies: Bodies, people: People, groups: Groups, programs: Programs,
    forms: Sequence[ProgramForm],
) -> Elements:  # fmt: skip
    """Yield programs, their versions, and the conclusions, certificates and register entries of the versions."""
    maker, random = Maker(country.source_id), stream(country.seed, "program records")
    names = {each.code: each.name for each in ground.subjects}
    for place, hours in enumerate(programs.hours):
        program = f"Program:{country.code('PG', place + 1)}"
        kind = ProgramKind.PROFESSIONAL_RETRAINING if hours >= LONG_HOURS[0] else ProgramKind.QUALIFICATION_UPGRADE
        title = program_title(random, programs.themes[place][0], [names[each] for each in programs.subjects[place]])
        code = country.code("PG", place + 1)
        yield maker.node(
            Program, code=code, title=title, kind=kind, hours=hours, network=programs.network[place], form=forms[place]
        )
        yield maker.link(program, OfferedBy, bodies.all[programs.providers[place]].id)
        for theme in programs.themes[place]:
            yield maker.link(program, About, f"Theme:{theme}")
        for competence in programs.competences[place]:
            yield maker.link(program, Develops, f"Competence:{competence}")
    choosing = ExpertChooser(bodies, people, groups)
    for version in programs.versions:
        yield from version_records(country, maker, random, choosing, programs, version)


def removal_reason(programs: Programs, version: Version) -> RemovalReason | None:
    """Return the reason why a version left the register, None if it did not."""
    if version.left < 0:
        return None
    later = [programs.versions[each] for each in programs.versions_of[version.program]]
    if any(each.number > version.number and 0 <= each.entered <= version.left for each in later):
        return RemovalReason.REPLACED
    if version.certified >= 0 and version.left > version.certified + VALID_DAYS:
        return RemovalReason.CERTIFICATE_EXPIRED
    return RemovalReason.PROVIDER_REQUEST if version.left % 3 else RemovalReason.REQUIREMENTS_NOT_MET


class ExpertChooser:
    """A generator of reviewers: experts of one group, mostly of other organisations than the provider."""

    def __init__(self, bodies: Bodies, people: People, groups: Groups) -> None:
        self.bodies, self.people, self.groups = bodies, people, groups

    def choose(self, random: np.random.Generator, provider: int) -> tuple[str | None, list[str]]:
        """Draw a group of experts. Return its code and the ids of the members who sign."""
        if not self.groups.codes:
            return None, []
        group = int(random.integers(len(self.groups.codes)))
        able = self.groups.members[group]
        if random.random() >= OWN_EXPERT:
            able = able[self.people.home[able] != provider]
        number = 1 if random.random() < ONE_EXPERT else int(random.integers(2, 4))
        chosen = random.choice(able, min(number, len(able)), replace=False)
        return self.groups.codes[group], [self.people.id(each) for each in chosen.tolist()]


def version_code(country: Country, version: Version) -> str:
    """Return the business key of a version."""
    return country.code("PV", f"{version.program + 1}-{version.number}")


def version_records(
    country: Country, maker: Maker, random: np.random.Generator, choosing: ExpertChooser, programs: Programs,
    version: Version,
) -> Elements:  # fmt: skip
    """Yield one version with its conclusion, certificate and entry."""
    code = version_code(country, version)
    suffix = f"{version.program + 1}-{version.number}"
    node, today = f"ProgramVersion:{code}", number_of(country.today)
    program = f"Program:{country.code('PG', version.program + 1)}"
    applied = day(version.made + min(APPLIED_AFTER, version.concluded - version.made - 1))
    yield maker.node(ProgramVersion, code=code, number=version.number, made_on=day(version.made), applied_on=applied)
    yield maker.link(program, HasVersion, node)
    conclusion = country.code("EC", suffix)
    if version.concluded <= today:
        yield maker.node(
            ExpertConclusion, code=conclusion, verdict=version.verdict, concluded_on=day(version.concluded)
        )
        yield maker.link(f"ExpertConclusion:{conclusion}", ConclusionOn, node)
        group, experts = choosing.choose(random, programs.providers[version.program])
        for expert in experts:
            yield maker.link(f"ExpertConclusion:{conclusion}", SignedBy, expert)
        if group is not None:
            yield maker.link(f"ExpertConclusion:{conclusion}", ReviewedBy, f"ExpertGroup:{group}")
    certificate = country.code("CE", suffix)
    if 0 <= version.certified <= today:
        ends = day(version.certified + VALID_DAYS)
        yield maker.node(Certificate, code=certificate, valid_from=day(version.certified), valid_to=ends)
        yield maker.link(f"Certificate:{certificate}", BasedOn, f"ExpertConclusion:{conclusion}")
    if 0 <= version.entered <= today:
        entry = country.code("RE", suffix)
        left = day_or_none(version.left)
        reason = removal_reason(programs, version)
        yield maker.node(
            RegisterEntry, code=entry, entered_on=day(version.entered), left_on=left, removal_reason=reason,
            removal_note=None if reason is None else REMOVAL_NOTES[reason],
        )  # fmt: skip
        yield maker.link(f"RegisterEntry:{entry}", EntryFor, node)
        if version.certified >= 0:
            yield maker.link(f"RegisterEntry:{entry}", EnteredUnder, f"Certificate:{certificate}")
