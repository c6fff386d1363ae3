"""The statement for columns at the root. Its text depends only on the shape of the query; its values are parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from graph_model.cypher.conditions import conjunction, visibility
from graph_model.cypher.names import Names
from graph_model.cypher.rows import Rows
from graph_model.cypher.text import Binding, with_bindings
from graph_model.declarations import Parameter, kinds
from graph_model.read_tree import Column
from graph_model.visibility import Viewer

# The same statement reads the version of the data, so that it belongs to the same snapshot as the result. A subquery
# within another expression makes the whole projection slow, so head() is applied afterwards.
VERSION = Binding("COLLECT { MATCH (state:DataState) RETURN state.dataVersion }", "versions")


@dataclass(frozen=True)
class Statement:
    """A Cypher text and its parameters by name."""

    text: str
    parameters: dict[str, Parameter]


def render(columns: tuple[Column, ...], viewer: Viewer) -> Statement:
    """Return the statement that returns one record: the row of the columns, and the version of the data."""
    names = Names(viewer)
    bindings, row = Rows(names).row("", columns)
    text = f"{with_bindings([], [*bindings, VERSION])}\nRETURN {row}, head(versions) AS dataVersion"
    return Statement(text, names.parameters)


@lru_cache(maxsize=500)
def text_for(write: Callable[[Callable[[str, str], str]], str], viewer: Viewer) -> str:
    """Return the text of a handwritten statement.

    `write` takes a function `visible(kind, variable)`, which returns the condition that the viewer may see a node.
    """
    names = Names(viewer)

    def visible(kind: str, variable: str) -> str:
        return conjunction(*visibility(names, variable, kinds()[kind])) or "true"

    return write(visible)
