"""Tests that the list of commands agrees with their modules, and needs no import of these modules."""

import subprocess
import sys

import pytest
import typer

from metodgraph.command_line import COMMANDS, commands_of
from metodgraph.commands.deferred import BackgroundCall
from tests.metodgraph.programs import called

HEAVY = ("neo4j", "numpy", "scipy", "strawberry", "pydantic", "httpx", "openpyxl", "matplotlib")
LOADED = "import sys; from metodgraph.command_line import app; print(*sys.modules)"


def test_every_command_of_the_modules_is_listed_with_the_beginning_of_its_help() -> None:
    registered = {
        name: command
        for module in {each.module for each in COMMANDS.values()}
        for name, command in typer.main.get_group(commands_of(module)).commands.items()
    }
    assert set(registered) == set(COMMANDS)
    for name, command in registered.items():
        assert str(command.help).startswith(COMMANDS[name].help.removesuffix("."))


def test_the_list_of_commands_needs_no_library_of_a_command() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(run.stdout.split())


def test_an_unknown_command_is_refused_with_the_command_for_help() -> None:
    ended = called("exprot")
    assert ended.returncode == 2
    assert "No such command 'exprot'" in ended.stderr


def test_a_background_call_returns_its_result_or_raises_its_error_where_the_result_is_needed() -> None:
    assert BackgroundCall(lambda: 1).result() == 1
    with pytest.raises(ZeroDivisionError):
        BackgroundCall(lambda: 1 / 0).result()
