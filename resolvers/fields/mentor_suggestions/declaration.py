"""The declarations of `Person.mentorSuggestions` and `Person.mentorSearch`."""

from graph_model.kinds.people import Person
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.mentor_suggestions.function import arguments, mentor_search, mentor_suggestions
from resolvers.fields.person_itself import PERSON_ITSELF

MENTOR_FIELDS = (
    ComputedField(
        Person.__name__, "mentorSuggestions", arguments=arguments, statement=PERSON_ITSELF, compute=mentor_suggestions
    ),
    ComputedField(Person.__name__, "mentorSearch", arguments=arguments, statement=PERSON_ITSELF, compute=mentor_search),
)
