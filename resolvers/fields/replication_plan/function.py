"""The arguments and the function of `replicationPlan`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.portfolio import wording
from analysis.replication.portfolio.plan import PortfolioPlan, no_portfolio, portfolio_of
from analysis.replication.portfolio.problem import PortfolioRequest
from analysis.replication.surroundings import Truths
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch
from resolvers.fields.days import requested_day
from resolvers.fields.replication_country.country import country_and_model
from resolvers.fields.replication_plan.statement import EFFECTS, PlanRow
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

MOST_PRACTICES = 50
DEFAULT_SIZE, MOST_SIZE = 100, 1_000
DEFAULT_BUDGET, MOST_BUDGET = 1, 5
MOST_FLOOR = 50


@dataclass(frozen=True)
class PortfolioArguments:
    """The arguments of the field."""

    practices: Sequence[str]
    themes: Sequence[str]
    regions: Sequence[str]
    size: int
    budget_per_organisation: int
    floor: int
    as_of: date


def arguments(given: ArgumentValues) -> PortfolioArguments:
    """Validate and return the arguments. Raises a `RequestError` for values outside the limits."""
    practices, themes = given.get("practices") or [], given.get("themes") or []
    if bool(practices) == bool(themes):
        raise bad_input("Give either practices or themes: at least one code.")
    if len(practices) > MOST_PRACTICES:
        raise bad_input(f"practices has {len(practices)} codes. Give at most {MOST_PRACTICES}.")
    floor = given.get("floor")
    if floor is not None and not 0 <= floor <= MOST_FLOOR:
        raise bad_input(f"floor is {floor}. Give 0 to {MOST_FLOOR}.")
    return PortfolioArguments(
        practices=list(dict.fromkeys(practices)),
        themes=list(dict.fromkeys(themes)),
        regions=list(dict.fromkeys(given.get("regions") or [])),
        size=limited("size", given.get("size"), DEFAULT_SIZE, MOST_SIZE),
        budget_per_organisation=limited(
            "budgetPerOrganisation", given.get("budgetPerOrganisation"), DEFAULT_BUDGET, MOST_BUDGET
        ),
        floor=1 if floor is None else floor,
        as_of=requested_day(given.get("asOf")),
    )


def replication_plan(arguments: PortfolioArguments, rows: list[PlanRow]) -> Steps[PortfolioPlan]:
    """Return the plan. Raises a `RequestError` if a practice, a theme or a region does not exist."""
    (row,) = rows
    refuse_unknown("practice", arguments.practices, [code for code, _ in row.practices])
    refuse_unknown("theme", arguments.themes, row.themes)
    refuse_unknown("region", arguments.regions, [code for code, _ in row.regions])
    country, stored = yield from country_and_model()
    if isinstance(stored, Wording):
        return no_portfolio(arguments.as_of, stored)
    practices, cut = practices_of(country, row)
    ids = [country.practices.ids[each] for each in practices]
    effects = {each.practice: each.effects for each in (yield from fetch(EFFECTS, practices=ids))}
    day = float(arguments.as_of.toordinal())
    means = [PracticeEvidence(country, effects.get(each, []), day).mean_effect() for each in ids]
    request = PortfolioRequest(
        practices=practices,
        effects=[None if each is None else each.value for each in means],
        allowed=organisations_in(country, [name for _, name in row.regions]),
        budget=arguments.budget_per_organisation,
        size=arguments.size,
        floor=arguments.floor,
        day=day,
    )
    notes = [] if cut is None else [wording.cut_practices(len(practices), cut)]
    return portfolio_of(country, stored, request, arguments.as_of, notes)


def refuse_unknown(kind: str, requested: Sequence[str], known: Sequence[str]) -> None:
    """Raise a `RequestError` if one of the requested codes does not exist."""
    unknown = [each for each in requested if each not in known]
    if unknown:
        raise bad_input(f"There is no {kind} with the code {unknown[0]!r}. Find codes with {kind}s.")


def practices_of(country: ReplicationCountry, row: PlanRow) -> tuple[list[int], int | None]:
    """Return the practices of a plan, and the number that they were chosen from if there were more.

    Of practices on themes, withdrawn ones are left out, and those with the strongest evidence come first; of equals,
    those with the most adopters.
    """
    numbers = country.practices.numbers
    if row.practices:
        return [numbers[name] for _, name in row.practices if name in numbers], None
    records = country.practices
    tiers = {tier: place for place, tier in enumerate(type(records.evidence[0]))} if records.evidence else {}
    found = [numbers[name] for name in row.on_themes if name in numbers and not records.withdrawn[numbers[name]]]
    found.sort(key=lambda each: (-tiers[records.evidence[each]], -adoptions(country, each), records.ids[each]))
    return found[:MOST_PRACTICES], len(found) if len(found) > MOST_PRACTICES else None


def adoptions(country: ReplicationCountry, practice: int) -> int:
    """Return the number of adoptions of a practice."""
    mine = country.uptakes.of(practice)
    return int(mine.stop - mine.start)


def organisations_in(country: ReplicationCountry, regions: Sequence[str]) -> Truths:
    """Return which organisations are in some regions [n]; all without regions."""
    if not regions:
        return np.ones(len(country.ids), dtype=np.bool_)
    return np.array([each in regions for each in (*country.region_ids, None)])[country.regions]
