"""The declarations of `Query.kpis`, and of `indicators` of a region and a municipality."""

from graph_model.kinds.territory import Municipality, Region
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.indicators.function import area_indicators, country_indicators, validated
from resolvers.fields.indicators.statement import statement_of

COUNTRY_INDICATORS = ComputedField(
    "Query", "kpis", arguments=validated, statement=statement_of(None), compute=country_indicators
)
AREA_INDICATORS = tuple(
    ComputedField(
        kind.__name__, "indicators", arguments=validated, statement=statement_of(kind), compute=area_indicators
    )
    for kind in (Region, Municipality)
)
