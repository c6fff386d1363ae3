"""Fitting of the model of partnerships to the graph, for the command `analyse partners`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console

from graph_model.database.driver import Database
from metodgraph.commands.analyse.output import printed
from metodgraph.progress import progress_bar

if TYPE_CHECKING:
    from analysis.partners.country import PartnerCountry


async def fit_and_store(database: Database, day: date, seed: int, console: Console, as_json: bool) -> None:
    """Fit the model, store it in place of an earlier one, and print its figures."""
    printed(await fit_model(database, day, seed, console), as_json)


async def fit_model(database: Database, day: date, seed: int, console: Console) -> dict[str, object]:
    """Fit the model, store it in place of an earlier one, and return its figures."""
    from jobs.country.version import demand_unchanged, one_version
    from jobs.partners.learning import fit
    from jobs.partners.storing import store_model

    with progress_bar(console) as reporter:
        async with one_version(database) as version:
            country = await read_country(database, day)
        fitted = fit(country, seed, reporter)
    await demand_unchanged(database, version)
    changed = await store_model(database, fitted, version)
    model = fitted.model
    return {
        "model": f"{model.name} {model.version}",
        "stored": "replaced" if changed else "unchanged",
        "fitted_on": fitted.day.isoformat(),
        "pairs": model.rows,
        "new_partners": model.adoptions,
        "projects_left_out_too_many_participants": country.links.large_projects,
        "intercept": model.intercept,
        "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
        "calibration": list(model.calibration),
        "evaluation": fitted.evaluation,
    }


async def read_country(database: Database, day: date) -> PartnerCountry:
    """Read the links and the content of all organisations."""
    from resolvers.fields.country_links.arrays import COUNTRY_LINKS
    from resolvers.fields.organisation_content import COMPETENCE_NEEDS, ORGANISATION_CONTENT
    from resolvers.fields.partner_suggestions.country import country_of
    from resolvers.fields.partner_suggestions.statement import BORDERS
    from resolvers.running.shared_reading import read_shared

    return country_of(
        await read_shared(database, COUNTRY_LINKS),
        await read_shared(database, ORGANISATION_CONTENT),
        await read_shared(database, COMPETENCE_NEEDS),
        await read_shared(database, BORDERS),
        day,
    )
