"""How the properties of analyses are tried: on the same examples each time, however busy the machine is."""

from hypothesis import settings

REPEATABLE = settings(derandomize=True, deadline=None, database=None)
MANY = settings(REPEATABLE, max_examples=500)
