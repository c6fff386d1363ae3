"""The declaration of `Practice.audience`."""

from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.practice_audience.function import arguments, audience
from resolvers.fields.practice_audience.statement import STATEMENT

PRACTICE_AUDIENCE = ComputedField(
    Practice.__name__, "audience", arguments=arguments, statement=STATEMENT, compute=audience
)
