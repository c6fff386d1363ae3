"""Records of adoptions: declared sources, adaptations, reach and outcomes."""

import numpy as np

from generator.country import Country
from generator.drawing.declared_sources import Declarations
from generator.drawing.effects import BETWEEN_PLACES, OUTCOMES, OUTCOMES_OF_PRACTICE, TrueEffects, outcomes_of
from generator.drawing.organisations import Bodies
from generator.drawing.practices import code_of
from generator.drawing.spread import Spread
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from graph_model.kinds.adoptions import (
    Achieved,
    Adaptation,
    AdaptedIn,
    AdoptedBy,
    Adoption,
    AdoptionOf,
    Effect,
    LearnedFrom,
    LearnedThrough,
    LearningSource,
    Reach,
    ReachedBy,
)
from graph_model.terms import AdaptationKind, AdaptationReason, AdoptionStage, LearningCertainty, Provenance

CHUNK = 40_000
ADAPTED, MEASURED_REACH, MEASURED_EFFECT = 0.30, 0.35, 0.33
UNREPORTED = 0.02
REPORTING_DAYS = 60
# days after the start until the next stage, on average
STAGES = ((60, AdoptionStage.EXPLORATION), (210, AdoptionStage.INSTALLATION), (520, AdoptionStage.INITIAL))
LEVEL, BEYOND = 0.95, 1.96
NOTES = (
    "Сокращено число занятий.", "Добавлены задания на местном материале.", "Занятия ведут два педагога.",
    "Материалы переведены на родной язык.", "Практика объединена с программой наставничества.",
)  # fmt: skip
KINDS, REASONS = tuple(AdaptationKind), tuple(AdaptationReason)


def adoption_code(country: Country, place: int) -> str:
    """Return the business key of an adoption."""
    return country.code("AD", place + 1)


def adoption_records(
    country: Country, spread: Spread, declarations: Declarations, bodies: Bodies, start: int, stop: int
) -> Elements:
    """Yield the adoptions from `start` to `stop` with their practices, organisations and declared sources."""
    maker, random = Maker(country.source_id), stream(country.seed, "adoption records", start)
    today = number_of(country.today)
    pace = np.exp(random.normal(0, 0.35, stop - start)).tolist()
    lags = random.exponential(REPORTING_DAYS, stop - start).tolist()
    unreported = (random.random(stop - start) < UNREPORTED).tolist()
    columns = (spread.practice, spread.organisation, spread.on, spread.ended)
    rows = zip(*(each[start:stop].tolist() for each in columns), strict=True)
    for place, (practice, organisation, on, ended) in enumerate(rows, start):
        code, at = adoption_code(country, place), place - start
        reported = on + int(lags[at])
        yield maker.node(
            Adoption,
            code=code,
            started_on=None if declarations.undated[place] else day(on),
            reported_on=day(reported) if reported <= today and not unreported[at] else None,
            ended_on=day_or_none(ended),
            stage=AdoptionStage.ABANDONED if ended >= 0 else stage_after(today - on, pace[at]),
            provenance=declarations.provenance[place],
        )
        yield maker.link(f"Adoption:{code}", AdoptionOf, f"Practice:{code_of(country, practice)}")
        yield maker.link(f"Adoption:{code}", AdoptedBy, bodies.all[organisation].id)
        if declarations.provenance[place] is not Provenance.OWN:
            yield from source_records(country, maker, declarations, place)


def stage_after(days: int, pace: float) -> AdoptionStage:
    """Return the stage of an adoption after a number of days."""
    for needed, stage in STAGES:
        if days < needed * pace:
            return stage
    return AdoptionStage.FULL


