"""The declaration of `Query.replicationPlan`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.replication_plan.function import arguments, replication_plan
from resolvers.fields.replication_plan.statement import STATEMENT

REPLICATION_PLAN = ComputedField(
    "Query",
    "replicationPlan",
    arguments=arguments,
    statement=STATEMENT,
    compute=replication_plan,
    sent=("practices", "themes", "regions"),
)
