"""The declarations of `routeCompletion` of the country, a region and a municipality."""

from graph_model.kinds.territory import Municipality, Region
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.indicators.function import validated
from resolvers.fields.indicators.statement import statement_of
from resolvers.fields.route_completion.function import area_completion, country_completion

ROUTE_COMPLETIONS = (
    ComputedField(
        "Query",
        "routeCompletion",
        arguments=validated,
        statement=statement_of(None),
        compute=country_completion,
    ),
    *(
        ComputedField(
            kind.__name__,
            "routeCompletion",
            arguments=validated,
            statement=statement_of(kind),
            compute=area_completion,
        )
        for kind in (Region, Municipality)
    ),
)
