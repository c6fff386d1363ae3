"""Memberships of people in groups, with role and first day."""

from collections.abc import Iterator

import numpy as np

from generator.drawing.ground import Integers
from generator.drawing.people import People
from generator.record_making import Maker, day
from graph_model.kinds.people import MemberOf
from graph_model.kinds.people_terms import MembershipRole
from graph_model.links import Link


def members(maker: Maker, random: np.random.Generator, people: People, chosen: Integers, group: str) -> Iterator[Link]:
    """Yield the memberships of a group: a head and a secretary in groups of three or more, and members."""
    since = random.integers(18_300, 20_300, len(chosen)).tolist()
    for number, (place, began) in enumerate(zip(chosen.tolist(), since, strict=True)):
        role = (MembershipRole.HEAD, MembershipRole.SECRETARY)[number] if number < 2 < len(chosen) else None
        began = max(began, int(people.first_worked[place]))
        yield maker.link(people.id(place), MemberOf, group, role=role or MembershipRole.MEMBER, since=day(began))
