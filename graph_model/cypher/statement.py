"""One statement for one column at the root: its text depends on the shape alone, its values are parameters."""

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

# The version of the data belongs to the same snapshot as the answer, so it is read by the same statement. A subquery
# that stands inside another expression makes the whole projection slow, so that head() comes only afterwards.
VERSION = Binding("COLLECT { MATCH (state:DataState) RETURN state.dataVersion }", "versions")


@dataclass(frozen=True)
class Statement:
    """Cypher and the parameters that it names."""

    text: str
    parameters: dict[str, Parameter]


def render(columns: tuple[Column, ...], viewer: Viewer) -> Statement:
    """The statement that brings one record: the row of the columns, and the version of the data."""
    names = Names(viewer)
    bindings, row = Rows(names).row("", columns)
    text = f"{with_bindings([], [*bindings, VERSION])}\nRETURN {row}, head(versions) AS dataVersion"
    return Statement(text, names.parameters)


@lru_cache(maxsize=500)
def text_for(write: Callable[[Callable[[str, str], str]], str], viewer: Viewer) -> str:
    """The text of a statement that is written by hand; `write` takes `seen(kind, variable)` for the viewer."""
    names = Names(viewer)

    def seen(kind: str, variable: str) -> str:
        return conjunction(*visibility(names, variable, kinds()[kind])) or "true"

    return write(seen)
