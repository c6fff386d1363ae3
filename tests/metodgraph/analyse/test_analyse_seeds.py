"""Tests of `analyse seeds`: a table of ties as input, the best first adopters as output."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from metodgraph.command_line import app
from tables.problems import TableError
from tests.metodgraph.programs import ended

# a hub that reaches four others with certainty, and a separate pair
STAR = "from,to,p\nцентр,а,1\nцентр,б,1\nцентр,в,1\nцентр,г,1\nд,е,1\n"


def run(table: Path, *more: object) -> Result:
    """Return the output of the command for a table."""
    return CliRunner().invoke(app, ["analyse", "seeds", "--ties", str(table), *map(str, more)])


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    table = tmp_path / "ties.csv"
    table.write_text(STAR, encoding="utf-8")
    return table


def test_the_hub_is_chosen_first_then_the_pair_apart(ties: Path) -> None:
    printed = json.loads(run(ties, "-k", 2, "--probability", "p", "--json").stdout)
    assert printed["seeds"] == ["центр", "д"]
    assert printed["expected_spread"]["value"] == 7
    assert (printed["nodes"], printed["ties"]) == (7, 5)
    assert printed["method"]["seed"] == 1


def test_columns_of_another_name_are_found(tmp_path: Path) -> None:
    table = tmp_path / "ties.csv"
    table.write_text("who;whom\na;b\na;c\nc;a\n", encoding="utf-8")
    result = run(table, "-k", 1, "--probability", 1, "--map", "from=who,to=whom")
    assert "seeds: a" in result.stdout


def test_ties_that_work_both_ways_let_the_chosen_be_reached_from_either_end(ties: Path) -> None:
    result = run(ties, "-k", 1, "--probability", 1, "--undirected", "--json")
    assert json.loads(result.stdout)["ties"] == 10


@pytest.mark.parametrize("content", ["from,to\na,a\n", "from,to\na,b\na,b\nc,d\n", "from,to\nё ж,б\nб,ё ж\n"])
@pytest.mark.parametrize("probability", ["0", "1", "0.5", "weighted-cascade"])
def test_everybody_is_chosen_where_more_are_wanted(tmp_path: Path, content: str, probability: str) -> None:
    table = tmp_path / "ties.csv"
    table.write_text(content, encoding="utf-8")
    printed = json.loads(run(table, "-k", 50, "--probability", probability, "--json").stdout)
    assert len(set(printed["seeds"])) == printed["nodes"] == printed["expected_spread"]["value"]
    assert printed["certain_share_of_the_best"] == 1


@pytest.mark.parametrize(
    ("probability", "says"),
    [
        ("1.5", "A probability must be between 0 and 1; 1.5 is not."),
        ("wieght", "nor a column of ties.csv, which has from, to, p."),
        ("to", "ties.csv: to is not a number in line 2, 3, 4 and 2 more."),
    ],
)
def test_a_probability_that_cannot_be_used_is_refused_in_a_sentence(ties: Path, probability: str, says: str) -> None:
    refused = run(ties, "--probability", probability).exception
    assert isinstance(refused, TableError)
    assert says in str(refused)


def test_what_is_refused_ends_in_a_sentence_and_exit_code_1(ties: Path) -> None:
    refused = ended("analyse", "seeds", "--ties", str(ties), "--probability", "2")
    assert refused.returncode == 1
    assert refused.stderr == "A probability must be between 0 and 1; 2 is not.\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("from,to\n", "ties.csv has no ties."),
        ("from,to\na,\n", "ties.csv: to is empty in line 2."),
        ("from,whom\na,b\n", "Specify the column with --map to=COLUMN."),
        ("", "ties.csv cannot be read as a table"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_in_a_sentence(tmp_path: Path, content: str, says: str) -> None:
    table = tmp_path / "ties.csv"
    table.write_text(content, encoding="utf-8")
    refused = run(table, "--probability", 0.5).exception
    assert isinstance(refused, TableError)
    assert says in str(refused)
