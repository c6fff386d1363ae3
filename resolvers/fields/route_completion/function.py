"""The functions of the completion of routes."""

from __future__ import annotations

from analysis.indicators.country import Area
from analysis.indicators.route_completion import AreaRouteCompletion
from resolvers.compiling.computed_field import Steps, share
from resolvers.fields.indicators.function import IndicatorsArguments
from resolvers.fields.indicators.rows import AreaRow
from resolvers.fields.route_completion.result import CountryRouteCompletion
from resolvers.fields.route_completion.statement import COMPLETED


def area_completion(arguments: IndicatorsArguments, rows: list[AreaRow]) -> Steps[AreaRouteCompletion]:
    """Return the completion of the routes of a region or a municipality."""
    counted = yield from share(COMPLETED, day=arguments.on)
    (row,) = rows
    return counted.country.completion(Area(row.region, row.municipality))


def country_completion(arguments: IndicatorsArguments, rows: list[AreaRow]) -> Steps[CountryRouteCompletion]:
    """Return the completion of the routes of the country."""
    del rows
    counted = yield from share(COMPLETED, day=arguments.on)
    return CountryRouteCompletion(**vars(counted.country.completion(Area())), counted=counted)
