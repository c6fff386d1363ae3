"""Starting the embedded Neo4j and holding it."""

import socket
import time
from pathlib import Path

import neo4j

from metodgraph.embedded.configuration import write_configuration
from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.jars import ensure_jars
from metodgraph.embedded.java import find_java
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.password import USERNAME, ensure_password
from metodgraph.embedded.process import ServerProcess
from metodgraph.embedded.settings import EmbeddedSettings

START_SECONDS = 180.0
MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
JAVA_FLAGS = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+TrustFinalNonStaticFields",
    "-XX:+DisableExplicitGC",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
)


class RunningNeo4j:
    """A Neo4j that answers at `uri`."""

    def __init__(self, process: ServerProcess, bolt_port: int, password: str, layout: Layout) -> None:
        self.uri = f"bolt://127.0.0.1:{bolt_port}"
        self.username = USERNAME
        self.password = password
        self.layout = layout
        self._process = process

    @property
    def process_id(self) -> int:
        """Java's process id."""
        return self._process.process_id

    def exit_code(self) -> int | None:
        """The server's exit code, or None while it runs."""
        return self._process.exit_code()

    def stop(self) -> None:
        """Stop the server."""
        self._process.stop()


def start(settings: EmbeddedSettings) -> RunningNeo4j:
    """Start Neo4j and wait until it answers."""
    layout = Layout(settings.data_directory.resolve())
    layout.logs.mkdir(parents=True, exist_ok=True)
    password = ensure_password(layout)
    port = settings.bolt_port or free_port()
    write_configuration(layout, port, settings.page_cache_megabytes or 128)
    command = java_command(find_java(), ensure_jars(), layout, settings.heap_megabytes or 384)
    running = RunningNeo4j(ServerProcess(command, layout.console_log), port, password, layout)
    wait_until_ready(running)
    return running


def free_port() -> int:
    """A port of the loopback that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def java_command(java: Path, jars: list[Path], layout: Layout, heap_megabytes: int) -> list[str]:
    """The command line of the server."""
    places = [f"--home-dir={layout.home}", f"--config-dir={layout.configuration}", "--console-mode"]
    memory = ["-Xms64m", f"-Xmx{heap_megabytes}m"]
    return [str(java), *memory, *JAVA_FLAGS, "-cp", ":".join(map(str, jars)), MAIN_CLASS, *places]


def wait_until_ready(running: RunningNeo4j) -> None:
    """Wait for the server's own word and for a login."""
    deadline = time.monotonic() + START_SECONDS
    while "Started." not in running.layout.console_log.read_text(encoding="utf-8", errors="replace"):
        if running.exit_code() is not None or time.monotonic() > deadline:
            running.stop()
            raise EmbeddedNeo4jError(f"Neo4j did not start; see {running.layout.console_log}.")
        time.sleep(0.05)
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.username, running.password)) as driver:
        driver.verify_connectivity()
