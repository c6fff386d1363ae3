"""The declaration of `Organisation.partnerSuggestions`."""

from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ComputedField
from resolvers.compiling.listing import requested_page_size
from resolvers.fields.partner_suggestions.function import partner_suggestions, validated
from resolvers.fields.partner_suggestions.statement import STATEMENT

PARTNER_SUGGESTIONS = ComputedField(
    "Organisation",
    "partnerSuggestions",
    arguments=validated,
    statement=STATEMENT,
    compute=partner_suggestions,
    filtered={"where": Organisation},
    sent=("goal",),
    nested={"exclusions": requested_page_size},
)
