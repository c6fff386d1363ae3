"""Commands that are imported only when they run, so that the program prints its help without loading its libraries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True)
class DeferredCommand:
    """A command: the module whose `register` adds it, and its line in the list of commands."""

    module: str
    help: str


def group_of(commands: Mapping[str, DeferredCommand], load: Callable[[str], typer.Typer]) -> type[TyperGroup]:
    """Return a class of groups that lists the commands and imports the one that runs.

    `load` returns the Typer application with the commands of a module.
    """

    class DeferredGroup(TyperGroup):
        """A group that lists its commands without importing them."""

        def list_commands(self, ctx: Any) -> list[str]:
            """Return the names of the commands."""
            del ctx
            return [*commands]

        def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
            """Return a placeholder with the help of a command, or None if there is no such command."""
            del ctx
            known = commands.get(cmd_name)
            return TyperCommand(cmd_name, help=known.help) if known else None

        def resolve_command(
            self, ctx: Any, args: list[str]
        ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
            """Import and return the command in the arguments."""
            name, known, rest = super().resolve_command(ctx, args)
            found = command_of(load(commands[str(name)].module), str(name)) if known is not None else None
            return name, found, rest

    return DeferredGroup


def command_of(application: typer.Typer, name: str) -> TyperCommand | TyperGroup:
    """Return a command of a Typer application."""
    return cast("TyperCommand | TyperGroup", typer.main.get_group(application).commands[name])


class BackgroundImport(threading.Thread):
    """The import of a module in a background thread."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"import of {name}", daemon=True)
        self._module_name = name
        self.start()

    def run(self) -> None:
        """Import the module. An error is raised again by `module`."""
        try:
            import_module(self._module_name)
        except Exception:  # noqa: BLE001 # raised again by `module`
            return

    def module(self) -> ModuleType:
        """Wait for the import and return the module. Raises the error of the import."""
        self.join()
        return import_module(self._module_name)
