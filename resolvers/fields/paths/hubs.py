"""The hubs that paths avoid or discount, from the links of the whole country."""

from __future__ import annotations

from datetime import date

from analysis.paths.paths import PathRequest
from analysis.ties.hubs import Hubs, degrees, hubs_among
from analysis.vocabulary import HubTreatment
from resolvers.compiling.computed_field import Steps, fetch, kept, share
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.paths.statement import NAMES

# the number of hubs that the completeness names
NAMED = 3


def hubs_inside(request: PathRequest, day: date) -> Steps[Hubs]:
    """Return the hubs that can be inside the requested paths; without reading any if hubs are kept."""
    if request.hubs is HubTreatment.KEEP:
        return Hubs()
    # the result does not depend on the order of the kinds
    kinds = tuple(sorted(request.through))

    def found() -> Steps[Hubs]:
        links = yield from share(COUNTRY_LINKS)
        counted = degrees(links, kinds, float(day.toordinal()))
        return hubs_among(links, counted, request.hubs, request.hub_degree)

    hubs = yield from kept(("hubs", kinds, day, request.hubs, request.hub_degree), found)
    return hubs.inside(request.ends)


def names_of(hubs: Hubs) -> Steps[list[str]]:
    """Return the names of the largest hubs, the largest first."""
    largest = hubs.largest(NAMED)
    if not largest:
        return []
    rows = yield from fetch(NAMES, at={"ids": largest})
    names = {each.id: each.name for each in rows}
    return [names[each] for each in largest if each in names]
