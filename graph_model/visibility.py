"""The viewer of a request. `Node.visible` limits the nodes that a viewer may see; the renderer adds this filter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """The role of the user who sends a request. The only role is `anyone`."""

    role: str = "anyone"


ANYONE = Viewer()
