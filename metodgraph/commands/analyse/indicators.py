"""The command `analyse indicators`: the indicators of the order for the whole country on a day, and their storage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from graph_model.database.driver import Database
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph

if TYPE_CHECKING:
    from analysis.indicators.country import CountryIndicators
    from analysis.indicators.values import AreaIndicator
    from jobs.indicators.storing import StoredRun


def register(analyse: typer.Typer, on_the_graph: OnTheGraph) -> None:
    """Add the command."""

    @analyse.command()
    def indicators(
        on: Annotated[
            datetime | None,
            typer.Option("--on", formats=["%Y-%m-%d"], help="The day. Default: the last day of the last month."),
        ] = None,
        store: Annotated[bool, typer.Option("--store", help="Store the values, instead of those of the same day.")] = (
            False
        ),
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Count the indicators of the order in the country, its regions and municipalities.

        kpis returns stored values while they hold. Definitions: docs/indicators.md.
        """
        day = on.date() if on else last_month_end(date.today())
        if day > date.today():
            msg = f"{day} is in the future. Give today or an earlier day."
            raise typer.BadParameter(msg, param_hint="--on")
        on_the_graph(lambda _, database: counted(database, day, store, as_json))


def last_month_end(today: date) -> date:
    """Return the last day of the month before a day."""
    return today.replace(day=1) - timedelta(days=1)


async def counted(database: Database, day: date, store: bool, as_json: bool) -> None:
    """Count the indicators, store the values if requested, and print those of the country."""
    from jobs.country.version import one_version
    from jobs.indicators.storing import store_indicators
    from resolvers.fields.indicators.statement import COUNTED
    from resolvers.running.shared_reading import read_shared

    async with one_version(database) as version:
        found = (await read_shared(database, COUNTED, day=day)).indicators
    stored = await store_indicators(database, found, version) if store else None
    printed(figures(found, stored), as_json)


def figures(found: CountryIndicators, stored: StoredRun | None) -> dict[str, object]:
    """Return the values of the country, and how many values of its parts are shown and met."""
    from analysis.indicators.country import Area
    from analysis.indicators.stored import METHOD

    return {
        "on": found.day.isoformat(),
        "method": METHOD,
        "data_version": found.origin.data_version,
        "from_stored_run": found.origin.stored,
        "stored": None if stored is None else stored._asdict(),
        "indicators": {
            each.code: {
                **numbers_of(found.value(each, Area())),
                "regions": numbers_of_parts([found.value(each, Area(region)) for region in found.regions]),
            }
            for each in found.indicators
        },
    }


def numbers_of(value: AreaIndicator) -> dict[str, object]:
    """Return the numbers of a value for the output."""
    second, reported = value.of_participants, value.reported
    return {
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "of_participants": None if second is None else second.value,
        "target": value.target,
        "met": value.met,
        "reported": None if reported is None else reported.value,
        "reason": value.reason,
    }


def numbers_of_parts(values: list[AreaIndicator]) -> dict[str, int]:
    """Return how many values there are, how many have numbers, and how many meet the target."""
    shown = [each for each in values if each.value is not None]
    return {
        "all": len(values),
        "with_value": len(shown),
        "suppressed": sum(each.suppressed for each in values),
        "met": sum(each.met is True for each in values),
    }
