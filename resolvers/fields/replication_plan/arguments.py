"""The arguments of `replicationPlan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.replication.capacity import MOST_AT_ONCE
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.days import requested_day
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_ADOPTIONS, MOST_ADOPTIONS = 100, 1_000
MOST_PRACTICES = 50
DEFAULT_FLOOR = 1


@dataclass(frozen=True)
class ReplicationPlanArguments:
    """Codes of practices or of themes, codes of regions (None: all), the limits and the day."""

    practices: tuple[str, ...]
    themes: tuple[str, ...]
    regions: tuple[str, ...] | None
    size: int
    budget_per_organisation: int
    most_per_practice: int | None
    floor: int
    as_of: date


def validated(given: ArgumentValues) -> ReplicationPlanArguments:
    """Validate and return the arguments. Raises a `RequestError` for values outside of their limits."""
    practices, themes = (tuple(dict.fromkeys(given.get(each) or ())) for each in ("practices", "themes"))
    if bool(practices) == bool(themes):
        raise bad_input("Give the codes of practices or of themes, and not both.")
    if len(practices) > MOST_PRACTICES:
        raise bad_input(f"practices has {len(practices)} codes. Give at most {MOST_PRACTICES}.")
    regions, floor, most = given.get("regions"), given.get("floor"), given.get("mostPerPractice")
    if regions is not None and not regions:
        raise bad_input("regions is empty. Give at least one code, or omit it to use the whole country.")
    size = limited("size", given.get("size"), DEFAULT_ADOPTIONS, MOST_ADOPTIONS)
    return ReplicationPlanArguments(
        practices=practices,
        themes=themes,
        regions=None if regions is None else tuple(dict.fromkeys(regions)),
        size=size,
        budget_per_organisation=limited("budgetPerOrganisation", given.get("budgetPerOrganisation"), 1, MOST_AT_ONCE),
        most_per_practice=None if most is None else limited("mostPerPractice", most, size, MOST_ADOPTIONS),
        floor=DEFAULT_FLOOR if floor is None else floor_in(floor),
        as_of=requested_day(given.get("asOf")),
    )


def floor_in(floor: int) -> int:
    """Return the floor. Raises a `RequestError` if it is not from 0 to `MOST_ADOPTIONS`."""
    if not 0 <= floor <= MOST_ADOPTIONS:
        raise bad_input(f"floor is {floor}. Give 0 to {MOST_ADOPTIONS}; 0 plans without a floor.")
    return floor
