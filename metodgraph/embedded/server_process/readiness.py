"""Readiness of a started server: the message in its log, then a login."""

import time

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.server_process.failures import PORT_IN_USE, ServerWords
from metodgraph.embedded.server_process.password import USERNAME
from metodgraph.embedded.server_process.ports import PortInUseError
from metodgraph.embedded.server_process.process import GuardedProcess

STARTED = " INFO  Started.\n"
# After a crash, the start replays the transaction logs, which takes long for a large graph.
START_SECONDS = 600.0
LOOK_SECONDS = 0.03
LOGIN_SECONDS = 20.0


def wait_until_started(process: GuardedProcess, words: ServerWords, port: int) -> None:
    """Wait until the console log reports the start. Raises an error if the server ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while STARTED not in words.console():
        exit_code = process.exit_code()
        if exit_code is not None or time.monotonic() > deadline:
            if PORT_IN_USE.search(words.console()):
                raise PortInUseError(port)
            raise words.explain(exit_code)
        time.sleep(LOOK_SECONDS)


def log_in(uri: str, password: str, layout: Layout) -> None:
    """Check that the server responds and accepts the password. Raises `EmbeddedNeo4jError` if it does not."""
    # a slow import, done while Neo4j starts
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with neo4j.GraphDatabase.driver(
            uri, auth=(USERNAME, password), connection_timeout=LOGIN_SECONDS, telemetry_disabled=True
        ) as driver:
            driver.verify_connectivity()
    except AuthError:
        raise EmbeddedNeo4jError(
            f"The password in {layout.password_file} is not valid for this data directory. Restore the right one, "
            f"or move {layout.home} away to start with an empty graph."
        ) from None
    except (DriverError, Neo4jError) as error:
        raise EmbeddedNeo4jError(
            f"Neo4j has started, but does not respond at {uri}: {type(error).__name__}. See {layout.console_log}."
        ) from error
