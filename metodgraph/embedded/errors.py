"""The one error that the embedded Neo4j raises on purpose."""

import contextlib
from collections.abc import Iterator

from graph_model.errors import MetodGraphError


class EmbeddedNeo4jError(MetodGraphError):
    """A failure of the embedded Neo4j. The text says in a sentence or two what happened and what to do."""

    code = "EMBEDDED_NEO4J_FAILED"


@contextlib.contextmanager
def refusals_in_words() -> Iterator[None]:
    """Put what the operating system refuses into words, as far as nothing inside knows better ones."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise EmbeddedNeo4jError(
            f"The system refused what Neo4j needs: {error.strerror or type(error).__name__}{place}. "
            "See that the disk has room and that this user may read and write there, and start again."
        ) from error
