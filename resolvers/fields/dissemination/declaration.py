"""The declaration of `Practice.dissemination`."""

from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ComputedField
from resolvers.compiling.listing import requested_page_size
from resolvers.fields.dissemination.draws import draws_arguments
from resolvers.fields.dissemination.function import arguments, dissemination
from resolvers.fields.dissemination.statement import STATEMENT

DISSEMINATION = ComputedField(
    Practice.__name__,
    "dissemination",
    arguments=arguments,
    statement=STATEMENT,
    compute=dissemination,
    nested={"contagion": draws_arguments, "steps": requested_page_size},
)
