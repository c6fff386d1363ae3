"""Run the embedded Neo4j alone until interrupted: `python -m metodgraph.embedded --data-directory DIRECTORY`."""

import argparse
import signal
import sys
import time
from pathlib import Path

from rich.console import Console

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.reporter import ConsoleReporter
from metodgraph.embedded.server import RunningNeo4j, start
from metodgraph.embedded.settings import EmbeddedSettings

LOOK_SECONDS = 0.2


def main() -> int:
    """Start the server, print its address and wait for SIGINT or SIGTERM. Return the exit status."""
    arguments = parser().parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(stderr=True)
    try:
        settings = EmbeddedSettings(
            data_directory=arguments.data_directory,
            bolt_port=arguments.bolt_port,
            heap_megabytes=arguments.heap_megabytes,
            page_cache_megabytes=arguments.page_cache_megabytes,
        )
        with start(settings, ConsoleReporter(console)) as running:
            print_address(running)
            wait_for_end(running)
    except EmbeddedNeo4jError as error:
        console.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        return error.exit_status
    except KeyboardInterrupt:
        return 0
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m metodgraph.embedded", description=__doc__)
    made.add_argument("--data-directory", type=Path, required=True)
    made.add_argument("--bolt-port", type=int, help="default: a free port")
    made.add_argument("--heap-megabytes", type=int, help="default: 224, less on a small machine")
    made.add_argument("--page-cache-megabytes", type=int, help="default: 128, less on a small machine")
    return made


def print_address(running: RunningNeo4j) -> None:
    """Print the address, user name and password file of the server, but never the password."""
    sys.stdout.write(f"uri {running.uri}\nusername {running.username}\n")
    sys.stdout.write(f"password-file {running.layout.password_file}\nprocess {running.process_id}\n")
    sys.stdout.flush()


def wait_for_end(running: RunningNeo4j) -> None:
    """Wait until the server ends unexpectedly, and raise its failure."""
    while (failure := running.failure()) is None:
        time.sleep(LOOK_SECONDS)
    raise failure


if __name__ == "__main__":
    sys.exit(main())
