"""What the graph keeps of its own filling: the log, and links that wait for a node which is not stored yet."""

from datetime import datetime
from typing import Annotated, ClassVar

from graph_model.declarations import Node
from graph_model.properties import Indexed, Unique
from graph_model.terms import LogKind

# the labels of what an import keeps so that it can be undone: no kinds, since no operation reads them
STEP, EARLIER = "ImportStep", "EarlierRecord"
UNDO_LABELS = frozenset({STEP, EARLIER})


class LogEntry(Node):
    """A change of the stored graph with its time; `summary` is JSON of counts by kind, without values of records."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    kind: LogKind
    began_at: datetime
    ended_at: datetime | None = None
    files: tuple[str, ...] = ()
    summary: str | None = None


class AwaitedLink(Node):
    """A relation of which an end is not stored yet; it becomes real when both are.

    `relation` is the relation as JSON. A `by_reference` one is written with defaults, and gives way to what a table
    of its relation says. `told` names the place that it was read from.
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    pattern: str
    start: Annotated[str, Indexed]
    end: Annotated[str, Indexed]
    relation: str
    by_reference: bool = False
    told: str | None = None
