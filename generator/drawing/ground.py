"""Reference data as arrays: territory, organisations and catalogues."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.country import Country
from graph_model.declarations import Node
from graph_model.kinds.catalogue import KpiIndicator
from graph_model.kinds.competences import Competence, SubjectArea, Theme
from graph_model.kinds.organisations import Function, LocatedIn, Organisation
from graph_model.kinds.territory import InRegion, Municipality, MunicipalityBorder, Region
from graph_model.links import Link
from graph_model.terms import OrganisationKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Kind = TypeVar("Kind", bound=Node)

# used if the known numbers leave no residents of the region
SMALLEST_POPULATION = 1_000.0
# organisations that serve the whole country
EVERYWHERE = (OrganisationKind.FEDERAL_COORDINATOR, OrganisationKind.FEDERAL_MINISTRY)


@dataclass(frozen=True)
class Ground:
    """The reference data of a country; arrays hold indices in `municipalities` and `regions`.

    The regions include the seats of organisations that serve the whole country. `covered` are the regions of the
    country with municipalities.
    """

    regions: Sequence[Region]
    municipalities: Sequence[Municipality]
    region_of: Integers
    population: Floats
    latitude: Floats
    longitude: Floats
    borders: Integers
    organisations: Sequence[Organisation]
    organisation_region: Sequence[int]
    organisation_municipality: Sequence[int]
    functions: Sequence[Function]
    themes: Sequence[Theme]
    competences: Sequence[Competence]
    subjects: Sequence[SubjectArea]
    indicators: Sequence[KpiIndicator]

    @cached_property
    def covered(self) -> list[int]:
        """The indices of the regions with municipalities, in which data are generated."""
        return sorted(set(self.region_of.tolist()))

    @cached_property
    def neighbours(self) -> Sequence[Integers]:
        """The indices of the bordering municipalities of each municipality."""
        found: dict[int, list[int]] = defaultdict(list)
        for left, right in self.borders.tolist():
            found[left].append(right)
            found[right].append(left)
        return [np.array(sorted(found[each]), dtype=np.int64) for each in range(len(self.municipalities))]


def ground_of(country: Country, nodes: Sequence[Node], links: Sequence[Link]) -> Ground:
    """Return the reference data of the country."""
    all_regions = of_kind(nodes, Region)
    inside = {each.id for each in all_regions if country.regions is None or each.code in country.regions}
    everywhere = {each.id for each in of_kind(nodes, Organisation) if each.kind in EVERYWHERE}
    of_seats = {link.end for link in links if isinstance(link.relation, LocatedIn) and link.start in everywhere}
    regions = [each for each in all_regions if each.id in inside | of_seats]
    region_at = {each.id: place for place, each in enumerate(regions)}
    homes = {link.start: link.end for link in links if isinstance(link.relation, InRegion)}
    municipalities = [each for each in of_kind(nodes, Municipality) if homes[each.id] in inside]
    municipality_at = {each.id: place for place, each in enumerate(municipalities)}
    region_of = np.array([region_at[homes[each.id]] for each in municipalities], dtype=np.int64)
    seats, towns = seats_of(links, region_at), seats_of(links, municipality_at)
    taking_part = everywhere | {each for each, seat in seats.items() if regions[seat].id in inside}
    organisations = [each for each in of_kind(nodes, Organisation) if each.id in taking_part]
    return Ground(
        regions=regions,
        municipalities=municipalities,
        region_of=region_of,
        population=populations(regions, municipalities, region_of),
        latitude=np.array([each.location.lat if each.location else np.nan for each in municipalities]),
        longitude=np.array([each.location.lon if each.location else np.nan for each in municipalities]),
        borders=borders_of(links, municipality_at),
        organisations=organisations,
        organisation_region=[seats[each.id] for each in organisations],
        organisation_municipality=[towns.get(each.id, -1) for each in organisations],
        functions=of_kind(nodes, Function),
        themes=of_kind(nodes, Theme),
        competences=of_kind(nodes, Competence),
        subjects=of_kind(nodes, SubjectArea),
        indicators=of_kind(nodes, KpiIndicator),
    )


def of_kind(nodes: Sequence[Node], kind: type[Kind]) -> list[Kind]:
    """Return the nodes of one kind."""
    return [each for each in nodes if isinstance(each, kind)]


def seats_of(links: Sequence[Link], places: dict[str, int]) -> dict[str, int]:
    """Return the seats of organisations as indices, if they are among `places`."""
    located = (link for link in links if isinstance(link.relation, LocatedIn))
    return {link.start: places[link.end] for link in located if link.end in places}


def borders_of(links: Sequence[Link], places: dict[str, int]) -> Integers:
    """Return the pairs of bordering municipalities as indices [pairs, 2]."""
    pairs = [
        (places[link.start], places[link.end])
        for link in links
        if isinstance(link.relation, MunicipalityBorder) and link.start in places and link.end in places
    ]
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def populations(regions: Sequence[Region], municipalities: Sequence[Municipality], region_of: Integers) -> Floats:
    """Return the residents of each municipality; unknown numbers are equal shares of the remaining residents."""
    known = np.array([float(each.population or 0) for each in municipalities])
    for place, region in enumerate(regions):
        in_region = np.flatnonzero(region_of == place)
        missing = in_region[known[in_region] == 0]
        if missing.size:
            rest = float(region.population or 0) - known[in_region].sum()
            known[missing] = max(rest / missing.size, SMALLEST_POPULATION)
    return known
