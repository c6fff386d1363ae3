"""The arguments and the function of the load of experts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.certification.load import ExpertLoad, LoadRow, expert_load
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.requests.errors import bad_input


@dataclass(frozen=True)
class ExpertLoadArguments:
    """The period, both days included, and the codes of the regions; None: all."""

    from_: date
    until: date
    regions: tuple[str, ...] | None


def validated(given: ArgumentValues) -> ExpertLoadArguments:
    """Validate and return the arguments. Raises a `RequestError` for a period that ends before it begins."""
    first, last, regions = given.values["from"], given.values["until"], given.get("regions")
    if last < first:
        raise bad_input(f"until is {last}, before from, which is {first}. Give a later day.")
    return ExpertLoadArguments(first, last, None if regions is None else tuple(regions))


def load_by_region(arguments: ExpertLoadArguments, rows: list[LoadRow]) -> ExpertLoad:
    """Return the load of the regions. Raises a `RequestError` for a code without a region."""
    unknown = sorted({*(arguments.regions or ())} - {each.code for each in rows})
    if unknown:
        raise bad_input(f"There is no region with the code {', '.join(unknown)}. Find codes with regions.")
    return expert_load(rows, arguments.until)
