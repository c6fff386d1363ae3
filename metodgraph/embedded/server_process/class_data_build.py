"""The build of the class-data archive in the background of a running server, at the lowest priority."""

import logging
import threading
from pathlib import Path

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.layout import Layout, make_writable_folder, require_space
from metodgraph.embedded.memory import total_megabytes
from metodgraph.embedded.server_process.class_data import ClassData, complete_lines
from metodgraph.embedded.server_process.password import USERNAME
from metodgraph.embedded.server_process.process import GuardedProcess
from metodgraph.embedded.settings import MEGABYTE

LOGGER = logging.getLogger(__name__)
LOWEST_PRIORITY = 19
PAUSE_SECONDS = 3.0  # the first queries of the program have priority
SPACE_FOR_ARCHIVE = 250 * MEGABYTE
FREE_MEGABYTES_FOR_DUMP = 800  # the dump uses about 500 MB
TOTAL_MEGABYTES_FOR_DUMP = 1500  # a control group may limit this process, the server and the dump together
# These queries load the classes that responses need. They write nothing: EXPLAIN only plans.
USUAL_QUERIES = (
    "MATCH (n) WITH n LIMIT 5 OPTIONAL MATCH (n)-[r]-(m) WITH n, collect(m {.*, type: type(r)})[..3] AS others "
    "RETURN n {.*, labels: labels(n), others: others} AS node ORDER BY size(others) DESC, elementId(n) LIMIT 3",
    "MATCH (n) WHERE n.name STARTS WITH $text OR n.year IN [1, 2] RETURN count(DISTINCT n), avg(n.year), max(n.name)",
    "UNWIND range(1, 3) AS i CALL (i) { MATCH (n) WHERE n.number = i RETURN count(*) AS c } RETURN sum(c), collect(i)",
    "EXPLAIN UNWIND $rows AS row MERGE (n:Thing {key: row.key}) SET n += row MERGE (n)-[r:WITH]->(:Thing) RETURN n",
)


class ClassDataBuild:
    """The build of an archive. It can be stopped at any time; the next start repeats it."""

    def __init__(self, class_data: ClassData, layout: Layout, uri: str, password: str) -> None:
        self._class_data = class_data
        self._layout = layout
        self._uri = uri
        self._password = password
        self._process: GuardedProcess | None = None
        self._stopping = threading.Event()
        self._changing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="class-data archive", daemon=True)

    def start(self) -> None:
        """Start the build unless the archive exists."""
        if not self._class_data.archive.exists():
            self._thread.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end of the build, at most `seconds`. Return whether the archive exists."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return self._class_data.archive.exists()

    def give_up(self) -> None:
        """Stop the build without waiting for its end."""
        with self._changing:
            self._stopping.set()
            if self._process is not None:
                self._process.condemn()

    def stop(self) -> None:
        """Stop the build and wait for its end."""
        self.give_up()
        self.wait()

    def _run(self) -> None:
        # a slow import, done while the server starts
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            self._build()
        except (EmbeddedNeo4jError, OSError, DriverError, Neo4jError) as error:
            if not self._stopping.is_set():
                LOGGER.warning("Neo4j's class-data archive was not built, so starts remain slower: %s", error)

    def _build(self) -> None:
        folder = self._class_data.archive.parent
        make_writable_folder(folder, "Choose another cache directory with XDG_CACHE_HOME.")
        with FileLock(folder / "lock") as lock:
            # the holder of the lock is building an archive, most likely this one
            if not lock.take() or self._class_data.archive.exists():
                return
            require_space(folder, SPACE_FOR_ARCHIVE, "The class-data archive")
            require_memory()
            if self._stopping.wait(PAUSE_SECONDS):
                return
            self._ask_usual_queries()
            self._dump(lock)

    def _ask_usual_queries(self) -> None:
        import neo4j

        with neo4j.GraphDatabase.driver(
            self._uri,
            auth=(USERNAME, self._password),
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            max_transaction_retry_time=0,  # queries that fail because the server stops must not be retried
        ) as driver:
            for query in USUAL_QUERIES:
                if self._stopping.is_set():
                    return
                driver.execute_query(query, text="a", rows=[], routing_=neo4j.RoutingControl.READ)

    def _dump(self, lock: FileLock) -> None:
        folder = self._class_data.archive.parent
        classes, unfinished = folder / "classes.txt", folder / "unfinished"
        classes.write_bytes(complete_lines(self._layout.loaded_classes.read_bytes()))
        process = self._begin(self._class_data.dump_command(classes, unfinished), lock)
        try:
            if process is not None and process.wait() == 0:
                self._class_data.put_in_place(unfinished)
            elif not self._stopping.is_set():
                raise EmbeddedNeo4jError(f"Java failed, see {self._log}")
        finally:
            unfinished.unlink(missing_ok=True)
            classes.unlink(missing_ok=True)
            if process is not None:
                process.stop()

    def _begin(self, command: list[str], lock: FileLock) -> GuardedProcess | None:
        with self._changing:
            if self._stopping.is_set():
                return None
            self._process = GuardedProcess(command, self._log, held=[lock.descriptor], niceness=LOWEST_PRIORITY)
            return self._process

    @property
    def _log(self) -> Path:
        return self._layout.logs / "class-data.log"


def require_memory() -> None:
    """Raise `EmbeddedNeo4jError` if the dump could exhaust the memory of the server."""
    free = psutil.virtual_memory().available // MEGABYTE
    if free < FREE_MEGABYTES_FOR_DUMP or total_megabytes() < TOTAL_MEGABYTES_FOR_DUMP:
        raise EmbeddedNeo4jError(f"{FREE_MEGABYTES_FOR_DUMP} MB of memory must be free for the build")
