"""Runs the embedded Neo4j alone: `python -m metodgraph.embedded --data-directory DIRECTORY`, until it is interrupted."""

import argparse
import signal
import sys
import time
from pathlib import Path

from rich.console import Console

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.server import RunningNeo4j, start
from metodgraph.embedded.settings import EmbeddedSettings


def main() -> int:
    """Start, say where the server is, and wait for SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m metodgraph.embedded", description=__doc__)
    parser.add_argument("--data-directory", type=Path, required=True)
    parser.add_argument("--bolt-port", type=int)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console()
    try:
        running = start(EmbeddedSettings(arguments.data_directory, bolt_port=arguments.bolt_port))
    except EmbeddedNeo4jError as error:
        console.print(str(error), style="red")
        return 1
    try:
        console.print(f"uri {running.uri}\nusername {running.username}\npassword file {running.layout.password_file}")
        return wait_for_end(running)
    except KeyboardInterrupt:
        return 0
    finally:
        running.stop()


def wait_for_end(running: RunningNeo4j) -> int:
    """Wait until the server ends by itself, and return its exit code."""
    while (code := running.exit_code()) is None:
        time.sleep(0.2)
    return code


if __name__ == "__main__":
    sys.exit(main())
