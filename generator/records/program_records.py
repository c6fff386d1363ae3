"""Records of programs, their versions, and the conclusions, certificates and register entries of versions."""

from generator.country import Country
from generator.drawing.certification import NOTES, Certification
from generator.drawing.organisations import Bodies
from generator.drawing.people import People
from generator.drawing.programs import LONG_HOURS, VALID_DAYS, Programs, Version, version_code, version_suffix
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from graph_model.kinds.competences import About, Develops, ForSubject, Requires
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
from graph_model.terms import ProgramKind


def program_records(
    country: Country, bodies: Bodies, people: People, programs: Programs, certification: Certification
) -> Elements:
    """Yield the programs with all records of their versions."""
    maker = Maker(country.source_id)
    for place in range(len(programs.hours)):
        yield from one_program(country, maker, bodies, programs, place)
    for place in range(len(programs.versions)):
        yield from version_records(country, maker, people, programs, certification, place)


def one_program(country: Country, maker: Maker, bodies: Bodies, programs: Programs, place: int) -> Elements:
    """Yield a program with its relations to organisations and catalogues."""
    code, hours = country.code("PG", place + 1), programs.hours[place]
    program = f"Program:{code}"
    kind = ProgramKind.PROFESSIONAL_RETRAINING if hours >= LONG_HOURS[0] else ProgramKind.QUALIFICATION_UPGRADE
    yield maker.node(
        Program, code=code, title=programs.titles[place], kind=kind, hours=hours, network=programs.network[place],
        forms=programs.forms[place],
    )  # fmt: skip
    yield maker.link(program, OfferedBy, bodies.all[programs.providers[place]].id)
    for theme in programs.themes[place]:
        yield maker.link(program, About, f"Theme:{theme}")
    for competence in programs.competences[place]:
        yield maker.link(program, Develops, f"Competence:{competence}")
    for competence in programs.prerequisites[place]:
        yield maker.link(program, Requires, f"Competence:{competence}")
    for subject in programs.subjects[place]:
        yield maker.link(program, ForSubject, f"SubjectArea:{subject}")


def version_records(
    country: Country, maker: Maker, people: People, programs: Programs, certification: Certification, place: int
) -> Elements:
    """Yield one version with its conclusion, certificate and entry."""
    version = programs.versions[place]
    code = version_code(country, version)
    yield maker.node(
        ProgramVersion, code=code, number=version.number, made_on=day(version.made),
        applied_on=day(certification.applied[place]),
    )  # fmt: skip
    yield maker.link(f"Program:{country.code('PG', version.program + 1)}", HasVersion, f"ProgramVersion:{code}")
    if version.concluded <= number_of(country.today):
        yield from conclusion_records(country, maker, people, certification, version, place)
    yield from register_records(country, maker, certification, version, place)


def conclusion_records(
    country: Country, maker: Maker, people: People, certification: Certification, version: Version, place: int
) -> Elements:
    """Yield the conclusion on a version, with the experts who signed it."""
    code = country.code("EC", version_suffix(version))
    conclusion = f"ExpertConclusion:{code}"
    yield maker.node(ExpertConclusion, code=code, verdict=version.verdict, concluded_on=day(version.concluded))
    yield maker.link(conclusion, ConclusionOn, f"ProgramVersion:{version_code(country, version)}")
    for expert in certification.experts[place]:
        yield maker.link(conclusion, SignedBy, people.id(expert))
    group = certification.groups[place]
    if group is not None:
        yield maker.link(conclusion, ReviewedBy, f"ExpertGroup:{group}")


def register_records(
    country: Country, maker: Maker, certification: Certification, version: Version, place: int
) -> Elements:
    """Yield the certificate and the register entry of a version."""
    suffix, today = version_suffix(version), number_of(country.today)
    certificate, entry = country.code("CE", suffix), country.code("RE", suffix)
    if 0 <= version.certified <= today:
        ends = day(version.certified + VALID_DAYS)
        yield maker.node(Certificate, code=certificate, valid_from=day(version.certified), valid_to=ends)
        yield maker.link(f"Certificate:{certificate}", BasedOn, f"ExpertConclusion:{country.code('EC', suffix)}")
    if 0 <= version.entered <= today:
        reason = certification.reasons[place]
        yield maker.node(
            RegisterEntry, code=entry, entered_on=day(version.entered), left_on=day_or_none(version.left),
            removal_reason=reason, removal_note=NOTES[reason] if reason is not None else None,
        )  # fmt: skip
        yield maker.link(f"RegisterEntry:{entry}", EntryFor, f"ProgramVersion:{version_code(country, version)}")
        if version.certified >= 0:
            yield maker.link(f"RegisterEntry:{entry}", EnteredUnder, f"Certificate:{certificate}")
