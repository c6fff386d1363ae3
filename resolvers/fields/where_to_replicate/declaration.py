"""The declaration of `Practice.whereToReplicate`."""

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.where_to_replicate.function import arguments, where_to_replicate
from resolvers.fields.where_to_replicate.statement import STATEMENT

WHERE_TO_REPLICATE = ComputedField(
    Practice.__name__,
    "whereToReplicate",
    arguments=arguments,
    statement=STATEMENT,
    compute=where_to_replicate,
    filtered={"where": Organisation},
    sent=("region",),
)
