"""The running embedded Neo4j and its start."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from metodgraph.embedded.errors import EmbeddedNeo4jError, refusals_in_words
from metodgraph.embedded.installation.jars import ensure_jars
from metodgraph.embedded.installation.java import find_java
from metodgraph.embedded.layout import prepare_layout
from metodgraph.embedded.memory import choose_memory_sizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.reporter import Reporter, SilentReporter
from metodgraph.embedded.server_process.class_data import class_data_of
from metodgraph.embedded.server_process.class_data_build import ClassDataBuild
from metodgraph.embedded.server_process.command import Runtime
from metodgraph.embedded.server_process.launching import Launched, Preparation, launch_until_started
from metodgraph.embedded.server_process.password import USERNAME, ensure_password
from metodgraph.embedded.server_process.ports import choose_port
from metodgraph.embedded.server_process.readiness import log_in
from metodgraph.embedded.settings import EmbeddedSettings


class RunningNeo4j:
    """A running Neo4j with its `uri`, `username` and `password`. As a context manager, it is stopped at the end."""

    def __init__(self, preparation: Preparation, launched: Launched) -> None:
        self.uri = launched.uri
        self.username = USERNAME
        self.password = preparation.password
        self.layout = preparation.layout
        self.class_data_build = ClassDataBuild(preparation.class_data, self.layout, self.uri, self.password)
        self._ownership = preparation.ownership
        self._process = launched.process
        self._words = launched.words

    @property
    def process_id(self) -> int:
        """Java's process id."""
        return self._process.process_id

    def exit_code(self) -> int | None:
        """Return the exit code of the server, or None while it runs."""
        return self._process.exit_code()

    def failure(self) -> EmbeddedNeo4jError | None:
        """Return the failure of a server that ended unexpectedly; None while it runs and after it was stopped."""
        code = self.exit_code()
        return None if code is None or self._process.stopped else self._words.explain(code)

    def stop(self) -> None:
        """Stop the server cleanly and release the data directory. A second call does nothing."""
        self.class_data_build.give_up()
        try:
            self._process.stop()
            self.class_data_build.wait()
        finally:
            self._ownership.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def start(settings: EmbeddedSettings, reporter: Reporter | None = None) -> RunningNeo4j:
    """Start Neo4j, after downloading missing files, and return when it is ready.

    The call blocks. After an interruption no process remains, but downloaded files are kept.
    Raises `EmbeddedNeo4jError` if Neo4j cannot be started; the message states the cause and the remedy.
    """
    reporter = reporter or SilentReporter()
    with refusals_in_words(), ExitStack() as undo:
        preparation = prepare(settings, reporter, undo)
        with reporter.step("Starting Neo4j"):
            launched = launch_until_started(preparation, settings.bolt_port)
            undo.callback(launched.process.kill)
            log_in(launched.uri, preparation.password, preparation.layout)
        preparation.ownership.announce(launched.uri)
        running = RunningNeo4j(preparation, launched)
        undo.pop_all()
    running.class_data_build.start()
    return running


def prepare(settings: EmbeddedSettings, reporter: Reporter, undo: ExitStack) -> Preparation:
    """Lock the data directory and check the prerequisites: fast checks first, downloads last."""
    layout = prepare_layout(settings.data_directory)
    ownership = Ownership(layout)
    undo.callback(ownership.release)
    choose_port(settings.bolt_port)
    memory = choose_memory_sizes(settings)
    password = ensure_password(layout)
    runtime = Runtime(find_java(settings, reporter), ensure_jars(settings, reporter), settings.java_options)
    return Preparation(layout, ownership, memory, password, class_data_of(runtime, settings.cache_directory))
