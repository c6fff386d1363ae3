"""Counter-indications of an organisation as a target.

Nothing is subtracted for them: the reasons already contain the effects that the model knows, and the rest is for people
to weigh. Organisations without capacity rank below those with capacity.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.replication import replication_wording as wording
from analysis.replication.facts import Facts
from analysis.replication.reasons import ReplicationReason
from analysis.replication.situation import Situation
from analysis.vocabulary import ReasonCode
from graph_model.terms import PracticeStage

# the least number of adopters for which a missing kind is significant
FEWEST_ADOPTERS = 5
PROVEN = frozenset({PracticeStage.PROVEN, PracticeStage.IN_BANK})


def counter_indications(situation: Situation, organisation: int, facts: Facts) -> Iterator[ReplicationReason]:
    """Yield the counter-indications of an organisation, given by its position in the situation."""
    if situation.withdrawn:
        yield ReplicationReason(ReasonCode.NO_LONGER_PUBLISHED, 0.0, wording.no_longer_published())
    if situation.stage not in PROVEN:
        yield ReplicationReason(ReasonCode.NOT_PROVEN, 0.0, wording.not_proven(situation.stage))
    if situation.without_capacity[organisation]:
        yield ReplicationReason(ReasonCode.NO_CAPACITY, 0.0, wording.too_busy(facts.busy, facts.teachers))
    if facts.failed_near:
        yield ReplicationReason(ReasonCode.FAILED_NEARBY, 0.0, wording.failed_nearby(facts.failed_near))
    kind = int(situation.around.organisations.kinds[organisation])
    if facts.adopters >= FEWEST_ADOPTERS and kind not in situation.kinds_of_adopters():
        yield ReplicationReason(ReasonCode.KIND_NOT_TRIED, 0.0, wording.kind_not_tried(situation.kind(organisation)))
