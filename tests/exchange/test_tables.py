"""Tests that the model defines the tables: cells are read back unchanged, and all tables are documented."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.descriptors import PACKAGE_FILE, resource
from exchange.importing.packages import ImportRefusedError, sources_in
from exchange.table_forms import (
    BOOKS,
    CELLS,
    LinkTable,
    NodeTable,
    UnknownTableError,
    table_named,
    table_of_stem,
    tables,
)
from exchange.templates import described, header, write_templates
from graph_model.kinds.organisations import Organisation
from graph_model.model import kinds
from graph_model.terms import Level
from tables.cells import LARGEST_INTEGER, CellError
from tables.files import FORMATS
from tables.records import RecordParser
from tables.texts import elements, joined, written
from tests.exchange.documented import PAGE, page
from tests.profiles import examples

VALUES = {
    int: st.integers(-LARGEST_INTEGER, LARGEST_INTEGER),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))])),
    Level: st.sampled_from(Level),
}


@pytest.mark.parametrize("type_", VALUES)
def test_a_cell_is_read_as_it_was_written(type_: type) -> None:
    @examples(60)
    @given(VALUES[type_])
    def holds(value: object) -> None:
        assert CELLS.parser_of(type_)(written(value)) == value

    holds()


@examples(200)
@given(st.lists(st.text("a|\\ "), max_size=4).map(tuple).filter(lambda texts: texts != ("",)))
def test_a_list_is_read_as_it_was_written(texts: tuple[str, ...]) -> None:
    assert elements(joined(texts)) == texts


def test_an_empty_cell_is_an_unknown_list_where_a_list_may_be_unknown() -> None:
    columns = table_named("Organisation").columns
    cells = dict.fromkeys(columns, "") | {"orgId": "SCH-1", "name": "Школа", "kind": "SCHOOL", "level": "LOCAL"}
    parser = RecordParser(Organisation, [each.field for each in columns.values() if each.field], strip=True)
    organisation, misfits = parser.record(cells, {})
    assert organisation is not None, misfits
    assert (organisation.equipment, organisation.source_ids) == (None, ())


NO_VALUES = (
    (int, "1.5"),
    (int, "1_000"),
    (float, "nan"),
    (float, "1,5,2"),
    (bool, "yes"),
    (date, "31.01.2024"),
    (date, "20240131"),
    (datetime, "2024-01-31T10:00:00"),
    (Level, "COSMIC"),
)


@pytest.mark.parametrize(("type_", "text"), NO_VALUES)
def test_what_is_no_such_value_is_refused_without_being_repeated(type_: type, text: str) -> None:
    with pytest.raises(CellError) as caught:
        CELLS.parser_of(type_)(text)
    assert text not in str(caught.value)


def test_every_kind_and_every_pattern_has_a_table_that_is_found_by_name_and_by_file() -> None:
    assert {each.name for each in tables().values() if isinstance(each, NodeTable)} == set(kinds()) - BOOKS
    for name, table in tables().items():
        assert table_named(name) == table_of_stem(table.stem) == table


def test_every_format_of_files_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [each for each in FORMATS if f"`{each}`" not in text] == [], "name the extensions in docs/tables.md"


@pytest.mark.parametrize("named", ["csv", "tsv", "TSV"])
def test_a_package_names_the_format_by_an_extension(tmp_path: Path, named: str) -> None:
    assert form_of(tmp_path, named) == "csv"


def test_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ImportRefusedError, match=r"t\.txt in the format 'parquet' cannot be read\. Supported formats: "
    ):
        form_of(tmp_path, "parquet")


def form_of(directory: Path, named: str) -> str:
    """Return the format of a file in a package that names it."""
    described_file = {"name": "themes", "path": "t.txt", "format": named, "metodgraph": {"kind": "Theme"}}
    (directory / "t.txt").write_text("code\n", encoding="utf-8")
    (directory / PACKAGE_FILE).write_bytes(orjson.dumps({"name": "pilot", "resources": [described_file]}))
    [table] = sources_in(directory)
    return table.form.format


def test_an_unknown_table_is_told() -> None:
    with pytest.raises(UnknownTableError, match="no kind and no relation 'Castle'"):
        table_named("Castle")


def test_a_reference_needs_nothing_but_its_target() -> None:
    for table in tables().values():
        for column in table.columns.values():
            if column.navigation is not None:
                column.navigation.hops[0].relation()


def test_columns_are_named_once() -> None:
    for table in tables().values():
        if isinstance(table, LinkTable):
            assert not {"start", "end"} & set(table.relation.properties())
        else:
            assert not set(table.kind.properties()) & {name for name, each in table.columns.items() if each.navigation}


def test_a_descriptor_says_what_a_value_may_be() -> None:
    fields = {each["name"]: each for each in resource(table_named("Region"))["schema"]["fields"]}
    assert fields["code"] == {
        "name": "code",
        "type": "string",
        "constraints": {"pattern": "^[0-9]{2}$", "required": True},
    }
    assert fields["population"]["constraints"] == {"minimum": 0}
    assert fields["location.lat"]["constraints"] == {"minimum": -90, "maximum": 90}
    assert fields["parent"]["description"] == "The code of a Region."


def test_a_template_is_an_empty_table_and_its_description(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("templates")
    assert write_templates(directory) == len(tables()) == len([*directory.glob("*.csv")])
    theme = table_named("Theme")
    assert (directory / "Theme.csv").read_text() == header(theme) == ",".join(theme.columns) + "\n"
    assert '"kind": "Theme"' in described(theme)
    with pytest.raises(FileExistsError):
        write_templates(directory)


def test_the_page_about_tables_says_what_the_model_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
