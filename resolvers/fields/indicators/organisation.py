"""`Organisation.indicators`: the indicators of the territory whose teachers an organisation serves.

The order makes a ЦНППМ the operator of the system in its region, so its indicators are those of the region. Other
people than those of a territory are not counted: numbers of overlapping groups would disclose small groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.indicators import wording
from analysis.indicators.country import Area
from analysis.indicators.values import AreaIndicator
from graph_model.terms import OrganisationKind
from resolvers.compiling.computed_field import FieldStatement, Steps, returned, share
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.indicators.function import IndicatorsArguments
from resolvers.fields.indicators.statement import COUNTED


class ServedRow(NamedTuple):
    """An organisation: its kind, its seat by global ids, its first and last day, and others of its kind in its seat.

    `in_region` and `in_municipality` hold the first and last days of the others, of which each can be unknown.
    """

    kind: OrganisationKind
    region: str | None
    municipality: str | None
    began: date | None
    ended: date | None
    in_region: list[tuple[date | None, date | None]]
    in_municipality: list[tuple[date | None, date | None]]


@dataclass(frozen=True)
class OrganisationIndicators:
    """The indicators of the territory of an organisation, or the reason why it has none.

    `others` is the number of other organisations of the same kind with the same territory.
    """

    region: str | None = None
    municipality: str | None = None
    values: list[AreaIndicator] | None = None
    others: int | None = None
    reason: str | None = None


Territory = Callable[[ServedRow], Area | None]


def region_of(row: ServedRow) -> Area | None:
    """Return the region of the seat."""
    return Area(row.region) if row.region else None


def municipality_of(row: ServedRow) -> Area | None:
    """Return the municipality of the seat."""
    return Area(row.region, row.municipality) if row.region and row.municipality else None


def country_of(row: ServedRow) -> Area | None:
    """Return the country."""
    del row
    return Area()


# the territory whose teachers the organisations of a kind serve
TERRITORIES: dict[OrganisationKind, Territory] = {
    OrganisationKind.FEDERAL_COORDINATOR: country_of,
    OrganisationKind.REGIONAL_AUTHORITY: region_of,
    OrganisationKind.REGIONAL_INSTITUTE: region_of,
    OrganisationKind.CNPPM: region_of,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: municipality_of,
}


def served(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the row of an organisation."""
    del condition, parameter
    home, town = f"{variable}_home", f"{variable}_town"
    row = returned(
        ServedRow,
        kind=f"{variable}.kind",
        region=f"{home}.id",
        municipality=f"{town}.id",
        began=f"toString({variable}.validFrom)",
        ended=f"toString({variable}.validTo)",
        in_region=periods_of_others(variable, home, visible),
        in_municipality=periods_of_others(variable, town, visible),
    )
    return f"""
OPTIONAL MATCH ({variable})-[:LOCATED_IN]->({home}:Region) WHERE {visible("Region", home)}
OPTIONAL MATCH ({variable})-[:LOCATED_IN]->({town}:Municipality) WHERE {visible("Municipality", town)}
RETURN {row} LIMIT 1""".strip()


def periods_of_others(variable: str, place: str, visible: Visible) -> str:
    """Write the first and last days of the other organisations of the same kind in a place."""
    other = f"{place}_other"
    return f"""COLLECT {{
  MATCH ({place})<-[:LOCATED_IN]-({other}:Organisation {{kind: {variable}.kind}})
  WHERE {other} <> {variable} AND {variable}.kind IN {[each.value for each in TERRITORIES]}
    AND {visible("Organisation", other)}
  RETURN [toString({other}.validFrom), toString({other}.validTo)]
}}"""


def works_on(day: date, began: date | None, ended: date | None) -> bool:
    """Return whether a period includes a day. An unknown end is no limit."""
    return (began is None or began <= day) and (ended is None or ended >= day)


def organisation_indicators(arguments: IndicatorsArguments, rows: list[ServedRow]) -> Steps[OrganisationIndicators]:
    """Return the indicators of the territory of an organisation."""
    (row,) = rows
    territory = TERRITORIES.get(row.kind)
    if territory is None:
        return OrganisationIndicators(reason=wording.no_territory(row.kind.russian))
    if not works_on(arguments.on, row.began, row.ended):
        return OrganisationIndicators(reason=wording.NOT_WORKING)
    area = territory(row)
    if area is None:
        return OrganisationIndicators(reason=wording.NO_SEAT)
    counted = yield from share(COUNTED, day=arguments.on)
    values = counted.indicators.values(area)
    return OrganisationIndicators(area.region, area.municipality, values, others(row, area, arguments.on))


def others(row: ServedRow, area: Area, day: date) -> int | None:
    """Return the number of others with the same territory on a day; None for the country."""
    if area.region is None:
        return None
    periods = row.in_municipality if area.municipality else row.in_region
    return sum(works_on(day, *each) for each in periods)


OF_ORGANISATION = FieldStatement(ServedRow, served)
