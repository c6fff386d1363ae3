"""The declaration of `Practice.peopleReached`."""

from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.people_reached.function import arguments, reached
from resolvers.fields.people_reached.statement import STATEMENT

PEOPLE_REACHED = ComputedField(
    Practice.__name__, "peopleReached", arguments=arguments, statement=STATEMENT, compute=reached
)
