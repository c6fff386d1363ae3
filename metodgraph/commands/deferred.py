"""Commands that are imported when they are run, so that the help of the program does not wait for its libraries."""

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
    """A command: the module whose `register` adds it, and the sentence that the list of commands shows."""

    module: str
    help: str


def group_of(commands: Mapping[str, DeferredCommand], load: Callable[[str], typer.Typer]) -> type[TyperGroup]:
    """Return a class of groups that lists the commands, and imports one to run it.

    `load` makes the Typer application with the commands of a module.
    """

    class DeferredGroup(TyperGroup):
        """A group that knows the names and the sentences of its commands."""

        def list_commands(self, ctx: Any) -> list[str]:
            """Return the names of the commands."""
            del ctx
            return [*commands]

        def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
            """Return what the list of commands shows of one, None where there is none."""
            del ctx
            known = commands.get(cmd_name)
            return TyperCommand(cmd_name, help=known.help) if known else None

        def resolve_command(
            self, ctx: Any, args: list[str]
        ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
            """Return the command that the arguments name, imported."""
            name, known, rest = super().resolve_command(ctx, args)
            found = command_of(load(commands[str(name)].module), str(name)) if known is not None else None
            return name, found, rest

    return DeferredGroup


def command_of(application: typer.Typer, name: str) -> TyperCommand | TyperGroup:
    """Return a command of a Typer application."""
    return cast("TyperCommand | TyperGroup", typer.main.get_group(application).commands[name])


class BackgroundImport(threading.Thread):
    """The import of a module in a thread, while the program waits for something else."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"import of {name}", daemon=True)
        self._module_name = name
        self.start()

    def run(self) -> None:
        """Import the module; what fails there fails again in `module`."""
        try:
            import_module(self._module_name)
        except Exception:  # noqa: BLE001 # raised again by `module`
            return

    def module(self) -> ModuleType:
        """Return the module when it is imported. Raises what the import raises."""
        self.join()
        return import_module(self._module_name)
