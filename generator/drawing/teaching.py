"""School subjects that teachers teach: several at the primary level, one or two above it."""

from collections.abc import Iterator, Sequence

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.people import People
from generator.streams import stream

# the number of people that one random stream draws
CHUNK = 50_000
PRIMARY_TEACHERS = 0.27
PRIMARY_SUBJECTS = ("RUS", "LITR", "MAT", "WLD")
SUBJECT_WEIGHTS = {
    "RUS": 12, "LIT": 3, "MAT": 10, "ALG": 3, "GEO": 2, "INF": 5, "FLG": 13, "HIS": 6, "SOC": 3, "GGR": 4, "PHY": 5,
    "CHE": 4, "BIO": 5, "TEC": 6, "PE": 8, "ART": 3, "MUS": 3, "OBZ": 2, "NAT": 2, "PRJ": 0.5,
}  # fmt: skip
SECOND_SUBJECT = 0.3


def taught_subjects(
    country: Country, ground: Ground, people: People, start: int
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each teacher among the `CHUNK` people from `start`, a multiple of `CHUNK`, with the codes of subjects."""
    random, stop = stream(country.seed, "person records", start), min(start + CHUNK, len(people))
    known = {each.code for each in ground.subjects}
    codes = [code for code in SUBJECT_WEIGHTS if code in known]
    weights = np.array([SUBJECT_WEIGHTS[code] for code in codes], dtype=np.float64)
    teachers = [place for place in range(start, stop) if people.position[place] == "teacher"]
    first = random.choice(len(codes), len(teachers), p=weights / weights.sum())
    second = random.choice(len(codes), len(teachers), p=weights / weights.sum())
    draws = random.random((len(teachers), 2))
    rows = zip(teachers, first.tolist(), second.tolist(), draws.tolist(), strict=True)
    for place, one, other, (primary, two) in rows:
        if primary < PRIMARY_TEACHERS:
            yield place, PRIMARY_SUBJECTS
        else:
            yield place, [codes[one], codes[other]] if two < SECOND_SUBJECT and other != one else [codes[one]]


def subjects_of_people(country: Country, ground: Ground, people: People, wanted: set[int]) -> dict[int, Sequence[str]]:
    """Return the codes of the subjects of each wanted person who teaches a subject."""
    starts = range(0, len(people), CHUNK)
    rows = (row for start in starts for row in taught_subjects(country, ground, people, start))
    return {place: codes for place, codes in rows if place in wanted}
