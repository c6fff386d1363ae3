"""The import journal: the log of changes, and pending references to nodes that are not stored yet."""

from datetime import datetime
from typing import Annotated, ClassVar

from graph_model.declarations import Node
from graph_model.properties import Indexed, Unique
from graph_model.terms import LogKind

# the labels of the undo records of an import; they are not declared as kinds, because no operation reads them
STEP, EARLIER = "ImportStep", "EarlierRecord"
UNDO_LABELS = frozenset({STEP, EARLIER})


class LogEntry(Node):
    """A change of the stored graph with its time. `summary` is JSON: counts by kind, without values of records."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    kind: LogKind
    began_at: datetime
    ended_at: datetime | None = None
    files: tuple[str, ...] = ()
    summary: str | None = None


class AwaitedLink(Node):
    """A pending reference: a relation with an end that is not stored yet. It is written once both ends are stored.

    `relation` is the relation as JSON. A `by_reference` relation is written with default values; a row of the table of
    this relation replaces it. The last field is the place in the source that the relation was read from.
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    pattern: str
    start: Annotated[str, Indexed]
    end: Annotated[str, Indexed]
    relation: str
    by_reference: bool = False
    told: str | None = None
