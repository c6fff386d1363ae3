"""Hubs: organisations that are linked to so many others that a path through them says little about its ends.

The degree of an organisation is the number of distinct organisations to which links of some kinds join it on a day.
Links of region and border do not count, since they join every two organisations of a region. A path through a
participant of a project with hundreds of others, or through the author of a practice with hundreds of adopters, joins
nearly every two organisations. Therefore the default threshold is that of large projects
(`analysis.ties.common_projects`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analysis.models.numbers import distinct
from analysis.ties.common_projects import LARGEST_PROJECT, Integers
from analysis.ties.country_links import CountryLinks
from analysis.vocabulary import HubTreatment, LinkKind

HUB_DEGREE = LARGEST_PROJECT


@dataclass(frozen=True)
class Hubs:
    """Organisations with a degree of more than `above`: the degree of each by global id, and how paths treat them.

    The ends of a search are not among them, since a path may begin and end at a hub.
    """

    treatment: HubTreatment = HubTreatment.KEEP
    above: int = HUB_DEGREE
    degrees: Mapping[str, int] = field(default_factory=dict)

    def inside(self, ends: Iterable[str]) -> Hubs:
        """Return the hubs that can be inside a path between two ends."""
        left = self.degrees.keys() - {*ends}
        return Hubs(self.treatment, self.above, {each: self.degrees[each] for each in left})

    @cached_property
    def excluded(self) -> Mapping[str, bool]:
        """The hubs through which no path passes, as the keys of a map."""
        return dict.fromkeys(self.degrees, True) if self.treatment is HubTreatment.EXCLUDE else {}

    @cached_property
    def penalties(self) -> Mapping[str, int]:
        """The penalty of each hub inside a path, as a number of links; none unless hubs are discounted."""
        if self.treatment is not HubTreatment.DISCOUNT:
            return {}
        return {hub: penalty(degree, self.above) for hub, degree in self.degrees.items()}

    def largest(self, count: int) -> list[str]:
        """Return the hubs with the largest degrees; of equal ones, the first by id."""
        return sorted(self.degrees, key=lambda each: (-self.degrees[each], each))[:count]


def penalty(degree: int, above: int) -> int:
    """Return the penalty of a hub: 1 + floor(log2(degree / above)) links, so that each doubling adds one link.

    Croes, Couche, Wodak, van Helden (2006, "Inferring meaningful pathways in weighted metabolic networks", Journal of
    Molecular Biology 356(1)) and Faust, Dupont, Callut, van Helden (2010, "Pathway discovery in metabolic networks by
    subgraph extraction", Bioinformatics 26(9)) weight each node of a path by its degree. The logarithm makes the weight
    of a hub comparable with the length of paths; the whole number makes sums, and so the order of paths, exact.
    """
    return (degree // above).bit_length()


def degrees(links: CountryLinks, kinds: Iterable[LinkKind], day: float) -> Integers:
    """Return the degree of each organisation [n] on a day. Organisations that have ended before do not count."""
    count = len(links.organisations)
    found, open_ones = links.between(kinds, day), links.organisations.last_days >= day
    both = open_ones[found.one] & open_ones[found.other]
    one, other = found.one[both], found.other[both]
    pairs = distinct(np.minimum(one, other) * count + np.maximum(one, other))
    return np.bincount(np.concatenate([pairs // max(count, 1), pairs % max(count, 1)]), minlength=count)


def hubs_among(links: CountryLinks, found: Integers, treatment: HubTreatment, above: int) -> Hubs:
    """Return the organisations with a degree of more than `above`; `found` holds the degree of each [n]."""
    over = np.flatnonzero(found > above).tolist()
    return Hubs(treatment, above, {links.organisations.ids[each]: int(found[each]) for each in over})
