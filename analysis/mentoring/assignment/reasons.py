"""The reasons why an assignment leaves a teacher without a mentor, in Russian and English."""

from __future__ import annotations

from enum import Enum

from analysis.answers import Wording


class WithoutMentor(Enum):
    """A reason why a teacher has no mentor in an assignment."""

    NO_MENTOR_OF_SUBJECT = "NO_MENTOR_OF_SUBJECT"
    LOCATION_UNKNOWN = "LOCATION_UNKNOWN"
    TOO_FAR = "TOO_FAR"
    NO_FREE_PLACES = "NO_FREE_PLACES"
    PLACES_UNKNOWN = "PLACES_UNKNOWN"
    PLACES_TAKEN = "PLACES_TAKEN"


def text_of(reason: WithoutMentor, most_km: float) -> Wording:
    """Return a reason as a sentence."""
    km = f"{most_km:g}".replace(".", ",")
    return {
        WithoutMentor.NO_MENTOR_OF_SUBJECT: Wording(
            "В субъекте нет работающего наставника, который преподаёт предмет педагога.",
            "No working mentor of the region teaches a subject of the teacher.",
        ),
        WithoutMentor.LOCATION_UNKNOWN: Wording(
            "Место работы педагога неизвестно, поэтому расстояние до наставников не определить.",
            "The workplace of the teacher is unknown, so the distance from mentors is unknown.",
        ),
        WithoutMentor.TOO_FAR: Wording(
            f"В пределах {km} км нет наставника, который преподаёт предмет педагога.",
            f"No mentor who teaches a subject of the teacher is known to work within {most_km:g} km.",
        ),
        WithoutMentor.NO_FREE_PLACES: Wording(
            f"У всех наставников по предмету педагога в пределах {km} км уже нет свободных мест.",
            f"All mentors who teach a subject of the teacher within {most_km:g} km have no free place already.",
        ),
        WithoutMentor.PLACES_UNKNOWN: Wording(
            f"У наставников по предмету педагога в пределах {km} км нет известных свободных мест: часть не сообщила, "
            "сколько наставляемых может вести.",
            f"No mentor of the subject within {most_km:g} km is known to have a free place: some do not report how "
            "many mentees they can support.",
        ),
        WithoutMentor.PLACES_TAKEN: Wording(
            f"Свободные места наставников по предмету педагога в пределах {km} км распределены другим педагогам.",
            f"The free places of the mentors of the subject within {most_km:g} km are assigned to other teachers.",
        ),
    }[reason]
