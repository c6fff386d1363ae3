"""The declarations of `Query.conflictsOfInterest` and `ExpertConclusion.conflicts`."""

from graph_model.kinds.programs import ExpertConclusion
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.expert_conflicts.function import (
    conflicts_of_conclusion,
    conflicts_of_interest,
    no_arguments,
    validated,
)
from resolvers.fields.expert_conflicts.statement import OF_CONCLUSION, OF_ROOT

EXPERT_CONFLICTS = (
    ComputedField(
        ExpertConclusion.__name__,
        "conflicts",
        arguments=no_arguments,
        statement=OF_CONCLUSION,
        compute=conflicts_of_conclusion,
    ),
    ComputedField(
        "Query",
        "conflictsOfInterest",
        arguments=validated,
        statement=OF_ROOT,
        compute=conflicts_of_interest,
        filtered={"where": ExpertConclusion},
    ),
)
