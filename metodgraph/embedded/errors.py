"""The error that the package of the embedded Neo4j raises."""

import contextlib
from collections.abc import Iterator

from graph_model.errors import MetodGraphError


class EmbeddedNeo4jError(MetodGraphError):
    """A failure of the embedded Neo4j. The message states the cause and the remedy."""

    code = "EMBEDDED_NEO4J_FAILED"


@contextlib.contextmanager
def refusals_in_words() -> Iterator[None]:
    """Convert an OSError of the block into an `EmbeddedNeo4jError`."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise EmbeddedNeo4jError(
            f"The operating system reported an error: {error.strerror or type(error).__name__}{place}. "
            "Make sure that the disk has free space and that this user may read and write there, then start again."
        ) from error
