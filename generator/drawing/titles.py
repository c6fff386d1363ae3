"""Titles of practices, which agree with their themes, audiences and school subjects."""

from collections.abc import Mapping

import numpy as np

from generator.drawing.audiences import Audience
from generator.wording import (
    FORMS,
    GENITIVE,
    PLACES,
    PLACES_OF_CONTEXTS,
    PLACES_OF_SCHOOLS,
    PLACES_OF_STAGES,
    THEME_FORMS,
    pick,
    theme_words,
)
from graph_model.terms import OrganisationKind


def practice_title(random: np.random.Generator, theme: str, audience: Audience, subjects: Mapping[str, str]) -> str:
    """Return the title of a practice about a theme, which agrees with its audience and its school subjects.

    `subjects` holds the names of school subjects by code.
    """
    form = pick(random, THEME_FORMS.get(theme, FORMS))
    return f"{form} {theme_words(theme)} {place_of(random, audience, subjects)}"


def place_of(random: np.random.Generator, audience: Audience, subjects: Mapping[str, str]) -> str:
    """Return where a practice is used: the most special part of its audience."""
    if audience.contexts:
        return PLACES_OF_CONTEXTS[audience.contexts[0]]
    if audience.subjects:
        name = subjects[audience.subjects[0]]
        return f"на уроках {GENITIVE[name]}" if name in GENITIVE else f"на материале предмета «{name}»"
    if OrganisationKind.COLLEGE in audience.kinds and OrganisationKind.SCHOOL not in audience.kinds:
        return "в колледже"
    if OrganisationKind.MUNICIPAL_METHOD_SERVICE in audience.kinds and OrganisationKind.SCHOOL not in audience.kinds:
        return "в методической службе"
    if len(audience.stages) == 1:
        return PLACES_OF_STAGES[audience.stages[0]]
    return pick(random, PLACES_OF_SCHOOLS if audience.kinds == (OrganisationKind.SCHOOL,) else PLACES)
