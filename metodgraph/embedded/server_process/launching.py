"""Launch of the server process, with retries."""

from dataclasses import dataclass, field

from metodgraph.embedded.layout import Layout
from metodgraph.embedded.memory import MemorySizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.server_process.class_data import ClassData
from metodgraph.embedded.server_process.command import neo4j_variables
from metodgraph.embedded.server_process.configuration import write_configuration
from metodgraph.embedded.server_process.failures import JavaCrashedError, ServerWords, words_from_now
from metodgraph.embedded.server_process.ports import LOOPBACK, PortInUseError, choose_port
from metodgraph.embedded.server_process.process import GuardedProcess
from metodgraph.embedded.server_process.readiness import wait_until_started

FREE_PORT_TRIES = 5
ARCHIVE_REFUSED = "[warning][cds]"


@dataclass(frozen=True, slots=True)
class Preparation:
    """The verified prerequisites for a start of the server."""

    layout: Layout
    ownership: Ownership
    memory: MemorySizes
    password: str = field(repr=False)
    class_data: ClassData

    def launch(self, port: int) -> "Launched":
        """Start the server process without waiting until it is ready."""
        write_configuration(self.layout, port, self.memory)
        words = words_from_now(self.layout)
        class_data = self.class_data.flags(self.layout.loaded_classes)
        command = self.class_data.runtime.server(self.layout, self.memory.heap, class_data)
        held = [self.ownership.descriptor]
        process = GuardedProcess(command, self.layout.console_log, held=held, variables=neo4j_variables(self.layout))
        return Launched(process, words, port)


@dataclass(frozen=True, slots=True)
class Launched:
    """A launched server process, its output and its port."""

    process: GuardedProcess
    words: ServerWords
    port: int

    @property
    def uri(self) -> str:
        """The address that clients connect to."""
        return f"bolt://{LOOPBACK}:{self.port}"


def launch_until_started(preparation: Preparation, requested_port: int | None) -> Launched:
    """Launch the server and wait until it has started.

    If another program takes the chosen free port before the server binds it, another free port is tried; a
    `wanted_port` is tried once. If Java crashes while a class-data archive exists, the archive is deleted and the
    launch is repeated. An archive that Java rejects is deleted after the start. A later start builds the archive again.
    """
    port_tries = 1 if requested_port else FREE_PORT_TRIES
    archive = preparation.class_data.archive
    while True:
        try:
            launched = launch_once(preparation, choose_port(requested_port))
        except PortInUseError:
            port_tries -= 1
            if not port_tries:
                raise
        except JavaCrashedError:
            if not archive.exists():
                raise
            archive.unlink(missing_ok=True)
        else:
            if ARCHIVE_REFUSED in launched.words.console():
                archive.unlink(missing_ok=True)
            return launched


def launch_once(preparation: Preparation, port: int) -> Launched:
    """Launch the server and wait until it has started; kill the process after a failure or an interruption."""
    launched = preparation.launch(port)
    try:
        wait_until_started(launched.process, launched.words, port)
    except BaseException:
        launched.process.kill()
        raise
    return launched
