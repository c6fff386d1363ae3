"""The function of dissemination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.spread import Spread, SpreadStep, spread_of
from analysis.spread_forest import Uptake
from analysis.spread_timeline import Starts
from analysis.spread_vocabulary import Period, SpreadNetwork
from resolvers.computed import Given, Steps, memory, share
from resolvers.days import day_asked
from resolvers.fields.dissemination.result import Asked, Dissemination, WholeNetwork, firsts
from resolvers.fields.dissemination.rows import DisseminationRow, bits_of
from resolvers.fields.dissemination.statement import OF_NETWORK, network_asked
from resolvers.fields.dissemination.ties import NETWORKS
from resolvers.pages import Key, Listing


@dataclass(frozen=True)
class Arguments:
    """The arguments of the field, and the names of the selected fields."""

    as_of: date
    period: Period
    network: SpreadNetwork
    selected: frozenset[str]


def arguments(given: Given) -> Arguments:
    """Return the arguments of the field."""
    period = Period[given.get("period") or Period.YEAR]
    return Arguments(day_asked(given.get("asOf")), period, network_asked(given), given.selected)


def dissemination(arguments: Arguments, rows: list[DisseminationRow]) -> Steps[Dissemination]:
    """Return the spread of the practice; the whole network is read where tests of significance are selected."""
    (row,) = rows
    uptakes = row.uptakes()
    spread = spread_of(uptakes, arguments.as_of)
    asked = Asked(arguments.as_of, arguments.period, arguments.network)
    found = with_statistics(Dissemination(row.practice, spread, listing_of(row.practice, spread), asked), row, uptakes)
    if not arguments.selected & OF_NETWORK:
        return found
    network, keep = (yield from share(NETWORKS[arguments.network])), (yield from memory())
    return replace(found, whole=WholeNetwork(network, bits_of(row.kinds), keep))


def listing_of(practice: str, spread: Spread) -> Listing[SpreadStep]:
    """Return the cascade as pages are made of it."""
    return Listing(spread.steps, key_of, 2, f"steps of {practice} as of {spread.as_of}")


def with_statistics(found: Dissemination, row: DisseminationRow, uptakes: Sequence[Uptake]) -> Dissemination:
    """Return the same with what statistics are made of."""
    shown = {each.adoption for each in found.spread.steps}
    here = [each for each in uptakes if each.id in shown]
    return replace(
        found,
        starts=starts_of(here, found.observed_until),
        places={each.organisation: each.municipality for each in here},
        risk=row.risk_set(),
        own=row.own_ties(),
    )


def starts_of(uptakes: Sequence[Uptake], until: date) -> Starts:
    """Return when each organisation first took the practice up; starts behind the observed time are left out."""
    known = firsts((each.organisation, each.started_on) for each in uptakes if each.started_on is not None)
    unknown = dict.fromkeys(each.organisation for each in uptakes if each.organisation not in known)
    return Starts({each: day for each, day in known.items() if day <= until}, [*unknown])


def key_of(step: SpreadStep) -> Key:
    """Return the place of a step in the order of starts."""
    return step.started_on.isoformat() if step.started_on else None, step.adoption
