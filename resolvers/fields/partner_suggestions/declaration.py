"""The declaration of `Organisation.partnerSuggestions`."""

from graph_model.organisations import Organisation
from resolvers.computed import ComputedField, FieldStatement
from resolvers.fields.partner_suggestions.function import arguments, partner_suggestions
from resolvers.fields.partner_suggestions.rows import NeighbourhoodRow
from resolvers.fields.partner_suggestions.statement import neighbourhood

PARTNER_SUGGESTIONS = ComputedField(
    "Organisation",
    "partnerSuggestions",
    arguments=arguments,
    statement=FieldStatement(NeighbourhoodRow, neighbourhood),
    compute=partner_suggestions,
    filtered={"where": Organisation},
)
