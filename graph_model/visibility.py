"""Who asks: what they may see is decided by each kind of node (`Node.visible`) and added by the renderer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """Who asks. Today there is only anyone."""

    role: str = "anyone"


ANYONE = Viewer()
