"""The command `analyse replication`: fit the replication model and make forecasts with it."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from graph_model.database.driver import Database
from graph_model.progress import Reporter
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from metodgraph.progress import progress_bar

if TYPE_CHECKING:
    from analysis.models.hazard_model import HazardModel
    from analysis.replication.country import ReplicationCountry
    from jobs.replication.forecasts import ForecastRequest, PracticeForecasts

Day = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Use only adoptions up to this day. Default: today."),
]


def register(analyse: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def replication(
        forecast: Annotated[
            list[str] | None,
            typer.Option(help="Forecast the adopters of the practice with this code. Repeatable."),
        ] = None,
        every: Annotated[bool, typer.Option("--all", help="Forecast for all practices.")] = False,
        as_of: Day = None,
        horizon: Annotated[int, typer.Option(min=1, max=3650, help="Horizon of the forecast in days.")] = 365,
        first: Annotated[int, typer.Option(min=1, help="Number of organisations for each practice.")] = 20,
        store: Annotated[bool, typer.Option("--store", help="Store the forecasts for later scoring.")] = False,
        seed: Annotated[int, typer.Option(min=0, help="Random seed.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Fit and store the replication model, or make forecasts with it (--forecast, --all).

        A forecast with --as-of uses a model that is fitted to the adoptions up to that day.
        The exit status is 3 if no usable model can be fitted; nothing is stored then, and an earlier model is kept.
        """
        from jobs.replication.forecasts import ForecastRequest

        codes = [] if every else forecast or []
        day = as_of.date() if as_of else date.today()
        if not (every or codes):
            on_the_graph(
                lambda _, database: naming_kept_model(fit_and_store(database, day, seed, console, as_json), database)
            )
            return
        request = ForecastRequest(day, day + timedelta(days=horizon), first)
        given = None if as_of is None else day
        work = Forecasting(request, None if every else codes, given, seed, store)
        on_the_graph(lambda _, database: naming_kept_model(work.run(database, console, as_json), database))


async def fit_and_store(database: Database, day: date, seed: int, console: Console, as_json: bool = False) -> None:
    """Fit the model, store it in place of an earlier one, and print its evaluation."""
    printed(await fit_model(database, day, seed, console), as_json)


async def naming_kept_model(work: Coroutine[Any, Any, None], database: Database) -> None:
    """Run work that fits a model; if the fit is refused, add a sentence about the stored model to the error."""
    from jobs.replication.errors import TooFewAdoptionsError, UnusableModelError

    try:
        await work
    except (TooFewAdoptionsError, UnusableModelError) as error:
        raise type(error)(f"No usable model can be fitted. {error} {await kept(database)}") from error


async def kept(database: Database) -> str:
    """Return a sentence about the stored model after a refused fit."""
    from jobs.replication.storing import StoredKnowledge, stored_model

    known = await stored_model(database)
    if known is None:
        return "No model is stored."
    if isinstance(known, StoredKnowledge):
        return f"The stored model, fitted to the adoptions until {known.fitted_on}, is kept."
    return known.english


async def fit_model(database: Database, day: date, seed: int, console: Console) -> dict[str, object]:
    """Fit the model, store it and return its figures."""
    from jobs.country.version import demand_unchanged
    from jobs.replication.learning import fit
    from jobs.replication.storing import store_model

    with progress_bar(console) as reporter:
        country, version = await read_country(database, reporter)
        fitted = fit(country, day, seed, reporter)
    await demand_unchanged(database, version)
    changed = await store_model(database, fitted, version)
    model = fitted.model
    return {
        "model": f"{model.name} {model.version}",
        "stored": "replaced" if changed else "unchanged",
        "fitted_on": fitted.day.isoformat(),
        "rows": model.rows,
        "adoptions": model.adoptions,
        "projects_left_out_too_many_participants": country.around.projects.left_out,
        "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
        "calibration": list(model.calibration),
        "evaluation": fitted.evaluation,
    }


async def read_country(database: Database, reporter: Reporter) -> tuple[ReplicationCountry, int]:
    """Read the input of the model and its data version.

    Raises:
        ChangedMeanwhileError: The data changed during the read.
    """
    from dataclasses import replace

    from jobs.country.version import one_version
    from jobs.replication.needs import read_needs
    from resolvers.fields.country_links.arrays import COUNTRY_LINKS
    from resolvers.fields.partner_suggestions.statement import BORDERS
    from resolvers.fields.replication_country.arrays import REPLICATION_RECORDS, StoredNeeds, country_of
    from resolvers.running.shared_reading import read_shared

    async with one_version(database) as version:
        links, records = await read_shared(database, COUNTRY_LINKS), await read_shared(database, REPLICATION_RECORDS)
        country = country_of(links, records, await read_shared(database, BORDERS), StoredNeeds({}))
        return replace(country, needs=await read_needs(database, country, reporter)), version


