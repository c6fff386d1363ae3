"""The declarations of `findings` of a region and of the root."""

from graph_model.kinds.territory import Region
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.findings.function import region_findings, root_findings, validated, validated_root
from resolvers.fields.findings.statement import OF_REGION, OF_ROOT

TOO_LONG = (
    "Limit the check with rule or region. The command `metodgraph analyse findings --store` checks all rules for the "
    "whole country; ruleChecks then returns the outcome of each rule and the objects that violate it."
)
FINDINGS = (
    ComputedField(Region.__name__, "findings", arguments=validated, statement=OF_REGION, compute=region_findings),
    ComputedField(
        "Query",
        "findings",
        arguments=validated_root,
        statement=OF_ROOT,
        compute=root_findings,
        when_too_long=TOO_LONG,
    ),
)
