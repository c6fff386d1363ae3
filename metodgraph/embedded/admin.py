"""Neo4j's administration tool, run on the data of a server that is stopped: import, dump, load, check."""

from metodgraph.embedded.command import Runtime, neo4j_variables
from metodgraph.embedded.configuration import write_configuration
from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.failures import last_cause, read_tail
from metodgraph.embedded.jars import ensure_jars
from metodgraph.embedded.java import find_java
from metodgraph.embedded.layout import prepare_layout
from metodgraph.embedded.memory import choose_memory_sizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.ports import choose_port
from metodgraph.embedded.process import GuardedProcess
from metodgraph.embedded.reporter import Reporter, SilentReporter
from metodgraph.embedded.settings import EmbeddedSettings


def run_admin_tool(settings: EmbeddedSettings, *arguments: str, reporter: Reporter | None = None) -> str:
    """Run the tool with its arguments (such as "database", "check", "neo4j") and return what it printed.

    Raises EmbeddedNeo4jError if the data is in use or the tool fails; its text has the tool's own reason.
    """
    reporter = reporter or SilentReporter()
    layout = prepare_layout(settings.data_directory)
    ownership = Ownership(layout)
    try:
        memory = choose_memory_sizes(settings)
        write_configuration(layout, choose_port(settings.bolt_port), memory.page_cache)
        runtime = Runtime(find_java(settings, reporter), ensure_jars(settings, reporter))
        log = layout.logs / "admin.log"
        with reporter.step(f"Running neo4j-admin {' '.join(arguments[:2])}"):
            command = runtime.tool(memory.heap, arguments)
            process = GuardedProcess(command, log, held=[ownership.descriptor], variables=neo4j_variables(layout))
            try:
                code = process.wait()
            finally:
                process.kill()
    finally:
        ownership.release()
    output = read_tail(log, 0)
    if code:
        reason = last_cause(output) or output.strip().splitlines()[-1:] or "no reason was given"
        raise EmbeddedNeo4jError(f"neo4j-admin failed with exit code {code}: {reason}. Its output is in {log}.")
    return output
