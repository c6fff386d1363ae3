"""The function of `replicationPlan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.answers import Wording
from analysis.replication.country import PracticeRecords, ReplicationCountry
from analysis.replication.portfolio.composing import joint_plan
from analysis.replication.portfolio.portfolio_wording import not_all_practices
from analysis.replication.portfolio.request import PortfolioRequest, floors_of, service_of
from analysis.replication.portfolio.result import JointPlan
from analysis.replication.surroundings import Truths
from graph_model.terms import EvidenceTier
from resolvers.compiling.computed_field import Steps, fetch, kept
from resolvers.fields.replication_country.country import country_and_model
from resolvers.fields.replication_country.effects import EFFECTS
from resolvers.fields.replication_plan.arguments import MOST_PRACTICES, ReplicationPlanArguments
from resolvers.fields.replication_plan.rows import CodedRow, RequestedRow
from resolvers.requests.errors import bad_input


def replication_plan(arguments: ReplicationPlanArguments, rows: list[RequestedRow]) -> Steps[JointPlan]:
    """Return the plan. Raises a `RequestError` for unknown codes, and for floors that exceed the size of the plan."""
    (row,) = rows

    def computed() -> Steps[JointPlan]:
        country, stored = yield from country_and_model()
        practices, cuts = practices_of(arguments, row, country)
        request = request_of(arguments, row, country, practices)
        require_room(country, request)
        ids = [country.practices.ids[each] for each in practices]
        found = yield from fetch(EFFECTS, chosen=ids, day=arguments.as_of)
        reported = {each.id: each.effects for each in found}
        return joint_plan(country, stored, request, [reported.get(each, []) for each in ids], cuts)

    return kept(("replication plan", arguments), computed)


def request_of(
    arguments: ReplicationPlanArguments, row: RequestedRow, country: ReplicationCountry, practices: Sequence[int]
) -> PortfolioRequest:
    """Return the request with indices in place of codes."""
    return PortfolioRequest(
        practices=tuple(practices),
        regions=regions_of(arguments.regions, row.regions, country.region_ids),
        size=arguments.size,
        per_organisation=arguments.budget_per_organisation,
        per_practice=arguments.most_per_practice,
        floor=arguments.floor,
        day=arguments.as_of,
    )


def practices_of(
    arguments: ReplicationPlanArguments, row: RequestedRow, country: ReplicationCountry
) -> tuple[list[int], list[Wording]]:
    """Return the indices of the practices, in the order of their ids, and the text on those that were cut off.

    Of the themes, practices in use are considered: published or adopted by the day, and not withdrawn.
    """
    records = country.practices
    if arguments.practices:
        return sorted(records.numbers[each] for each in known_ids("practice", arguments.practices, row.practices)), []
    require_known("theme", arguments.themes, {each.code for each in row.themes})
    about = {records.numbers[practice] for theme in row.themes for practice in theme.practices}
    in_use = set(country.known_on(float(arguments.as_of.toordinal())).tolist())
    fitting = sorted(each for each in about & in_use if not records.withdrawn[each])
    if not fitting:
        raise bad_input("No practice is about these themes on this day. Give other themes or a later day.")
    chosen = sorted(fitting, key=EvidenceOrder(country))[:MOST_PRACTICES]
    return sorted(chosen), [*cut_practices(len(fitting), len(chosen))]


def cut_practices(found: int, considered: int) -> Iterator[Wording]:
    """Yield the text on practices that were cut off."""
    if found > considered:
        yield not_all_practices(found, considered)


class EvidenceOrder:
    """An order of practices: the strongest evidence first, then the most adoptions, then by id."""

    def __init__(self, country: ReplicationCountry) -> None:
        self._tiers = evidence_of(country.practices)
        self._adoptions = np.bincount(country.uptakes.practices, minlength=len(self._tiers)).tolist()

    def __call__(self, practice: int) -> tuple[int, int, int]:
        """Return the key of a practice."""
        return -self._tiers[practice], -self._adoptions[practice], practice


def evidence_of(records: PracticeRecords) -> list[int]:
    """Return the level of evidence of each practice [p]; a larger number is stronger."""
    levels: Mapping[EvidenceTier, int] = {each: level for level, each in enumerate(EvidenceTier)}
    return [levels[each] for each in records.evidence]


def regions_of(codes: Sequence[str] | None, known: Sequence[CodedRow], region_ids: Sequence[str]) -> Truths | None:
    """Return the mask [r] of the requested regions, or None for all. Raises a `RequestError` for an unknown code."""
    if codes is None:
        return None
    return np.isin(np.array(region_ids, dtype=np.str_), np.array(known_ids("region", codes, known), dtype=np.str_))


def known_ids(kind: str, codes: Sequence[str], known: Sequence[CodedRow]) -> list[str]:
    """Return the global ids of codes. Raises a `RequestError` if a code does not exist."""
    ids = {each.code: each.id for each in known}
    require_known(kind, codes, ids)
    return [ids[each] for each in codes]


def require_known(kind: str, codes: Sequence[str], known: Mapping[str, str] | set[str]) -> None:
    """Raise a `RequestError` if a code does not exist."""
    for code in codes:
        if code not in known:
            raise bad_input(f"There is no {kind} with the code {code!r}. Find codes with {kind}s.")


def require_room(country: ReplicationCountry, request: PortfolioRequest) -> None:
    """Raise a `RequestError` if the floors need more assignments than the plan has."""
    floors = floors_of(service_of(country, request), request.floor)
    if floors.sum() > request.size:
        raise bad_input(
            f"A floor of {request.floor} for the {(floors > 0).sum()} worst-served regions needs {floors.sum()} "
            f"assignments; size is {request.size}. Give a larger size, a smaller floor, or fewer regions."
        )
