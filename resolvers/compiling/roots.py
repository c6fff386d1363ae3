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
from resolvers.compiling.shapes import CURRENT, Constant, Sequence
from resolvers.requests.cost import Weight
from resolvers.requests.errors import RequestError
from resolvers.requests.parameters import parameter
from resolvers.requests.variables import filled

MOST_IDS = 2000


def add_root(compiler: Compiler, row: Row, requested: SelectedField) -> None:
    """Add one root field to a new row."""
    match requested.name:
        case "__typename":
            row.fields.append((requested.key, CURRENT, Constant(QUERY)))
        case "node":
            add_node(compiler, row, requested)
        case "nodes":
            add_nodes(compiler, row, requested)
        case "search":
            SearchCompilation(compiler, requested).add_to(row)
        case _ if compiler.computed.find(QUERY, requested.name):
            compiler.compute(row, QUERY, requested, may_compute=True)
        case _:
            add_kind(compiler, row, requested)


def add_kind(compiler: Compiler, row: Row, requested: SelectedField) -> None:
    """Add a root field for the nodes of one kind."""
    name = object_type(requested).name
    if name not in kinds():
        kind = connected_kind(requested)
        compiler.reach(row, kind, EveryNode(kind), requested, kind.lists().get(requested.name), may_compute=True)
        return
    kind = kinds()[name]
    if is_list(requested):
        compiler.reach(row, kind, EveryNode(kind), requested, listed(kind, requested), may_compute=True)
        return
    ((argument, value),) = requested.arguments.items()
    what, key_parameter = kind.properties()[argument], parameter(value)
    if what == kind.key_property():
        # the index of ids also contains withdrawn nodes
        what, key_parameter = ID, parameter(value, lambda key: global_id(kind, str(key)))
    source = ByKey(kind, what, key_parameter)
    compiler.reach(row, kind, source, requested, None, may_compute=True)


def connected_kind(requested: SelectedField) -> type[Node]:
    """Return the kind of the nodes of a connection."""
    return kinds()[object_type(inner(requested, "nodes")).name]


def listed(kind: type[Node], requested: SelectedField) -> Filter | None:
    """Return the filter of a list field. Each argument selects nodes by the values of the property of its name."""
    given = {name: value for name, value in requested.arguments.items() if value is not None}
    limits = (Comparison(kind.properties()[name], "in", parameter(value)) for name, value in given.items())
    return AllOf(tuple(limits)) if given else None


def add_node(compiler: Compiler, row: Row, requested: SelectedField) -> None:
    """Add the node of a global id. The id contains the kind, so only nodes of this kind are read."""
    identifier = requested.arguments["id"]
    kind = kind_of_id(str(filled(identifier, compiler.variables)))
    type_ = next((each for each in compiler.possible(requested) if kinds()[each.name] is kind), None)
    if kind is None or type_ is None:
        row.fields.append((requested.key, CURRENT, Constant(None, nullable=True)))
        return
    found, read = compiler.read(type_, requested, may_compute=True)
    index = row.place(OneColumn(requested.name, ByKey(kind, ID, parameter(identifier)), read))
    row.fields.append((requested.key, index, found.object(nullable=True)))
    row.uses += [use.below(index) for use in found.uses]
    row.weights.append(Weight(1, tuple(found.weights)))


def add_nodes(compiler: Compiler, row: Row, requested: SelectedField) -> None:
    """Add the nodes of several global ids in their order, with null for a missing node."""
    identifiers = requested.arguments["ids"]
    given: Any = filled(identifiers, compiler.variables)
    named = frozenset(kind for each in given if (kind := kind_of_id(str(each))))
    variants = compiler.variants(requested, named)
    shape = variants.shape(variants.select(requested), nullable=True)
    key_parameter = parameter(identifiers, some_ids)
    index = row.place(NodesColumn(requested.name, key_parameter, variants.reads()))
    row.fields.append((requested.key, index, Sequence(shape, may_be_null(requested))))
    row.weights.append(Weight(key_parameter, variants.weights()))


def some_ids(value: object) -> object:
    """Return a list of ids. Raises a `RequestError` if it has more than `MOST_IDS` ids."""
    if isinstance(value, list) and len(value) > MOST_IDS:
        message = f"ids contains {len(value):,} ids; the limit is {MOST_IDS:,}. Split it into several operations."
        raise RequestError("BAD_PAGE", message)
    return value
