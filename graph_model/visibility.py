"""The viewer of a request, and the smallest group of people whose number is shown.

`Node.visible` limits the nodes that a viewer may see; the renderer adds this filter.
"""

from dataclasses import dataclass

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Viewer:
    """The role of the user who sends a request. The only role is `anyone`."""

    role: str = "anyone"


ANYONE = Viewer()
