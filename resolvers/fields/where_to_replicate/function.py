"""The function of `whereToReplicate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.answers import Wording
from analysis.replication import replication_wording as wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.plan import Plan, plan_of
from analysis.replication.rows import KINDS
from analysis.replication.situation import Situation, situation_of
from analysis.replication.surroundings import Truths
from analysis.vocabulary import Fairness
from graph_model.declarations import global_id
from graph_model.kinds.territory import Region
from graph_model.terms import OrganisationKind
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch
from resolvers.fields.days import requested_day, today
from resolvers.fields.replication_country.country import country_and_model
from resolvers.fields.replication_country.effects import EFFECTS
from resolvers.fields.where_to_replicate.rows import PlannedPracticeRow
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_TARGETS, MOST_TARGETS = 10, 100


@dataclass(frozen=True)
class TargetsArguments:
    """The arguments of the field."""

    first: int
    fairness: Fairness
    as_of: date
    region: str | None
    kinds: Sequence[OrganisationKind] | None


def arguments(given: ArgumentValues) -> TargetsArguments:
    """Validate and return the arguments. Raises a `RequestError` for a `first` outside its limits, or no kinds."""
    kinds = given.get("kinds")
    if kinds is not None and not kinds:
        raise bad_input("kinds is empty. Give at least one kind, or omit it to use all.")
    return TargetsArguments(
        first=limited("first", given.get("first"), DEFAULT_TARGETS, MOST_TARGETS),
        fairness=Fairness[given.get("fairness") or Fairness.NONE],
        as_of=requested_day(given.get("asOf")),
        region=given.get("region"),
        kinds=None if kinds is None else [OrganisationKind[each] for each in kinds],
    )


def where_to_replicate(arguments: TargetsArguments, rows: list[PlannedPracticeRow]) -> Steps[Plan]:
    """Return the plan for a practice. Raises a `RequestError` if the region does not exist."""
    (row,) = rows
    if not row.region_exists:
        raise bad_input(f"There is no region with the code {arguments.region!r}. Find codes with regions.")
    country, stored = yield from country_and_model()
    allowed = allowed_targets(country, arguments, row.matching)
    situation = situation_of(country, country.practices.numbers[row.id], arguments.as_of, allowed)
    (reported,) = yield from fetch(EFFECTS, chosen=[row.id], day=arguments.as_of)
    evidence = PracticeEvidence(country, reported.effects, situation.ordinal, country.practices.numbers[row.id])
    return plan_of(situation, evidence, stored, arguments.first, arguments.fairness, [*notes(situation)])


def allowed_targets(
    country: ReplicationCountry, arguments: TargetsArguments, matching: Sequence[str] | None
) -> Truths | None:
    """Return a mask [n] of the organisations that the arguments select, or None for all."""
    if arguments.region is None and arguments.kinds is None and matching is None:
        return None
    allowed = np.ones(len(country.ids), dtype=np.bool_)
    if arguments.region is not None:
        region = global_id(Region, arguments.region)
        allowed &= np.array([each == region for each in (*country.region_ids, None)])[country.regions]
    if arguments.kinds is not None:
        allowed &= np.isin(country.around.organisations.kinds, [KINDS.index(each) for each in arguments.kinds])
    if matching is not None:
        allowed &= np.isin(np.array(country.ids, dtype=np.str_), np.array(matching, dtype=np.str_))
    return allowed


def notes(situation: Situation) -> Iterator[Wording]:
    """Yield remarks on the interpretation of the plan."""
    if situation.day > today():
        yield wording.future_day()
    if not len(situation.holders.organisations):
        yield wording.no_adopters()
