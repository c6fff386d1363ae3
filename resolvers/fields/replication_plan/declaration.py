"""The declaration of `Query.replicationPlan`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.replication_plan.arguments import validated
from resolvers.fields.replication_plan.function import replication_plan
from resolvers.fields.replication_plan.statement import STATEMENT

REPLICATION_PLAN = ComputedField(
    "Query",
    "replicationPlan",
    arguments=validated,
    statement=STATEMENT,
    compute=replication_plan,
    sent=("practices", "themes", "regions"),
)
