"""The declarations of `Query.kpis`, and of `indicators` of a region, a municipality and an organisation."""

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Municipality, Region
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.indicators.function import area_indicators, country_indicators, validated
from resolvers.fields.indicators.organisation import OF_ORGANISATION, organisation_indicators
from resolvers.fields.indicators.statement import statement_of

TOO_LONG = (
    "The command `metodgraph analyse indicators --on DAY --store` stores the values of a day, which are then returned."
)
COUNTRY_INDICATORS = ComputedField(
    "Query",
    "kpis",
    arguments=validated,
    statement=statement_of(None),
    compute=country_indicators,
    when_too_long=TOO_LONG,
)
AREA_INDICATORS = tuple(
    ComputedField(
        kind.__name__,
        "indicators",
        arguments=validated,
        statement=statement_of(kind),
        compute=area_indicators,
        when_too_long=TOO_LONG,
    )
    for kind in (Region, Municipality)
)
ORGANISATION_INDICATORS = ComputedField(
    Organisation.__name__,
    "indicators",
    arguments=validated,
    statement=OF_ORGANISATION,
    compute=organisation_indicators,
    when_too_long=TOO_LONG,
)
