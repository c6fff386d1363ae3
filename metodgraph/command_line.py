"""The command line: the list of commands and the exit status of errors."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from graph_model.errors import MetodGraphError
from metodgraph.commands.deferred import DeferredCommand, group_of
from metodgraph.commands.running import console, on_the_graph
from metodgraph.console_output import log_to_standard_error, print_text

COMMANDS = {
    name: DeferredCommand(f"metodgraph.commands.{module}", sentence)
    for name, module, sentence in (
        ("run", "service_commands", "Start Neo4j, load missing reference data and serve GraphQL."),
        ("seed", "seed_command", "Load the reference data, and generated data with `--demo` or `--federal`."),
        ("schema", "schema_command", "Print the GraphQL schema."),
        ("check", "graph_commands", "Check the stored graph against the model."),
        ("status", "graph_commands", "Print the location, versions and node counts of the graph."),
        ("export", "export_commands", "Export the graph or a part of it as tables, GraphML, GEXF or JSON-LD."),
        ("import", "table_commands", "Import tables."),
        ("imports", "table_commands", "List the imports."),
        ("revert", "table_commands", "Revert an import."),
        ("template", "table_commands", "Print the description of a table."),
        ("erase", "table_commands", "Delete a node permanently."),
        ("analyse", "analyse", "Run analyses on the graph or on your own tables."),
        ("assign", "assign", "Propose mentors for all young teachers of a region."),
        ("plot", "plots", "Draw pictures of results from the graph."),
    )
}


def commands_of(module: str) -> typer.Typer:
    """Return the commands that a module registers."""
    commands = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    import_module(module).register(commands, on_the_graph, console)
    return commands


app = typer.Typer(
    cls=group_of(COMMANDS, commands_of),
    help="A GraphQL knowledge graph of the system of scientific and methodological support of teachers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def program() -> None:
    """A GraphQL knowledge graph of the system of scientific and methodological support of teachers."""


def main() -> None:
    """Run the command line, print the message of an error and exit with its exit status."""
    log_to_standard_error()
    try:
        app()
    except MetodGraphError as error:
        print_text(console, error.message, style="red")
        sys.exit(error.exit_status)
