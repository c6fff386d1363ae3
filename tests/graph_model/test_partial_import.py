"""Tests that the server process does not import libraries that it does not need."""

import subprocess
import sys

import pytest

from graph_model.database.partial_import import without

HEAVY = ("pandas", "statsmodels", "matplotlib", "scipy")


def test_the_program_starts_without_the_libraries_that_only_analyses_need() -> None:
    code = f"import sys, metodgraph.service.serving; print([each for each in {HEAVY} if each in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_a_spared_library_can_be_imported_afterwards() -> None:
    sys.modules.pop("wave", None)
    with without("wave"), pytest.raises(ImportError):
        __import__("wave")
    assert __import__("wave").open
