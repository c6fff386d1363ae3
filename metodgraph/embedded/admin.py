"""Neo4j's administration tool for a stopped server: import, dump, load, check."""

from contextlib import ExitStack

from metodgraph.embedded.errors import EmbeddedNeo4jError, refusals_in_words
from metodgraph.embedded.installation.jars import ensure_jars
from metodgraph.embedded.installation.java import find_java
from metodgraph.embedded.layout import Layout, prepare_layout
from metodgraph.embedded.memory import choose_memory_sizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.reporter import Reporter, SilentReporter
from metodgraph.embedded.server_process.class_data import class_data_of
from metodgraph.embedded.server_process.command import Runtime, neo4j_variables
from metodgraph.embedded.server_process.configuration import write_configuration
from metodgraph.embedded.server_process.failures import last_cause, read_tail
from metodgraph.embedded.server_process.ports import choose_port
from metodgraph.embedded.server_process.process import GuardedProcess
from metodgraph.embedded.settings import EmbeddedSettings


def run_admin_tool(settings: EmbeddedSettings, *arguments: str, reporter: Reporter | None = None) -> str:
    """Run the tool with its arguments (such as "database", "check", "neo4j") and return its output.

    Raises `EmbeddedNeo4jError` if the data are in use or the tool fails. The message contains the reason that the tool
    gave.
    """
    reporter = reporter or SilentReporter()
    layout = prepare_layout(settings.data_directory)
    with refusals_in_words(), ExitStack() as ending:
        ownership = Ownership(layout)
        ending.callback(ownership.release)
        command = prepare_command(settings, layout, arguments, reporter)
        ending.enter_context(reporter.step(f"Running neo4j-admin {' '.join(arguments[:2])}"))
        log = layout.logs / "admin.log"
        variables = neo4j_variables(layout)
        process = GuardedProcess(command, log, held=[ownership.descriptor], variables=variables)
        ending.callback(process.kill)
        code = process.wait()
    output = read_tail(log, 0)
    if code:
        raise EmbeddedNeo4jError(f"neo4j-admin failed with exit code {code}: {reason(output)} Its output is in {log}.")
    return output


def prepare_command(
    settings: EmbeddedSettings, layout: Layout, arguments: tuple[str, ...], reporter: Reporter
) -> list[str]:
    """Prepare the files that the tool needs and return its command line."""
    memory = choose_memory_sizes(settings)
    write_configuration(layout, choose_port(None), memory)
    runtime = Runtime(find_java(settings, reporter), ensure_jars(settings, reporter))
    class_data = class_data_of(runtime, settings.cache_directory).existing_flags()
    return runtime.tool(memory.heap, class_data, arguments)


def reason(output: str) -> str:
    """Return the reason for a failure from the output of the tool."""
    first_line = next(iter(output.strip().splitlines()), "no reason was given")
    return f"{(last_cause(output) or first_line).rstrip('.')}."
