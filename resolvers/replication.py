"""`Practice.whereToReplicate`: where a practice should go next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.answers import Wording
from analysis.replication import replication_wording as wording
from analysis.replication.plan import Plan, plan_of
from analysis.vocabulary import Fairness
from graph_model.practices import Practice
from resolvers.computed import Computed
from resolvers.days import day_asked, today
from resolvers.limits import limited
from resolvers.replication_arrays import model_of, situation_of, surroundings

DEFAULT_TARGETS, MOST_TARGETS = 10, 100


def where_to_replicate(arrays: list[Any], arguments: Mapping[str, Any]) -> Plan:
    """`Practice.whereToReplicate`; raises a `RequestError` where `first` is out of its limits."""
    first = limited("first", arguments.get("first"), DEFAULT_TARGETS, MOST_TARGETS)
    fairness = Fairness[arguments.get("fairness") or Fairness.NONE]
    (row,) = arrays
    situation = situation_of(row, day_asked(arguments.get("asOf")))
    notes: list[Wording] = []
    if situation.day > today():
        notes.append(wording.future_day())
    if not len(situation.adopters.organisations):
        notes.append(wording.nobody_known())
    return plan_of(situation, model_of(row), first, fairness, notes)


WHERE_TO_REPLICATE = Computed(
    Practice.__name__, "whereToReplicate", body=surroundings, compute=where_to_replicate, sent=("asOf",)
)
