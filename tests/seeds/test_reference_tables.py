"""Tests that the descriptions of the tables agree with the model, the files and one another."""

import csv

import pytest

from graph_model.properties import Record
from seeds.reading import REFERENCE_DIRECTORY, Contents
from seeds.reference_tables import NODE_TABLES, TABLES
from seeds.sources import DESCRIPTIONS, source_of
from seeds.tables import LinkTable, NodeTable

ATTRIBUTION = (REFERENCE_DIRECTORY / "ATTRIBUTION.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_a_table_describes_every_column_of_its_file_and_no_other(
    table: NodeTable | LinkTable, contents: Contents
) -> None:
    header = next(csv.reader([contents[table.file].decode().splitlines()[0]]))
    assert set(table.columns) == set(header)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_a_table_fills_every_attribute_of_its_record_that_is_not_worked_out(table: NodeTable | LinkTable) -> None:
    filled = {attribute.partition(".")[0] for attribute in table.fields}
    # attributes from registers of schools, absent from the reference data
    supplied = {"pupils", "teachers_counted", "settlement", "school_stages", "contexts", "equipment"}
    worked_out = {"functions_assigned", "code", "valid_to"} | supplied | set(Record.model_fields)
    assert filled <= set(table.record.model_fields)
    assert set(table.record.model_fields) - filled <= worked_out


@pytest.mark.parametrize("table", NODE_TABLES, ids=lambda table: table.file)
def test_a_table_of_nodes_fills_their_key(table: NodeTable) -> None:
    assert table.record.key in table.fields


def test_every_file_is_a_data_source_with_its_licence_and_the_digest_of_its_bytes(contents: Contents) -> None:
    assert set(DESCRIPTIONS) == {table.file for table in TABLES}
    source = source_of(TABLES[0], contents[TABLES[0].file], 89)
    assert (source.source_id, source.rows) == ("reference/federal_subjects", 89)
    assert source.licence.startswith("CC BY-SA 4.0")
    assert source.sha256 is not None
    assert len(source.sha256) == 64


@pytest.mark.parametrize("file", sorted(path.name for path in REFERENCE_DIRECTORY.glob("*.csv")))
def test_the_attribution_names_every_file_that_is_shipped(file: str) -> None:
    assert file in ATTRIBUTION


@pytest.mark.parametrize(
    "words", ["HFLabs", "SberIndex", "Rosstat", "OpenStreetMap contributors", "CC BY-SA 4.0", "ODbL 1.0", "ShareAlike"]
)
def test_the_attribution_says_what_the_licences_ask(words: str) -> None:
    assert words in ATTRIBUTION
