"""The result of `Query.kpis`: the value of an indicator in the country, and its values by region and municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.indicators.country import Area
from analysis.indicators.definitions import Indicator
from analysis.indicators.values import AreaIndicator
from resolvers.fields.indicators.rows import Counted
from resolvers.requests.errors import bad_input


@dataclass(frozen=True)
class CountryIndicator(AreaIndicator):
    """The value of an indicator in the country. The values of its parts are evaluated when requested."""

    counted: Counted = field(kw_only=True)

    @property
    def by_region(self) -> list[AreaIndicator]:
        """The value in each region, in the order of the codes."""
        country = self.counted.indicators
        return [country.value(self.definition, Area(region)) for region in country.regions]

    def by_municipality(self, region: str) -> list[AreaIndicator]:
        """Return the value in each municipality of a region. Raises a `RequestError` if there is no such region."""
        country, home = self.counted.indicators, region_with(region, self.counted.regions)
        return [country.value(self.definition, Area(home, place)) for place in country.regions[home]]


def region_with(code: str, regions: Mapping[str, str]) -> str:
    """Return the global id of a region by its code. Raises a `RequestError` if there is no such region."""
    if code not in regions:
        raise bad_input(f"byMunicipality.region is {code}; no region has this code. Give a two-digit code.")
    return regions[code]


def country_indicator(indicator: Indicator, counted: Counted) -> CountryIndicator:
    """Return an indicator in the country."""
    found = counted.indicators.value(indicator, Area())
    return CountryIndicator(**vars(found), counted=counted)
