"""Tests that loaded data are identified by their content and declared rule versions, not by the program's text."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import country, source
from generator.country import demo, federal
from generator.loading import records_of
from graph_model.writing.stored_form import digest_of_records
from seeds import reading
from seeds.reading import digest_of, read_contents
from tests.generator.countries import reference, world_of

PROJECT = Path(__file__).parents[2]
DIGESTS = """
from generator.country import demo
from generator.source import digest_of as digest_of_set
from seeds.reading import digest_of, read_contents
print(digest_of(read_contents()), digest_of_set(demo(), "reference"))
"""
RENEW = "the records changed: raise VERSION, and set RECORDS to the digest on the left"
SCALE = 0.02


def digests(folder: Path) -> str:
    """Return the digests of the reference data and of the demo, made by the program in a folder."""
    run = subprocess.run([sys.executable, "-c", DIGESTS], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def test_an_edited_module_changes_no_digest(tmp_path: Path) -> None:
    before = digests(PROJECT)
    for name in ("graph_model", "seeds", "tables", "generator", "analysis"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for module in tmp_path.rglob("*.py"):
        module.write_text(f"{module.read_text(encoding='utf-8')}\n# a comment\n", encoding="utf-8")
    assert digests(tmp_path) == before


def test_another_version_of_the_rules_changes_the_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = read_contents()
    before = digest_of(contents), source.digest_of(demo(), "reference")
    monkeypatch.setattr(reading, "VERSION", reading.VERSION + 1)
    monkeypatch.setattr(source, "VERSION", country.VERSION + 1)
    after = digest_of(contents), source.digest_of(demo(), "reference")
    assert not set(before) & set(after)


def test_a_set_on_other_reference_data_has_another_digest() -> None:
    assert source.digest_of(demo(), "one") != source.digest_of(demo(), "other")


def test_the_records_of_the_reference_data_are_those_of_the_declared_version() -> None:
    records = digest_of_records(reading.VERSION, reference().nodes, reference().links)
    assert records == reading.RECORDS, RENEW


def test_the_generated_records_are_those_of_the_declared_version() -> None:
    records = digest_of_records(country.VERSION, *records_of(world_of(federal(scale=SCALE))))
    assert records == country.RECORDS, RENEW


def test_a_changed_record_or_version_changes_the_digest_of_records() -> None:
    nodes, links = reference().nodes, reference().links
    complete = digest_of_records(1, nodes, links)
    assert digest_of_records(1, reversed(nodes), reversed(links)) == complete
    assert digest_of_records(2, nodes, links) != complete
    renamed = next(each for each in nodes if "name" in type(each).model_fields)
    changed = [each for each in nodes if each is not renamed]
    assert digest_of_records(1, [*changed, renamed.model_copy(update={"name": "Other"})], links) != complete
