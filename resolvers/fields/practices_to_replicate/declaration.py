"""The declaration of `Query.practicesToReplicate`."""

from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.practices_to_replicate.function import arguments, practices_to_replicate
from resolvers.fields.practices_to_replicate.statement import STATEMENT

PRACTICES_TO_REPLICATE = ComputedField(
    "Query",
    "practicesToReplicate",
    arguments=arguments,
    statement=STATEMENT,
    compute=practices_to_replicate,
    filtered={"where": Practice},
    sent=("region", "forCompetences"),
)
