"""The arguments and the function of partner suggestions."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.partners.suggestions import suggest_partners
from analysis.vocabulary import PartnerPreset
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.days import today
from resolvers.fields.partner_suggestions.result import SuggestedPartners, suggested_partners
from resolvers.fields.partner_suggestions.rows import NeighbourhoodRow
from resolvers.requests.limits import limited

DEFAULT_SUGGESTIONS, MOST_SUGGESTIONS = 10, 100


@dataclass(frozen=True)
class PartnerSuggestionsArguments:
    """The number of suggestions, and the preset of preferences."""

    first: int
    preset: PartnerPreset


def validated(given: ArgumentValues) -> PartnerSuggestionsArguments:
    """Validate and return the arguments. Raises a `RequestError` if `first` is outside its limits."""
    return PartnerSuggestionsArguments(
        first=limited("first", given.get("first"), DEFAULT_SUGGESTIONS, MOST_SUGGESTIONS),
        preset=PartnerPreset[given.get("preset") or PartnerPreset.BALANCED],
    )


def partner_suggestions(arguments: PartnerSuggestionsArguments, rows: list[NeighbourhoodRow]) -> SuggestedPartners:
    """Return the suggestions for the organisation with the field, as of today."""
    (row,) = rows
    found = suggest_partners(row.neighbourhood(), arguments.first, arguments.preset, today())
    return suggested_partners(row.asker.id, found)
