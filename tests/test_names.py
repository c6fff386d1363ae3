"""Tests that class names are unique within a top-level folder, so that a name identifies one class."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from tests.prose import PACKAGES, ROOT


def classes_of(folder: Path) -> dict[str, list[str]]:
    """Return the places of each class in the modules of a folder, by name."""
    places = defaultdict(list)
    for path in sorted(folder.rglob("*.py")):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ClassDef):
                places[each.name].append(f"{path.relative_to(ROOT)}:{each.lineno}")
    return places


@pytest.mark.parametrize("folder", PACKAGES)
def test_no_two_classes_of_a_folder_have_the_same_name(folder: str) -> None:
    repeated = {name: places for name, places in classes_of(ROOT / folder).items() if len(places) > 1}
    assert repeated == {}
