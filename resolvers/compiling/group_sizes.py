"""Thresholds for numbers of people, which must not reveal the size of a small group.

A filter may only ask whether there are at least 5, 10, 15 ... people. Its answers round the size of a group down to a
multiple of five, so that the size of a group of fewer than five people remains unknown, also as the difference of two
other groups (Hundepool et al. 2012, Statistical Disclosure Control, chapter 5: rounding).
"""

from __future__ import annotations

from analysis.deficits.suppression import SMALLEST_GROUP
from resolvers.requests.errors import bad_input


def threshold(value: object) -> int:
    """Return a number of people to compare with. Raises a `RequestError` for a number that could single people out."""
    if not isinstance(value, int) or value < SMALLEST_GROUP or value % SMALLEST_GROUP:
        msg = (
            f"A number of people cannot be compared with {value}, because groups of fewer than {SMALLEST_GROUP} people "
            f"are not shown. Compare with {SMALLEST_GROUP}, {2 * SMALLEST_GROUP}, {3 * SMALLEST_GROUP} or another "
            f"multiple of {SMALLEST_GROUP}."
        )
        raise bad_input(msg)
    return value
