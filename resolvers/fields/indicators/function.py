"""The arguments and the functions of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.indicators.country import Area
from analysis.indicators.values import AreaIndicator
from resolvers.compiling.computed_field import ArgumentValues, Steps, share
from resolvers.fields.days import today
from resolvers.fields.indicators.result import CountryIndicator, country_indicator
from resolvers.fields.indicators.rows import AreaRow
from resolvers.fields.indicators.statement import COUNTED
from resolvers.requests.errors import bad_input


@dataclass(frozen=True)
class IndicatorsArguments:
    """The day of the values."""

    on: date


def validated(given: ArgumentValues) -> IndicatorsArguments:
    """Validate and return the arguments. Raises a `RequestError` for a day in the future."""
    on: date = given.values["on"]
    if on > today():
        raise bad_input(f"on is {on}, which is in the future. Give today or an earlier day.")
    return IndicatorsArguments(on)


def area_indicators(arguments: IndicatorsArguments, rows: list[AreaRow]) -> Steps[list[AreaIndicator]]:
    """Return the indicators of a region or a municipality."""
    counted = yield from share(COUNTED, day=arguments.on)
    (row,) = rows
    return counted.indicators.values(Area(row.region, row.municipality))


def country_indicators(arguments: IndicatorsArguments, rows: list[AreaRow]) -> Steps[list[CountryIndicator]]:
    """Return the indicators of the country."""
    del rows
    counted = yield from share(COUNTED, day=arguments.on)
    return [country_indicator(each, counted) for each in counted.indicators.indicators]
