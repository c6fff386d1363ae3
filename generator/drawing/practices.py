"""Practices: authors, themes, quality and reviews."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.audiences import EVERY_SCHOOL, Audience, AudienceMaker
from generator.drawing.ground import Floats, Ground, Integers
from generator.drawing.organisations import Bodies
from generator.drawing.people import People
from generator.drawing.subjects import Subjects
from generator.drawing.titles import practice_title
from generator.record_making import Elements, Maker, day, number_of
from generator.streams import stream
from generator.wording import PROBLEMS, pick, practice_summary
from graph_model.kinds.competences import About, Addresses
from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.practices import AuthoredBy, Practice, Review, ReviewBy, ReviewOf
from graph_model.terms import EvidenceTier, Level, OrganisationKind, PracticeStage

AUTHORS = {
    OrganisationKind.SCHOOL: 0.60,
    OrganisationKind.KINDERGARTEN: 0.03,
    OrganisationKind.COLLEGE: 0.03,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: 0.10,
    OrganisationKind.REGIONAL_INSTITUTE: 0.07,
    OrganisationKind.CNPPM: 0.06,
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: 0.05,
    OrganisationKind.FEDERAL_CENTRE: 0.04,
    OrganisationKind.FEDERAL_COORDINATOR: 0.02,
}
REVIEWERS = (
    OrganisationKind.REGIONAL_INSTITUTE, OrganisationKind.CNPPM, OrganisationKind.FEDERAL_CENTRE,
    OrganisationKind.PROFESSIONAL_ASSOCIATION, OrganisationKind.PEDAGOGICAL_UNIVERSITY,
)  # fmt: skip
LEVELS = {
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: Level.MUNICIPAL,
    OrganisationKind.REGIONAL_INSTITUTE: Level.REGIONAL,
    OrganisationKind.CNPPM: Level.REGIONAL,
}
SPREAD_OF_QUALITY, BEST_QUALITY = 0.45, 2.0
EARLIEST = 16_800
# practices with a special role in tests and examples; indices count from zero
FAMOUS, CYCLIC, WITHOUT_ADOPTION, ROOT_ALONE = 0, 2, 3, 4
FAMOUS_REVIEWS = 3
FAMOUS_QUALITY = 2.0
FAMOUS_THEMES = ("TH01", "TH05")
TIERS = (EvidenceTier.NONE, EvidenceTier.RATIONALE, EvidenceTier.PROMISING, EvidenceTier.MODERATE, EvidenceTier.STRONG)
UNREVIEWED_IN_BANK = 0.03


@dataclass(frozen=True)
class Practices:
    """All practices; `authors` are indices of organisations. `quality` is the true quality, absent from records."""

    themes: Sequence[Sequence[str]]
    competences: Sequence[Sequence[str]]
    authors: Integers
    quality: Floats
    published: Integers
    audiences: Sequence[Audience]


def code_of(country: Country, place: int) -> str:
    """Return the business key of a practice."""
    return country.code("PR", place + 1)


def think_up(country: Country, ground: Ground, bodies: Bodies) -> Practices:
    """Draw the practices."""
    random, subjects = stream(country.seed, "practices"), Subjects(ground)
    today, count = number_of(country.today), country.practices
    themes = [subjects.some_themes(random) for _ in range(count)]
    themes[FAMOUS] = [theme for theme in FAMOUS_THEMES if theme in subjects.themes]
    competences = [subjects.some_competences(random, about) for about in themes]
    quality = np.minimum(np.exp(random.normal(0, SPREAD_OF_QUALITY, count)), BEST_QUALITY)
    published = random.integers(EARLIEST, today - 200, count)
    published[FAMOUS] = EARLIEST + 400
    quality[FAMOUS] = FAMOUS_QUALITY
    authors = authors_of(random, bodies, count)
    maker = AudienceMaker(country, ground, "practice audiences")
    audiences = [
        maker.audience(bodies.all[author].kind, about) for author, about in zip(authors.tolist(), themes, strict=True)
    ]
    audiences[FAMOUS] = audiences[CYCLIC] = EVERY_SCHOOL
    return Practices(themes, competences, authors, quality, published, audiences)


def authors_of(random: np.random.Generator, bodies: Bodies, count: int) -> Integers:
    """Draw an author for each practice: its kind, then one of the kind; the famous practice is of a school."""
    kinds = [kind for kind in AUTHORS if bodies.by_kind.get(kind)]
    weights = np.array([AUTHORS[kind] for kind in kinds])
    drawn = random.choice(len(kinds), count, p=weights / weights.sum()).tolist()
    pools = [bodies.by_kind[kind] for kind in kinds]
    authors = [pools[each][int(random.integers(len(pools[each])))] for each in drawn]
    schools = bodies.by_kind[OrganisationKind.SCHOOL]
    first_region = bodies.all[schools[0]].region
    biggest = max((place for place in schools if bodies.all[place].region == first_region),
                  key=lambda place: bodies.all[place].teachers)  # fmt: skip
    authors[FAMOUS] = biggest
    return np.array(authors, dtype=np.int64)


def practice_records(
    country: Country, ground: Ground, bodies: Bodies, people: People, practices: Practices, start: int, stop: int
) -> Elements:
    """Yield the practices from `start` to `stop` with authors, subjects and reviews."""
    maker, random = Maker(country.source_id), stream(country.seed, "practice records", start)
    subjects = {each.code: each.name for each in ground.subjects}
    reviewers = bodies.of_kinds(*REVIEWERS)
    for place in range(start, stop):
        code, theme = code_of(country, place), practices.themes[place][0]
        reviews = int(random.poisson(0.6 * practices.quality[place]))
        stage = stage_of(random, reviews)
        if place == FAMOUS:
            reviews, stage = FAMOUS_REVIEWS, PracticeStage.IN_BANK
        yield maker.node(
            Practice,
            code=code,
            title=practice_title(random, theme, practices.audiences[place], subjects),
            summary=practice_summary(random, theme),
            problem=pick(random, PROBLEMS),
            stage=stage,
            evidence=tier_of(random, float(practices.quality[place]), stage),
            published_on=day(int(practices.published[place])),
            **described(country, place, practices.audiences[place]),
        )
        yield from ties(maker, random, bodies, people, practices, place, f"Practice:{code}")
        for number in range(1, reviews + 1):
            yield from review(country, maker, random, bodies, reviewers, practices, place, number, stage)


def described(country: Country, place: int, audience: Audience) -> dict[str, object]:
    """Return the declared audience of a practice, and the addresses of its materials, as values of its record."""
    address = f"https://practices.example.org/{code_of(country, place)}"
    values: dict[str, object] = {"address": address, "materials": (f"{address}/materials",)}
    if audience.declared:
        values |= {
            "audience_kinds": audience.kinds,
            "audience_levels": tuple(dict.fromkeys(LEVELS.get(kind, Level.LOCAL) for kind in audience.kinds)),
            "audience_stages": audience.stages,
            "audience_contexts": audience.contexts,
            "resources_needed": audience.resources,
        }
    return values


def ties(
    maker: Maker, random: np.random.Generator, bodies: Bodies, people: People, practices: Practices, place: int,
    practice: str,
) -> Elements:  # fmt: skip
    """Yield authors, themes and competences of a practice."""
    author = int(practices.authors[place])
    yield maker.link(practice, AuthoredBy, bodies.all[author].id)
    staff = people.at(author)
    number = 2 if place == FAMOUS else int(random.integers(0, 3))
    for person in random.choice(staff, min(number, len(staff)), replace=False).tolist():
        yield maker.link(practice, AuthoredBy, people.id(person))
    for theme in practices.themes[place]:
        yield maker.link(practice, About, f"Theme:{theme}")
    for competence in practices.competences[place]:
        yield maker.link(practice, Addresses, f"Competence:{competence}")


def stage_of(random: np.random.Generator, reviews: int) -> PracticeStage:
    """Draw the stage of a practice; with few exceptions, only reviewed practices are in the bank."""
    if reviews:
        return PracticeStage.IN_BANK if random.random() < 0.6 else PracticeStage.PROVEN
    if random.random() < UNREVIEWED_IN_BANK:
        return PracticeStage.IN_BANK
    return PracticeStage.PILOT if random.random() < 0.7 else PracticeStage.IDEA


def tier_of(random: np.random.Generator, quality: float, stage: PracticeStage) -> EvidenceTier:
    """Draw the tier of evidence: higher for good practices and for late stages."""
    far = stage in (PracticeStage.PROVEN, PracticeStage.IN_BANK)
    return TIERS[int(np.clip(round(1.2 * quality + far + random.normal(-0.3, 0.7)), 0, 4))]


def review(
    country: Country, maker: Maker, random: np.random.Generator, bodies: Bodies, reviewers: Sequence[int],
    practices: Practices, place: int, number: int, stage: PracticeStage,
) -> Elements:  # fmt: skip
    """Yield one review; the first review of a practice of a late stage is positive."""
    far = number == 1 and stage in (PracticeStage.PROVEN, PracticeStage.IN_BANK)
    verdict = Verdict.POSITIVE if far or random.random() < 0.6 else Verdict.REVISION
    code = country.code("RV", f"{place + 1}-{number}")
    on = int(practices.published[place]) + int(random.integers(30, 700))
    on = min(on, number_of(country.today) - 1)
    summary = "Рекомендована к распространению." if verdict is Verdict.POSITIVE else "Нужна доработка материалов."
    yield maker.node(Review, code=code, verdict=verdict, reviewed_on=day(on), summary=summary)
    yield maker.link(f"Review:{code}", ReviewOf, f"Practice:{code_of(country, place)}")
    yield maker.link(f"Review:{code}", ReviewBy, bodies.all[reviewers[int(random.integers(len(reviewers)))]].id)
