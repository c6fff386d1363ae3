"""The arguments and the function of partner suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.models.numbers import Integers
from analysis.partners.country import PartnerCountry
from analysis.partners.goal import Goal, goal_of_practice, goal_of_topic
from analysis.partners.ranking import PartnerRanking, PartnerRequest
from analysis.partners.stored_model import scorer_of
from analysis.partners.suggestions import chosen_partners, explained, nodes_of, suggestions_of
from analysis.ties.content import Topics
from analysis.vocabulary import PartnerPreset
from resolvers.compiling.computed_field import ArgumentValues, Steps
from resolvers.fields.country_links.arrays import named_records
from resolvers.fields.days import today
from resolvers.fields.partner_suggestions.country import country_on
from resolvers.fields.partner_suggestions.result import SuggestedPartners, suggested_partners
from resolvers.fields.partner_suggestions.rows import AskerRow
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_SUGGESTIONS, MOST_SUGGESTIONS = 10, 100
GOALS = ("theme", "competence", "practice")


@dataclass(frozen=True)
class PartnerSuggestionsArguments:
    """The number of suggestions, the preset, the diversity, and the goal (its kind and its code)."""

    first: int
    preset: PartnerPreset
    diversity: float
    goal: tuple[str, str] | None


def validated(given: ArgumentValues) -> PartnerSuggestionsArguments:
    """Validate and return the arguments. Raises a `RequestError` for values outside the limits."""
    diversity = given.get("diversity")
    return PartnerSuggestionsArguments(
        first=limited("first", given.get("first"), DEFAULT_SUGGESTIONS, MOST_SUGGESTIONS),
        preset=PartnerPreset[given.get("preset") or PartnerPreset.BALANCED],
        diversity=share_of("diversity", 0.0 if diversity is None else float(diversity)),
        goal=goal_in(given.get("goal") or {}),
    )


def share_of(name: str, value: float) -> float:
    """Return a value from 0 to 1. Raises a `RequestError` for other values."""
    if not 0.0 <= value <= 1.0:
        raise bad_input(f"{name} is {value}. Give a number from 0 to 1.")
    return value


def goal_in(given: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the goal and its code. Raises a `RequestError` if there are several."""
    found = [(each, str(given[each])) for each in GOALS if given.get(each) is not None]
    if len(found) > 1:
        raise bad_input(f"goal has {' and '.join(name for name, _ in found)}. Give one of them.")
    return found[0] if found else None


def partner_suggestions(arguments: PartnerSuggestionsArguments, rows: list[AskerRow]) -> Steps[SuggestedPartners]:
    """Return the suggestions for the organisation with the field, as of today."""
    (row,) = rows
    country = yield from country_on(today())
    scorer, notes = scorer_of(row.model, arguments.preset, arguments.diversity)
    chosen = chosen_partners(PartnerRanking(country, scorer, request_of(arguments, row, country)))
    found = explained(chosen)
    ids = yield from named_records(nodes_of(chosen, found))
    return suggested_partners(row.id, suggestions_of(chosen, found, ids, notes))


def request_of(arguments: PartnerSuggestionsArguments, row: AskerRow, country: PartnerCountry) -> PartnerRequest:
    """Return the request for the analysis. Raises a `RequestError` if the goal does not exist."""
    numbers, allowed = country.links.organisations.numbers, None
    if row.matching is not None:
        allowed = np.zeros(len(numbers), dtype=np.bool_)
        allowed[indices(row.matching, numbers)] = True
    return PartnerRequest(
        asker=numbers[row.id],
        first=arguments.first,
        preset=arguments.preset,
        goal=None if arguments.goal is None else goal_of(*arguments.goal, row, country),
        diversity=arguments.diversity,
        allowed=allowed,
        lacking={each.function: indices(each.performers, numbers) for each in row.lacking}
        if row.functions_assigned
        else None,
    )


def indices(ids: list[str], numbers: Mapping[str, int]) -> Integers:
    """Return the indices of organisations."""
    return np.array([numbers[each] for each in ids], dtype=np.int64)


def goal_of(name: str, code: str, row: AskerRow, country: PartnerCountry) -> Goal:
    """Return the goal of a request. Raises a `RequestError` if it does not exist."""
    content = country.content
    if name == "practice":
        if row.practice is None:
            raise bad_input(f"goal: there is no practice with the code {code!r}. Find codes with practices.")
        themes = indices(row.practice.themes, content.themes.numbers)
        return goal_of_practice(country, row.practice.title, row.practice.node, themes)
    topics: Topics = content.themes if name == "theme" else content.competences
    topic = topics.by_code.get(code)
    if topic is None:
        raise bad_input(f"goal: there is no {name} with the code {code!r}. Find codes with {name}s.")
    columns = content.by_theme if name == "theme" else content.by_competence
    return goal_of_topic(topics.names[topic], columns, topics, topic)
