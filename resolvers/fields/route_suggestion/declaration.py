"""The declaration of `Person.routeSuggestion`."""

from graph_model.kinds.people import Person
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.person_itself import PERSON_ITSELF
from resolvers.fields.route_suggestion.function import arguments, route_suggestion

ROUTE_SUGGESTION = ComputedField(
    Person.__name__,
    "routeSuggestion",
    arguments=arguments,
    statement=PERSON_ITSELF,
    compute=route_suggestion,
)
