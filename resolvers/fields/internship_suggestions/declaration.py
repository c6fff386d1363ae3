"""The declarations of `Person.internshipSuggestions` and `Person.internshipSearch`."""

from graph_model.kinds.people import Person
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.internship_suggestions.function import arguments, internship_search, internship_suggestions
from resolvers.fields.person_itself import PERSON_ITSELF

INTERNSHIP_FIELDS = (
    ComputedField(
        Person.__name__,
        "internshipSuggestions",
        arguments=arguments,
        statement=PERSON_ITSELF,
        compute=internship_suggestions,
    ),
    ComputedField(
        Person.__name__, "internshipSearch", arguments=arguments, statement=PERSON_ITSELF, compute=internship_search
    ),
)
