"""The function of dissemination."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from analysis.spread.cascade import spread_of
from analysis.spread.vocabulary import Period, SpreadNetwork
from resolvers.compiling.computed_field import ArgumentValues, Steps, memory, share
from resolvers.fields.days import requested_day
from resolvers.fields.dissemination.result import Dissemination, FullNetwork, StatisticsRequest
from resolvers.fields.dissemination.rows import DisseminationRow, bits_of
from resolvers.fields.dissemination.statement import OF_NETWORK, requested_network
from resolvers.fields.dissemination.ties import NETWORKS


@dataclass(frozen=True)
class DisseminationArguments:
    """The arguments of the field, and the names of the selected fields."""

    as_of: date
    period: Period
    network: SpreadNetwork
    selected: frozenset[str]


def arguments(given: ArgumentValues) -> DisseminationArguments:
    """Return the arguments of the field."""
    period = Period[given.get("period") or Period.YEAR]
    return DisseminationArguments(requested_day(given.get("asOf")), period, requested_network(given), given.selected)


def dissemination(arguments: DisseminationArguments, rows: list[DisseminationRow]) -> Steps[Dissemination]:
    """Return the spread of the practice. The whole network is read only if tests of significance are selected."""
    (row,) = rows
    spread = spread_of(row.uptakes(), arguments.as_of)
    request = StatisticsRequest(arguments.as_of, arguments.period, arguments.network)
    found = Dissemination(row.practice, spread, request, risk=row.risk_set(), own=row.own_ties())
    if not arguments.selected & OF_NETWORK:
        return found
    network, keep = (yield from share(NETWORKS[arguments.network])), (yield from memory())
    return replace(found, full_network=FullNetwork(network, bits_of(row.kinds), keep))