def source_records(country: Country, maker: Maker, declarations: Declarations, place: int) -> Elements:
    """Yield the source that an adopter declares, without the named adoption, which may not exist yet."""
    code = country.code("LS", place + 1)
    basis = declarations.basis[place]
    certainty = LearningCertainty.UNKNOWN if basis is None else LearningCertainty.DECLARED
    yield maker.node(LearningSource, code=code, certainty=certainty, basis=basis)
    yield maker.link(f"Adoption:{adoption_code(country, place)}", LearnedThrough, f"LearningSource:{code}")


def naming_records(country: Country, declarations: Declarations) -> Elements:
    """Yield the links from declared sources to the adoptions that they name."""
    maker = Maker(country.source_id)
    for place in np.flatnonzero(declarations.named >= 0).tolist():
        named = adoption_code(country, int(declarations.named[place]))
        yield maker.link(f"LearningSource:{country.code('LS', place + 1)}", LearnedFrom, f"Adoption:{named}")


def outcome_records(
    country: Country, spread: Spread, effects: TrueEffects, bodies: Bodies, start: int, stop: int
) -> Elements:
    """Yield adaptations, reach and effects of some of the adoptions from `start` to `stop`."""
    maker, random = Maker(country.source_id), stream(country.seed, "outcome records", start)
    draws = random.random((stop - start, 3)).tolist()
    for place, (adapts, reaches, achieves) in enumerate(draws, start):
        code = adoption_code(country, place)
        suffix = place + 1
        if adapts < ADAPTED:
            yield adaptation(maker, random, country.code("AP", suffix))
            yield maker.link(f"Adoption:{code}", AdaptedIn, f"Adaptation:{country.code('AP', suffix)}")
        measured = measured_on(country, spread, random, place)
        if measured is None:
            continue
        if reaches < MEASURED_REACH:
            organisation = bodies.all[int(spread.organisation[place])]
            share = round(float(random.beta(2, 3)), 3)
            people = max(1, round(share * (organisation.pupils or 40)))
            yield maker.node(
                Reach, code=country.code("RC", suffix), measured_on=day(measured), people=people, share=share
            )
            yield maker.link(f"Adoption:{code}", ReachedBy, f"Reach:{country.code('RC', suffix)}")
        if achieves < MEASURED_EFFECT:
            yield effect(maker, random, country.code("EF", suffix), effects, place, measured)
            yield maker.link(f"Adoption:{code}", Achieved, f"Effect:{country.code('EF', suffix)}")


def measured_on(country: Country, spread: Spread, random: np.random.Generator, place: int) -> int | None:
    """Return the day on which reach and effect were measured; None if it is not in the past."""
    on = int(spread.on[place]) + int(random.integers(150, 500))
    return on if on < number_of(country.today) else None


def adaptation(maker: Maker, random: np.random.Generator, code: str) -> Adaptation:
    """Return an adaptation."""
    return maker.node(
        Adaptation,
        code=code,
        kind=KINDS[int(random.integers(len(KINDS)))],
        reason=REASONS[int(random.integers(len(REASONS)))],
        planned=bool(random.random() < 0.6),
        keeps_core=bool(random.random() < 0.85),
        note=NOTES[int(random.integers(len(NOTES)))],
    )


def effect(
    maker: Maker, random: np.random.Generator, code: str, effects: TrueEffects, place: int, measured: int
) -> Effect:
    """Return the effect of an adoption on one of the outcomes of its practice, measured with an error."""
    outcome = outcomes_of(int(effects.practice[place]))[int(random.integers(OUTCOMES_OF_PRACTICE))]
    true = float(effects.expected[place]) + OUTCOMES[outcome] + float(random.normal(0, BETWEEN_PLACES))
    participants = int(random.integers(24, 400))
    error = 2 / np.sqrt(participants)
    size = float(random.normal(true, error))
    return maker.node(
        Effect,
        code=code,
        outcome=outcome,
        measured_on=day(measured),
        size=round(size, 3),
        low=round(size - BEYOND * float(error), 3),
        high=round(size + BEYOND * float(error), 3),
        level=LEVEL,
        participants=participants,
    )
