"""Seeding of the reference data and the generated data sets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from rich.console import Console

from generator.country import Country
from generator.loading import GeneratedReport, load_generated
from graph_model.database.driver import Database
from jobs.replication.errors import TooFewAdoptionsError, UnusableModelError
from metodgraph.console_output import print_text, step_reporter
from metodgraph.progress import progress_bar
from metodgraph.service.graph_access import must_be_free_or_ours
from seeds.loading import load_reference
from seeds.report import sentences

# the set that also has inferred sources and forecasts, so that every field has content
WITH_RESULTS = frozenset({"demo"})
# the forecasts of the demo are for its most adopted practice, as of a year ago, so that they can be scored
FORECAST_PRACTICE, FORECAST_ORGANISATIONS = 1, 20
YEAR = timedelta(days=365)


async def load(database: Database, compare_each: bool, console: Console) -> None:
    """Load the reference data and print a report."""
    await must_be_free_or_ours(database)
    report = await load_reference(database, step_reporter(console), compare_each=compare_each)
    for sentence in sentences(report, detailed=True):
        print_text(console, sentence)


async def load_demo(
    database: Database, country: Country, directory: Path, console: Console, models: bool = True
) -> None:
    """Load the reference data and the demo country, and print a report."""
    await must_be_free_or_ours(database)
    report = await load_reference(database, step_reporter(console))
    for sentence in sentences(report):
        print_text(console, sentence)
    with progress_bar(console) as reporter:
        generated = await load_generated(database, country, truth_directory(directory, country), reporter)
    print_text(console, sentence_of(generated))
    if models:
        await add_analyses(database, country, console, anew=not generated.recognised)


async def add_analyses(database: Database, country: Country, console: Console, anew: bool = False) -> None:
    """Add the results of analyses that are missing, or all of them: models, and for the demo sources and forecasts.

    Completed steps are stored, so that a repeated call continues after an interruption.
    """
    if country.name in WITH_RESULTS and (anew or not await has_results(database)):
        await add_results(database, country, console)
    await fit_partners_where_missing(database, console, anew)
    await fit_where_missing(database, console, anew)


async def has_results(database: Database) -> bool:
    """Return whether forecasts are stored, which are the last of the results."""
    return bool((await database.read("RETURN EXISTS { MATCH (:Forecast) }", {}))[0][0])


async def add_results(database: Database, country: Country, console: Console) -> None:
    """Infer sources of adoptions, and forecast the adoptions of the most adopted practice for the last year."""
    from jobs.provenance.inferring import Options
    from jobs.replication.forecasts import ForecastRequest
    from metodgraph.commands.analyse.provenance import report
    from metodgraph.commands.analyse.replication import store_forecasts_as_of

    try:
        await report(database, Options(folds=0), None, console)
        request = ForecastRequest(country.today - YEAR, country.today, FORECAST_ORGANISATIONS)
        await store_forecasts_as_of(database, request, [country.code("PR", FORECAST_PRACTICE)], console)
    except (TooFewAdoptionsError, UnusableModelError) as error:
        print_text(console, f"No forecasts were made: {error}")
    else:
        print_text(console, "Inferred the sources of adoptions, and stored forecasts for a practice.")


async def fit_where_missing(database: Database, console: Console, anew: bool = False) -> None:
    """Fit the replication model if none is stored or a new fit is requested, so that all fields have content."""
    from jobs.replication.storing import StoredKnowledge, stored_model
    from metodgraph.commands.analyse.replication import fit_model

    if not anew and isinstance(await stored_model(database), StoredKnowledge):
        return
    try:
        figures = await fit_model(database, date.today(), 1, console)
    except (TooFewAdoptionsError, UnusableModelError) as error:
        print_text(console, f"No replication model was fitted: {error}")
    else:
        print_text(console, f"Fitted a replication model to {figures['adoptions']:,} adoptions.")


async def fit_partners_where_missing(database: Database, console: Console, anew: bool) -> None:
    """Fit the model of partnerships if none is stored or a new fit is requested."""
    from jobs.partners.errors import PartnerModelError
    from jobs.partners.storing import has_model
    from metodgraph.commands.analyse.partner_model import fit_model

    if not anew and await has_model(database):
        return
    try:
        figures = await fit_model(database, date.today(), 1, console)
    except PartnerModelError as error:
        print_text(console, f"No model of partnerships was fitted: {error}")
    else:
        print_text(console, f"Fitted a model of partnerships to {figures['new_partners']:,} new partnerships.")


def truth_directory(directory: Path, country: Country) -> Path:
    """Return the directory for the truth about a generated set."""
    return directory / "generated" / f"{country.name}-{country.seed}"


def sentence_of(report: GeneratedReport) -> str:
    """Return a sentence about the result of a load."""
    if report.recognised:
        return "The generated data are stored already; nothing changed."
    total = report.total
    return (
        f"Generated data: {total.created:,} records created, {total.changed:,} changed, {total.unchanged:,} unchanged, "
        f"{report.removed:,} records of an earlier set removed."
    )
