"""Starting the embedded Neo4j, and holding it while it runs."""

import signal
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from metodgraph.embedded.class_data import ClassData, class_data_of
from metodgraph.embedded.class_data_build import ClassDataBuild
from metodgraph.embedded.command import Runtime, neo4j_variables
from metodgraph.embedded.configuration import write_configuration
from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.failures import ServerWords, words_from_now
from metodgraph.embedded.jars import ensure_jars
from metodgraph.embedded.java import find_java
from metodgraph.embedded.layout import Layout, prepare_layout
from metodgraph.embedded.memory import MemorySizes, choose_memory_sizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.password import USERNAME, ensure_password
from metodgraph.embedded.ports import LOOPBACK, PortTakenError, choose_port
from metodgraph.embedded.process import GuardedProcess
from metodgraph.embedded.readiness import log_in, wait_until_started
from metodgraph.embedded.reporter import Reporter, SilentReporter
from metodgraph.embedded.settings import EmbeddedSettings

FREE_PORT_TRIES = 5
CRASH_CODES = tuple(128 + crash for crash in (signal.SIGILL, signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV))


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that a start needs, checked and at hand."""

    layout: Layout
    ownership: Ownership
    memory: MemorySizes
    password: str
    class_data: ClassData

    def launch(self, port: int) -> tuple[GuardedProcess, ServerWords]:
        """Start the process of the server; it is not ready then."""
        write_configuration(self.layout, port, self.memory.page_cache)
        words = words_from_now(self.layout)
        class_data = self.class_data.flags(self.layout.loaded_classes)
        command = self.class_data.runtime.server(self.layout, self.memory.heap, class_data)
        held = [self.ownership.descriptor]
        variables = neo4j_variables(self.layout)
        return GuardedProcess(command, self.layout.console_log, held=held, variables=variables), words


class RunningNeo4j:
    """A Neo4j that answers at `uri` to `username` and `password`. As a context, it is stopped at the end."""

    def __init__(self, preparation: Preparation, process: GuardedProcess, words: ServerWords, port: int) -> None:
        self.uri = bolt_address(port)
        self.username = USERNAME
        self.password = preparation.password
        self.layout = preparation.layout
        self.class_data_build = ClassDataBuild(preparation.class_data, self.layout, self.uri, self.password)
        self._ownership = preparation.ownership
        self._process = process
        self._words = words

    @property
    def process_id(self) -> int:
        """Java's process id."""
        return self._process.process_id

    def exit_code(self) -> int | None:
        """The server's exit code, or None while it runs."""
        return self._process.exit_code()

    def failure(self) -> EmbeddedNeo4jError | None:
        """Why the server ended by itself, or None while it runs."""
        code = self.exit_code()
        return None if code is None else self._words.explain(code)

    def stop(self) -> None:
        """Stop the server cleanly and let go of the data directory. Does nothing the second time."""
        try:
            self.class_data_build.stop()
        finally:
            try:
                self._process.stop()
            finally:
                self._ownership.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def start(settings: EmbeddedSettings, reporter: Reporter | None = None) -> RunningNeo4j:
    """Start Neo4j, fetching what it needs first, and return when it answers.

    Blocks meanwhile. It can be interrupted at any point and leaves no process behind then, but what was fetched stays.
    Raises EmbeddedNeo4jError if Neo4j can't be started here; its text says why, and what to do.
    """
    reporter = reporter or SilentReporter()
    with ExitStack() as undo:
        preparation = prepare(settings, reporter, undo)
        with reporter.step("Starting Neo4j"):
            process, words, port = launch_on_some_port(preparation, settings.bolt_port)
            undo.callback(process.kill)
            log_in(bolt_address(port), preparation.password, preparation.layout)
        preparation.ownership.announce(bolt_address(port))
        running = RunningNeo4j(preparation, process, words, port)
        undo.pop_all()
    running.class_data_build.start()
    return running


def prepare(settings: EmbeddedSettings, reporter: Reporter, undo: ExitStack) -> Preparation:
    """Take the data directory and see that all is there: what is cheap to check first, downloads last."""
    layout = prepare_layout(settings.data_directory)
    ownership = Ownership(layout)
    undo.callback(ownership.release)
    choose_port(settings.bolt_port)
    memory = choose_memory_sizes(settings)
    password = ensure_password(layout)
    runtime = Runtime(find_java(settings, reporter), ensure_jars(settings, reporter))
    return Preparation(layout, ownership, memory, password, class_data_of(runtime, settings.cache_directory))


def launch_on_some_port(preparation: Preparation, wanted: int | None) -> tuple[GuardedProcess, ServerWords, int]:
    """Start the server on the wanted port, or on a free one, which others may snatch away before the server has it."""
    for tries_left in reversed(range(1 if wanted else FREE_PORT_TRIES)):
        port = choose_port(wanted)
        try:
            return *launch_until_started(preparation, port), port
        except PortTakenError:
            if not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def launch_until_started(preparation: Preparation, port: int) -> tuple[GuardedProcess, ServerWords]:
    """Start the server and wait until it has started; once more without the class-data archive if Java crashes."""
    archive = preparation.class_data.archive
    had_archive = archive.exists()
    process, words = preparation.launch(port)
    try:
        wait_until_started(process, words, port)
    except BaseException as error:
        process.kill()
        crashed = isinstance(error, EmbeddedNeo4jError) and process.exit_code() in CRASH_CODES
        if not (had_archive and crashed):
            raise
    else:
        return process, words
    archive.unlink(missing_ok=True)
    return launch_until_started(preparation, port)


def bolt_address(port: int) -> str:
    """The address that clients connect to."""
    return f"bolt://{LOOPBACK}:{port}"
