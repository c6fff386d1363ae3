"""The declaration of `Query.expertLoad`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.expert_load.function import load_by_region, validated
from resolvers.fields.expert_load.statement import STATEMENT

EXPERT_LOAD = ComputedField(
    "Query",
    "expertLoad",
    arguments=validated,
    statement=STATEMENT,
    compute=load_by_region,
    sent=("from", "until", "regions"),
)
