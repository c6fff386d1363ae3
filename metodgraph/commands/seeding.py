"""Seeding of the reference data and the generated data sets."""

from __future__ import annotations

from datetime import date
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

# the sets whose model is fitted when they are loaded; for the federal set this takes minutes and has its own command
FITTED = frozenset({"demo"})


async def load(database: Database, compare_each: bool, console: Console) -> None:
    """Load the reference data and print a report."""
    await must_be_free_or_ours(database)
    report = await load_reference(database, step_reporter(console), compare_each=compare_each)
    for sentence in sentences(report, detailed=True):
        print_text(console, sentence)


async def load_demo(database: Database, country: Country, directory: Path, console: Console) -> None:
    """Load the reference data and the demo country, and print a report."""
    await must_be_free_or_ours(database)
    report = await load_reference(database, step_reporter(console))
    for sentence in sentences(report):
        print_text(console, sentence)
    with progress_bar(console) as reporter:
        generated = await load_generated(database, country, truth_directory(directory, country), reporter)
    print_text(console, sentence_of(generated))
    await fit_where_missing(database, console, anew=not generated.recognised)
    await fit_partners_where_missing(database, console, anew=not generated.recognised)


async def fit_where_missing(database: Database, console: Console, anew: bool = False) -> None:
    """Fit the replication model if none is stored or a new fit is requested, so that the demo supports all fields."""
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
        print_text(console, f"Fitted a model of partnerships to {figures['new_partnerships']:,} new partnerships.")


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
