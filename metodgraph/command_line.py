"""The command line: the list of commands, and the exit status of errors."""

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
        ("run", "service_commands", "Start Neo4j, load the reference data where they are missing, and serve GraphQL."),
        ("seed", "seed_command", "Load the reference data, with `--demo` or `--federal` generated data too."),
        ("schema", "schema_command", "Print the GraphQL schema."),
        ("check", "graph_commands", "Check the stored graph against the model."),
        ("status", "graph_commands", "Print the place, the versions and the counts of the graph."),
        ("export", "export_commands", "Write the graph or a part of it as tables, GraphML, GEXF or JSON-LD."),
        ("import", "table_commands", "Import tables."),
        ("imports", "table_commands", "List the imports."),
        ("revert", "table_commands", "Undo an import."),
        ("template", "table_commands", "Print what a table may hold."),
        ("erase", "table_commands", "Erase a node for good."),
        ("analyse", "analyse", "Analyse the graph, or tables of your own."),
        ("plot", "plots", "Draw what the graph answers."),
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
    """Run the command line. The only place where an error is printed as its message and becomes an exit status."""
    log_to_standard_error()
    try:
        app()
    except MetodGraphError as error:
        print_text(console, error.message, style="red")
        sys.exit(error.exit_status)
