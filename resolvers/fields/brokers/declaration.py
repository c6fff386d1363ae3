"""The declaration of `Query.brokers`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.brokers.function import brokers, validated
from resolvers.fields.brokers.result import requested_bridges
from resolvers.fields.brokers.statement import STATEMENT

BROKERS = ComputedField(
    "Query",
    "brokers",
    arguments=validated,
    statement=STATEMENT,
    compute=brokers,
    nested={"groupsWithoutLink": requested_bridges},
)
