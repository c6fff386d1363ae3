"""The viewer of a request. Each kind of node decides what a viewer may see (`Node.visible`); the renderer adds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """Who asks. Today there is only anyone."""

    role: str = "anyone"


ANYONE = Viewer()
