"""Declared sources of adoptions: most adopters name their source, some name a wrong one, many do not know it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.country import Country
from generator.drawing.ground import Integers
from generator.drawing.practices import CYCLIC
from generator.drawing.spread import Spread
from generator.drawing.spread_parameters import Channel
from generator.streams import stream
from graph_model.terms import LearningBasis, Provenance

DECLARED = 0.55
WRONG = 0.04
UNDATED = 0.03
BASES: dict[Channel, tuple[LearningBasis, ...]] = {
    Channel.BANK: (LearningBasis.PUBLICATION,),
    Channel.SAME_MUNICIPALITY: (LearningBasis.NEIGHBOUR, LearningBasis.NEIGHBOUR, LearningBasis.EVENT),
    Channel.BORDER: (LearningBasis.NEIGHBOUR, LearningBasis.EVENT),
    Channel.PARTNER: (LearningBasis.PARTNERSHIP, LearningBasis.PARTNERSHIP, LearningBasis.INTERNSHIP),
    Channel.PERSON: (LearningBasis.INTERNSHIP, LearningBasis.EVENT),
    Channel.CAMPAIGN: (LearningBasis.EVENT,),
}


@dataclass(frozen=True)
class Declarations:
    """The provenance of each adoption, its named adoption (-1: none) and basis, and whether its start is undated."""

    provenance: Sequence[Provenance]
    named: Integers
    basis: Sequence[LearningBasis | None]
    undated: Sequence[bool]


def declare(country: Country, spread: Spread) -> Declarations:
    """Draw the declarations; two adoptions of the cyclic practice name each other."""
    random = stream(country.seed, "declarations")
    count = len(spread.on)
    starts = np.searchsorted(spread.practice, spread.practice)
    declares, errs = random.random(count) < DECLARED, random.random(count) < WRONG
    wrong = starts + (random.random(count) * np.maximum(np.arange(count) - starts, 1)).astype(np.int64)
    named = np.where(declares, np.where(errs & (wrong < np.arange(count)), wrong, spread.parent), -1)
    which = random.integers(0, 6, count).tolist()
    provenance: list[Provenance] = []
    basis: list[LearningBasis | None] = []
    for place, (channel, says) in enumerate(zip(spread.channel, declares.tolist(), strict=True)):
        if channel is Channel.OWN:
            named[place] = -1
            provenance.append(Provenance.OWN)
            basis.append(None)
        else:
            provenance.append(Provenance.LEARNED if says else Provenance.UNKNOWN)
            choices = BASES[channel]
            basis.append(choices[which[place] % len(choices)] if says else None)
    undated = random.random(count) < UNDATED
    cycle = [place for place in np.flatnonzero(spread.practice == CYCLIC).tolist() if spread.parent[place] >= 0][:2]
    if len(cycle) < 2:
        cycle = np.flatnonzero(spread.practice == CYCLIC)[1:3].tolist()
    for one, other in zip(cycle, reversed(cycle), strict=True):
        named[one] = other
        provenance[one], basis[one], undated[one] = Provenance.LEARNED, LearningBasis.PARTNERSHIP, False
    return Declarations(provenance, named, basis, undated.tolist())
