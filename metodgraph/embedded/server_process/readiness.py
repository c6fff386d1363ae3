"""When a started server is ready: by its own word, then by a login."""

import time

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.server_process.failures import PORT_TAKEN, ServerWords
from metodgraph.embedded.server_process.password import USERNAME
from metodgraph.embedded.server_process.ports import PortTakenError
from metodgraph.embedded.server_process.process import GuardedProcess

STARTED = " INFO  Started.\n"
# A start after a crash with a large graph replays its logs first.
START_SECONDS = 600.0
LOOK_SECONDS = 0.03
LOGIN_SECONDS = 20.0


def wait_until_started(process: GuardedProcess, words: ServerWords, port: int) -> None:
    """Wait for the server to say that it has started; an error if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while STARTED not in words.console():
        exit_code = process.exit_code()
        if exit_code is not None or time.monotonic() > deadline:
            if PORT_TAKEN.search(words.console()):
                raise PortTakenError(port)
            raise words.explain(exit_code)
        time.sleep(LOOK_SECONDS)


def log_in(uri: str, password: str, layout: Layout) -> None:
    """See that the server answers, and to this password."""
    # imported while Neo4j starts
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with neo4j.GraphDatabase.driver(
            uri, auth=(USERNAME, password), connection_timeout=LOGIN_SECONDS, telemetry_disabled=True
        ) as driver:
            driver.verify_connectivity()
    except AuthError:
        raise EmbeddedNeo4jError(
            f"The password in {layout.password_file} does not open the data beside it. Put the right one there, "
            f"or move {layout.home} away to begin with an empty graph."
        ) from None
    except (DriverError, Neo4jError) as error:
        raise EmbeddedNeo4jError(
            f"Neo4j has started, but does not answer at {uri}: {type(error).__name__}. Its log is {layout.console_log}."
        ) from error
