"""Tests that the model defines the order of kinds in statements and generated files."""

import subprocess
import sys
from pkgutil import iter_modules

import pytest

import graph_model.kinds
from graph_model.model import ORDER, kinds

PRINTED_KINDS = "import graph_model.kinds.{first}; from graph_model.model import kinds; print(*kinds())"


@pytest.mark.parametrize("first", ["territory", "catalogue"])
def test_it_does_not_depend_on_what_is_imported_first(first: str) -> None:
    command = [sys.executable, "-c", PRINTED_KINDS.format(first=first)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert printed.split() == [*kinds()]


def test_every_module_of_kinds_has_a_place_in_it() -> None:
    missing = {kind.__module__ for kind in kinds().values()} - {each.__name__ for each in ORDER}
    assert missing == set(), "add the modules to ORDER in graph_model/model.py"


def test_every_module_of_kinds_is_imported_by_the_model() -> None:
    code = "import sys, graph_model.model; print(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    modules = {f"{graph_model.kinds.__name__}.{each.name}" for each in iter_modules(graph_model.kinds.__path__)}
    assert modules - set(imported) == set(), "import the modules in graph_model/model.py and add them to ORDER"
