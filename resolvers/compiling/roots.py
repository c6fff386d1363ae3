"""The compilation of root fields.

A root field with a stored type reads the node by the unique property that is the name of its argument. A root field
with a list or a connection reads all nodes of the kind. Only `node`, `nodes` and `search` are recognised by name.
"""

from __future__ import annotations

from typing import Any

from graph_model.declarations import ID, AllOf, Comparison, Filter, Node, global_id, kind_of_id, kinds
from graph_model.read_tree import ByKey, EveryNode, NodesColumn, OneColumn
from resolvers.compiling.compiler import QUERY, Compiler
from resolvers.compiling.rows import Row, inner, is_list, may_be_null, object_type
from resolvers.compiling.search import SearchCompilation
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import HERE, Constant, Sequence
from resolvers.requests.cost import Weight
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import parameter
from resolvers.requests.variables import filled

MOST_IDS = 2000


def add_root(compiler: Compiler, row: Row, asked: SelectedField) -> None:
    """Add one root field to a new row."""
    match asked.name:
        case "__typename":
            row.fields.append((asked.key, HERE, Constant(QUERY)))
        case "node":
            add_node(compiler, row, asked)
        case "nodes":
            add_nodes(compiler, row, asked)
        case "search":
            SearchCompilation(compiler, asked).add_to(row)
        case _ if compiler.computed.find(QUERY, asked.name):
            compiler.compute(row, QUERY, asked, may_compute=True)
        case _:
            add_kind(compiler, row, asked)


def add_kind(compiler: Compiler, row: Row, asked: SelectedField) -> None:
    """Add a root field for the nodes of one kind."""
    name = object_type(asked).name
    if name not in kinds():
        kind = connected_kind(asked)
        compiler.reach(row, kind, EveryNode(kind), asked, kind.lists().get(asked.name), may_compute=True)
        return
    kind = kinds()[name]
    if is_list(asked):
        compiler.reach(row, kind, EveryNode(kind), asked, listed(kind, asked), may_compute=True)
        return
    ((argument, value),) = asked.arguments.items()
    what, wanted = kind.properties()[argument], parameter(value)
    if what == kind.key_property():
        # the index of ids also contains withdrawn nodes
        what, wanted = ID, parameter(value, lambda key: global_id(kind, str(key)))
    source = ByKey(kind, what, wanted)
    compiler.reach(row, kind, source, asked, None, may_compute=True)


def connected_kind(asked: SelectedField) -> type[Node]:
    """Return the kind of the nodes of a connection."""
    return kinds()[object_type(inner(asked, "nodes")).name]


def listed(kind: type[Node], asked: SelectedField) -> Filter | None:
    """Return the filter of a list field. Each argument selects nodes by the values of the property of its name."""
    given = {name: value for name, value in asked.arguments.items() if value is not None}
    limits = (Comparison(kind.properties()[name], "in", parameter(value)) for name, value in given.items())
    return AllOf(tuple(limits)) if given else None


def add_node(compiler: Compiler, row: Row, asked: SelectedField) -> None:
    """Add the node of a global id. The id contains the kind, so only nodes of this kind are read."""
    identifier = asked.arguments["id"]
    kind = kind_of_id(str(filled(identifier, compiler.variables)))
    type_ = next((each for each in compiler.possible(asked) if kinds()[each.name] is kind), None)
    if kind is None or type_ is None:
        row.fields.append((asked.key, HERE, Constant(None, nullable=True)))
        return
    found, read = compiler.read(type_, asked, may_compute=True)
    index = row.place(OneColumn(asked.name, ByKey(kind, ID, parameter(identifier)), read))
    row.fields.append((asked.key, index, found.object(nullable=True)))
    row.uses += [use.below(index) for use in found.uses]
    row.weights.append(Weight(1, tuple(found.weights)))


def add_nodes(compiler: Compiler, row: Row, asked: SelectedField) -> None:
    """Add the nodes of several global ids in their order, with null for a missing node."""
    identifiers = asked.arguments["ids"]
    given: Any = filled(identifiers, compiler.variables)
    named = frozenset(kind for each in given if (kind := kind_of_id(str(each))))
    variants = compiler.variants(asked, named)
    shape = variants.shape(variants.select(asked), nullable=True)
    wanted = parameter(identifiers, some_ids)
    index = row.place(NodesColumn(asked.name, wanted, variants.reads()))
    row.fields.append((asked.key, index, Sequence(shape, may_be_null(asked))))
    row.weights.append(Weight(wanted, variants.weights()))


def some_ids(value: object) -> object:
    """Return a list of ids. Raises a `RequestError` if it has more than `MOST_IDS` ids."""
    if isinstance(value, list) and len(value) > MOST_IDS:
        message = f"ids contains {len(value):,} ids; the limit is {MOST_IDS:,}. Split it into several operations."
        raise RequestError("BAD_PAGE", message)
    return value