async def store_forecasts_as_of(
    database: Database, request: ForecastRequest, codes: list[str], console: Console
) -> None:
    """Store the forecasts of a request for some practices, by a model fitted to the adoptions until its day."""
    from jobs.replication.forecasts import forecasts_of_practice, practice_numbered, store_forecasts
    from jobs.replication.learning import fit
    from jobs.replication.storing import refuse_unusable

    with progress_bar(console) as reporter:
        country, _ = await read_country(database, reporter)
        fitted = fit(country, request.made_on, reporter=reporter, testing=False)
        refuse_unusable(fitted.model)
        name = named(fitted.model, fitted.day)
        numbers = [practice_numbered(country, each) for each in codes]
        found = [forecasts_of_practice(country, fitted.model, name, each, request) for each in numbers]
        await store_forecasts(database, found, reporter)


class Forecasting:
    """A run of forecasts for the practices with the `codes` (None: all practices).

    If `as_of` is given, the model is fitted to the adoptions until that day; otherwise the stored model is used.
    """

    def __init__(
        self, request: ForecastRequest, codes: list[str] | None, as_of: date | None, seed: int, store: bool
    ) -> None:
        self.request, self.codes, self.as_of, self.seed, self.store = request, codes, as_of, seed, store

    async def run(self, database: Database, console: Console, as_json: bool) -> None:
        """Make the forecasts, store them if `store` is set, and print them."""
        from jobs.replication.forecasts import forecasts_of_practice, practice_numbered, store_forecasts

        with progress_bar(console) as reporter:
            country, _ = await read_country(database, reporter)
            numbers = (
                self.practices(country)
                if self.codes is None
                else [practice_numbered(country, each) for each in self.codes]
            )
            model, named = await self.model(database, country)
            found = [forecasts_of_practice(country, model, named, each, self.request) for each in numbers]
            counts = await store_forecasts(database, found, reporter) if self.store else None
        if counts is not None:
            print_text(
                console,
                f"{counts.created:,} forecasts stored, {counts.changed:,} changed, {counts.unchanged:,} unchanged.",
            )
        printed(
            {
                "made_on": self.request.made_on.isoformat(),
                "until": self.request.until.isoformat(),
                "model": named,
                "forecasts": [row for each in found for row in rows_of(each)],
            },
            as_json,
        )

    def practices(self, country: ReplicationCountry) -> list[int]:
        """Return the numbers of all practices known on the day of the forecast."""
        return [int(each) for each in country.known_on(float(self.request.made_on.toordinal()))]

    async def model(self, database: Database, country: ReplicationCountry) -> tuple[HazardModel, str]:
        """Return the stored model, or a model fitted to the adoptions until `as_of`, and its name.

        Raises `ForecastError` if no usable model is stored.
        """
        from analysis.answers import Wording
        from jobs.replication.errors import ForecastError
        from jobs.replication.learning import fit
        from jobs.replication.storing import refuse_unusable, stored_model

        if self.as_of is not None:
            fitted = fit(country, self.as_of, self.seed, testing=False)
            refuse_unusable(fitted.model)
            return fitted.model, named(fitted.model, fitted.day)
        known = await stored_model(database)
        if known is None:
            raise ForecastError("No model is fitted. Run metodgraph analyse replication first, or give --as-of.")
        if isinstance(known, Wording):
            raise ForecastError(known.english)
        return known.model, named(known.model, known.fitted_on)


def named(model: HazardModel, day: date) -> str:
    """Return the name of a model in forecasts."""
    return f"{model.name} {model.version}, fitted to the adoptions until {day}"


def rows_of(found: PracticeForecasts) -> list[dict[str, object]]:
    """Return the forecasts of a practice as rows of the output."""
    return [
        {"practice": found.practice, "organisation": organisation, "probability": value, "low": low, "high": high}
        for organisation, value, low, high in zip(
            found.organisations, found.probabilities.tolist(), found.low.tolist(), found.high.tolist(), strict=True
        )
    ]
