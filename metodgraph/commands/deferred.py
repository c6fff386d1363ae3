"""Commands that are imported only when they run, so that the program prints its help without loading its libraries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import typer
from typer.core import TyperCommand, TyperGroup

Result = TypeVar("Result")


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


class BackgroundCall(threading.Thread, Generic[Result]):
    """A call in a thread, while the program waits for something else; a program that ends does not wait for it."""

    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(name=f"call of {work.__name__}", daemon=True)
        self._work = work
        self._outcome: Future[Result] = Future()
        self.start()

    def run(self) -> None:
        """Do the work and keep its result or its error."""
        try:
            self._outcome.set_result(self._work())
        except Exception as error:  # noqa: BLE001 # raised again by `result`
            self._outcome.set_exception(error)

    def result(self) -> Result:
        """Wait for the result and return it. Raises the error of the work."""
        return self._outcome.result()
