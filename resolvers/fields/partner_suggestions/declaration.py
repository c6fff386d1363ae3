"""The declaration of `Organisation.partnerSuggestions`."""

from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ArgumentValues, ComputedField
from resolvers.compiling.listing import size_of_page
from resolvers.fields.partner_suggestions.function import partner_suggestions, validated
from resolvers.fields.partner_suggestions.statement import STATEMENT


def size_of_exclusions(given: ArgumentValues) -> int | None:
    """Validate and return the size of a page of exclusions. Raises a `RequestError` if it is outside its limits."""
    return None if given.get("first") is None else size_of_page(given.get("first"))


PARTNER_SUGGESTIONS = ComputedField(
    "Organisation",
    "partnerSuggestions",
    arguments=validated,
    statement=STATEMENT,
    compute=partner_suggestions,
    filtered={"where": Organisation},
    nested={"exclusions": size_of_exclusions},
)
