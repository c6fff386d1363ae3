"""The result of `Query.routeCompletion`: the completion in the country, and by region and municipality."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.indicators.country import Area
from analysis.indicators.route_completion import AreaRouteCompletion
from resolvers.fields.indicators.result import region_with
from resolvers.fields.route_completion.rows import CountedRoutes


@dataclass(frozen=True)
class CountryRouteCompletion(AreaRouteCompletion):
    """The completion of the routes of the country. The values of its parts are evaluated when requested."""

    counted: CountedRoutes = field(kw_only=True)

    @property
    def by_region(self) -> list[AreaRouteCompletion]:
        """The completion in each region, in the order of the codes."""
        country = self.counted.country
        return [country.completion(Area(region)) for region in country.regions]

    def by_municipality(self, region: str) -> list[AreaRouteCompletion]:
        """Return the completion in each municipality of a region. Raises a `RequestError` for an unknown region."""
        country, home = self.counted.country, region_with(region, self.counted.regions)
        return [country.completion(Area(home, place)) for place in country.regions[home]]
