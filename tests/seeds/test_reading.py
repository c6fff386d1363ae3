"""Tests that the reference data are read as a whole: all errors are reported, and none of the data are kept then."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Municipality, Region
from graph_model.terms import Basis, Confidence
from seeds.problems import SeedError
from seeds.reading import Contents, Reference, digest_of, read_contents, read_reference
from tables.problems import Problem
from tests.profiles import examples
from tests.seeds.cut_down import Cells, Tables, contents_of, small_tables


@pytest.fixture(scope="module")
def reference(contents: Contents) -> Reference:
    return read_reference(contents)


def test_the_shipped_files_hold_what_they_promise(reference: Reference) -> None:
    assert Counter(type(node).__name__ for node in reference.nodes) == {
        "DataSource": 13,
        "Region": 89,
        "Municipality": 2594,
        "Organisation": 328,
        "Function": 70,
        "Competence": 45,
        "SubjectArea": 27,
        "Position": 32,
        "Theme": 18,
        "System": 20,
        "Rule": 27,
        "KpiIndicator": 6,
    }
    assert Counter(link.pattern for link in reference.links) == {
        "Region PART_OF_REGION Region": 3,
        "Region BORDERS Region": 192,
        "Municipality IN_REGION Region": 2594,
        "Municipality CENTRE_IN Municipality": 146,
        "Municipality BORDERS Municipality": 6762,
        "Organisation LOCATED_IN Region": 328,
        "Organisation LOCATED_IN Municipality": 300,
        "Organisation UNIT_OF Organisation": 114,
        "Organisation FOUNDED_BY Organisation": 207,
        "Organisation PERFORMS Function": 1789,
        "Competence PART_OF Competence": 40,
    }


def test_every_record_names_data_sources_that_are_there(reference: Reference) -> None:
    sources = {node.id.removeprefix("DataSource:") for node in reference.nodes if node.id.startswith("DataSource:")}
    records = [*reference.nodes, *(link.relation for link in reference.links)]
    assert all(record.source_ids and set(record.source_ids) <= sources for record in records)


def test_every_organisation_is_placed_or_listed(reference: Reference) -> None:
    placement = reference.placement
    assert len(placement.placed) == 300
    assert Counter(each.ambiguous for each in placement.unplaced) == {False: 22, True: 6}
    ambiguous = {each.organisation.city for each in placement.unplaced if each.ambiguous}
    assert ambiguous == {"Рязань", "Биробиджан"}
    assert {each.organisation.city for each in placement.unplaced if not each.ambiguous} == {
        "Москва",
        "Санкт-Петербург",
        "Севастополь",
    }


def test_functions_are_assigned_by_kind_and_a_kind_without_any_says_so(reference: Reference) -> None:
    assigned = [link for link in reference.links if link.relation.type == "PERFORMS"]
    assert {getattr(link.relation, "basis", None) for link in assigned} == {Basis.ASSIGNED_BY_ORDER}
    performers = {link.start for link in assigned}
    organisations = [node for node in reference.nodes if isinstance(node, Organisation)]
    assert {each.id for each in organisations if each.functions_assigned} == performers
    assert {each.kind.value for each in organisations if not each.functions_assigned} == {
        "FEDERAL_MINISTRY",
        "SUPPORT_OPERATOR",
        "PEDAGOGICAL_UNIVERSITY",
        "UNIVERSITY",
        "REGIONAL_INSTITUTE",
    }


def test_functions_of_a_whole_level_are_kept_and_assigned_to_nobody(reference: Reference) -> None:
    ends = {link.end for link in reference.links}
    level_functions = {node.id for node in reference.nodes if node.id.startswith(("Function:SF", "Function:SR"))}
    assert len(level_functions) == 16
    assert not level_functions & ends


def test_partial_dates_and_unknown_beginnings_are_read_as_documented(reference: Reference) -> None:
    nodes = {node.id: node for node in reference.nodes}
    academy = nodes["Organisation:RU-ACADEMY"]
    assert isinstance(academy, Organisation)
    assert (str(academy.valid_from), str(academy.valid_to)) == ("2020-01-01", "2024-12-31")
    known = [node for node in reference.nodes if isinstance(node, Municipality) and node.valid_from]
    assert len(known) == 2594 - 2127


def test_what_is_not_known_stays_unknown(reference: Reference) -> None:
    municipalities = [node for node in reference.nodes if isinstance(node, Municipality)]
    assert sum(each.population is None for each in municipalities) == 126
    assert sum(node.population is None for node in reference.nodes if isinstance(node, Region)) == 4


def test_borders_by_the_graph_of_centres_are_assumed(reference: Reference) -> None:
    borders = [link.relation for link in reference.links if link.pattern == "Municipality BORDERS Municipality"]
    assert Counter(each.confidence for each in borders) == {Confidence.HIGH: 6563, Confidence.ASSUMED: 199}


def test_the_digest_depends_on_every_byte(contents: Contents) -> None:
    changed = {**contents, "themes.csv": contents["themes.csv"] + b" "}
    assert digest_of(changed) != digest_of(contents) == digest_of(dict(reversed(list(contents.items()))))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"municipalities\.csv: the file is missing"):
        read_contents(tmp_path)


def outcome(tables: Tables) -> tuple[Problem, ...]:
    """Return the problems of the tables; an empty list for valid tables."""
    try:
        read_reference(contents_of(tables))
    except SeedError as error:
        return error.problems
    return ()


def problems_of(tables: Tables) -> list[str]:
    problems = outcome(tables)
    assert problems, "the tables were read"
    return [str(each) for each in problems]


def set_cells(file: str, number: int, **cells: str) -> Callable[[Tables], None]:
    """Change cells of a row, with positions from zero."""
    return lambda tables: tables[file][number].update(cells)


BROKEN: dict[str, Callable[[Tables], None]] = {
    "municipalities.csv, line 2, column oktmo: expected 8 digits, got '123'": set_cells(
        "municipalities.csv", 0, oktmo="123"
    ),
    "municipalities.csv, line 3, column lat: expected at most 90, got '95.5'": set_cells(
        "municipalities.csv", 1, lat="95.5"
    ),
    "municipalities.csv, line 3, column lon: a value is needed, but the cell is empty": set_cells(
        "municipalities.csv", 1, lon=""
    ),
    "municipalities.csv, line 3, column population: expected a whole number, got 'many'": set_cells(
        "municipalities.csv", 1, population="many"
    ),
    "municipalities.csv, line 3, column population: expected at least 0, got '-5'": set_cells(
        "municipalities.csv", 1, population="-5"
    ),
    "municipalities.csv, line 4, column name: a value is needed, but the cell is empty": set_cells(
        "municipalities.csv", 2, name=""
    ),
    "municipalities.csv, line 4, column population_date: expected a day like 2024-01-31, got '2024'": set_cells(
        "municipalities.csv", 2, population_date="2024"
    ),
    "municipalities.csv, line 5, column subject_code: federal_subjects.csv has no subject_code '00'": set_cells(
        "municipalities.csv", 3, subject_code="00"
    ),
    "municipalities.csv, line 5, column subject_code: a value is needed, but the cell is empty": set_cells(
        "municipalities.csv", 3, subject_code=""
    ),
    "organisations.csv, line 4, column parent_org_id: organisations.csv has no org_id 'NO-SUCH'": set_cells(
        "organisations.csv", 2, parent_org_id="NO-SUCH"
    ),
    "organisations.csv, line 4, column confidence: expected one of high, medium, assumed, got 'low'": set_cells(
        "organisations.csv", 2, confidence="low"
    ),
    "municipal_adjacency.csv, line 2, column oktmo_b: municipalities.csv has no oktmo '99999999'": set_cells(
        "municipal_adjacency.csv", 0, oktmo_b="99999999"
    ),
    "kpi_indicators.csv, line 2, column target: expected a number, got '30%'": set_cells(
        "kpi_indicators.csv", 0, target="30%"
    ),
    "order_functions.csv, line 2, column level: expected one of federal, regional, municipal, local, got 'world'": (
        set_cells("order_functions.csv", 0, level="world")
    ),
    "federal_subjects.csv, line 2, column pop_age_7_17_coverage: expected at most 1, got '1.5'": set_cells(
        "federal_subjects.csv", 0, pop_age_7_17_coverage="1.5"
    ),
    "themes.csv, line 2, column name_ru: expected text without surrounding spaces or control characters, got ' x'": (
        set_cells("themes.csv", 0, name_ru=" x")
    ),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_a_row_that_does_not_fit_names_file_line_column_and_reason(problem: str) -> None:
    tables = small_tables()
    BROKEN[problem](tables)
    assert problem in problems_of(tables)


def test_all_problems_of_all_files_are_named_at_once_in_the_order_of_files_and_lines() -> None:
    tables = small_tables()
    set_cells("themes.csv", 2, name_ru="")(tables)
    set_cells("municipalities.csv", 4, lat="north", lon="east", type="castle")(tables)
    set_cells("municipalities.csv", 1, population="?")(tables)
    assert [each.partition(":")[0] for each in problems_of(tables)] == [
        "municipalities.csv, line 3, column population",
        "municipalities.csv, line 6, column lat",
        "municipalities.csv, line 6, column lon",
        "municipalities.csv, line 6, column type",
        "themes.csv, line 4, column name_ru",
    ]


def repeated(file: str) -> Tables:
    tables = small_tables()
    tables[file].append(dict(tables[file][0]))
    return tables


def test_a_key_that_stands_twice_names_both_lines() -> None:
    assert problems_of(repeated("themes.csv")) == [
        "themes.csv, line 20, column theme_code: 'TH01' is already in line 2"
    ]


def test_a_pair_that_stands_twice_is_named_even_the_other_way_round() -> None:
    tables = repeated("subject_adjacency.csv")
    turned = tables["subject_adjacency.csv"][-1]
    turned["subject_a"], turned["subject_b"] = turned["subject_b"], turned["subject_a"]
    [problem] = problems_of(tables)
    assert problem == "subject_adjacency.csv, line 6, column subject_b: the pair is already in line 2"


def test_a_territory_does_not_border_itself() -> None:
    tables = small_tables()
    row = tables["municipal_adjacency.csv"][0]
    row["oktmo_b"] = row["oktmo_a"]
    [problem] = problems_of(tables)
    assert problem.endswith(f"column oktmo_b: '{row['oktmo_a']}' refers to the row itself")


def organisation_in(tables: Tables, code: str) -> Cells:
    return next(row for row in tables["organisations.csv"] if row["org_id"] == code)


def test_units_that_contain_one_another_are_named() -> None:
    tables = small_tables()
    organisation_in(tables, "RI-79")["parent_org_id"] = "CNPPM-79"
    [problem] = problems_of(tables)
    assert "UNIT_OF forms a cycle: " in problem
    assert "Organisation:CNPPM-79" in problem


def test_an_organisation_that_ends_before_it_begins_is_named() -> None:
    tables = small_tables()
    organisation_in(tables, "RI-79").update(valid_from="2021", valid_to="2020-06-01")
    [problem] = problems_of(tables)
    assert problem.endswith("column valid_to: ends on 2020-06-01, before it begins on 2021-01-01")


def test_a_municipality_with_a_code_of_another_region_is_named() -> None:
    tables = small_tables()
    row = next(row for row in tables["municipalities.csv"] if row["subject_code"] == "49")
    for border in tables["municipal_adjacency.csv"]:
        border.update({name: "01999999" for name in ("oktmo_a", "oktmo_b") if border[name] == row["oktmo"]})
    row["oktmo"] = "01999999"
    [problem] = problems_of(tables)
    assert problem.endswith("column oktmo: expected a code of region 49, which begins with 44, got '01999999'")


def test_totals_and_flags_that_disagree_with_the_rows_are_named() -> None:
    tables = small_tables()
    set_cells("federal_subjects.csv", 0, municipalities_2024="1")(tables)
    set_cells("subject_adjacency.csv", 0, municipal_pairs="77")(tables)
    row = tables["municipal_adjacency.csv"][0]
    row["same_subject"] = "0" if row["same_subject"] == "1" else "1"
    problems = problems_of(tables)
    assert [each.partition(":")[0] for each in problems] == [
        "federal_subjects.csv, line 2, column municipalities_2024",
        "municipal_adjacency.csv, line 2, column same_subject",
        "subject_adjacency.csv, line 2, column municipal_pairs",
    ]
    assert "municipalities.csv has 19, got '1'" in problems[0]


SMALL = small_tables()
FILES = sorted(SMALL)


@examples(60)
@given(st.data())
def test_whatever_stands_in_a_cell_it_is_read_or_named(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    number = data.draw(st.integers(0, len(SMALL[file]) - 1))
    column = data.draw(st.sampled_from(sorted(SMALL[file][0])))
    others = st.sampled_from([row[column] for row in SMALL[file]])
    text = data.draw(others | st.sampled_from(["", "0", "-1", "1e9", "2024", " "]) | st.text(max_size=5))
    changed = [row | {column: text} if at == number else row for at, row in enumerate(SMALL[file])]
    assert all(each.file in FILES and each.line and each.reason for each in outcome({**SMALL, file: changed}))
