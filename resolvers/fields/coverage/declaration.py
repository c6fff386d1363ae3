"""The declarations of `coverage` of a region and of the root."""

from graph_model.kinds.territory import Region
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.coverage.function import (
    DEFICITS,
    country_coverage,
    prepare_coverage,
    region_coverage,
    requested_deficits,
    validated,
)
from resolvers.fields.coverage.statement import OF_REGION_ITSELF, OF_ROOT

COVERAGE = (
    ComputedField(
        Region.__name__,
        "coverage",
        arguments=validated,
        statement=OF_REGION_ITSELF,
        compute=region_coverage,
        prepare=prepare_coverage,
        nested={DEFICITS: requested_deficits},
    ),
    ComputedField("Query", "coverage", arguments=validated, statement=OF_ROOT, compute=country_coverage),
)
