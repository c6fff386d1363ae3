"""Building blocks of model declarations: nodes, relations, navigations between them, and filters on nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal, Self

from pydantic.alias_generators import to_camel

from graph_model.properties import Declared, Property, Record, Unique
from graph_model.search_terms import index_terms
from graph_model.visibility import Viewer

Direction = Literal["out", "in", "both"]
Operator = Literal["eq", "in", "within", "contains", "startsWith", "gt", "gte", "lt", "lte"]
Quantifier = Literal["one", "some", "none", "every"]


@dataclass(frozen=True)
class UnnamedNavigation(Declared):
    """A navigation before it has a name; `Node.navigations` names it after the attribute that declares it."""

    hops: tuple[Hop, ...]
    many: bool
    keys: str | None = None
    required: bool = False

    def named(self, name: str) -> Navigation:
        """Return the navigation under the name of the attribute that declares it."""
        return Navigation(to_camel(name), self.hops, self.many, self.keys, self.required)


class Relation(Record):
    """A relation between two nodes. `type` is its name in Neo4j. Subclasses add the properties."""

    type: ClassVar[str]

    @classmethod
    def out(cls, kind: str) -> Hop:
        """Return the hop along the direction of the relation to a node of `kind`."""
        return Hop(cls, "out", kind)

    @classmethod
    def into(cls, kind: str) -> Hop:
        """Return the hop against the direction of the relation to a node of `kind`."""
        return Hop(cls, "in", kind)

    @classmethod
    def either(cls, kind: str) -> Hop:
        """Return the hop in either direction to a node of `kind`, for symmetric relations."""
        return Hop(cls, "both", kind)


@dataclass(frozen=True)
class Hop:
    """A step along a relation to a node of `kind`."""

    relation: type[Relation]
    direction: Direction
    kind: str

    @property
    def kind_class(self) -> type[Node]:
        """Return the kind of the node at the end of the hop."""
        return kinds()[self.kind]


@dataclass(frozen=True)
class Navigation:
    """A named navigation from a node to other nodes.

    The navigation follows relations. If `keys` is set, it follows the business keys in this list property of the node
    instead.
    """

    name: str
    hops: tuple[Hop, ...]
    many: bool
    keys: str | None = None
    required: bool = False

    @property
    def kind(self) -> type[Node]:
        """Return the kind of the target nodes."""
        return self.hops[-1].kind_class

    @property
    def edge(self) -> type[Relation] | None:
        """Return the relation whose properties become the properties of the edge.

        The result is None for navigations of several hops or over a relation without properties of its own.
        """
        relation = self.hops[0].relation
        return relation if len(self.hops) == 1 and relation.own_properties() else None

    @property
    def temporal(self) -> bool:
        """Return whether the relation has a start and an end day, so that lists can be filtered by a day."""
        return self.many and self.edge is not None and {"since", "until"} <= set(self.edge.properties())


def to_one(*hops: Hop, required: bool = False) -> UnnamedNavigation:
    """Return a navigation to at most one node; `required` if there is always one."""
    return UnnamedNavigation(hops, many=False, required=required)


def to_many(*hops: Hop) -> UnnamedNavigation:
    """Return a navigation to any number of nodes."""
    return UnnamedNavigation(hops, many=True)


def by_keys(kind: str, keys: str) -> UnnamedNavigation:
    """Return a navigation to the nodes of `kind` whose keys are in the list property `keys` (camelCase)."""
    return UnnamedNavigation((Hop(Relation, "out", kind),), many=True, keys=keys)


@dataclass(frozen=True)
class Facet:
    """A value by which the nodes of a list are grouped and counted.

    The value is an own property, or `value` and `label` of the node at the end of `path` (names of navigations).
    """

    value: str
    label: str | None = None
    path: tuple[str, ...] = ()


_KINDS: dict[str, type[Node]] = {}


@dataclass(frozen=True, eq=False)
class Parameter:
    """A parameter of the request. Only the function that fills parameters reads `value`."""

    value: object


@dataclass(frozen=True)
class Constant:
    """A value that is the same in every request: a flag, or a code of a vocabulary."""

    value: bool | str


@dataclass(frozen=True)
class Comparison:
    """A comparison of a property with a value."""

    property: Property
    operator: Operator
    parameter: Parameter | Constant


@dataclass(frozen=True)
class Within(Comparison):
    """A comparison that a node passes if it has the value, or if a node that contains it, at any depth, has the value.

    `part_of` is the hop to the node that contains a node. All nodes that contain it, up to the one with the value, must
    be visible. `listed` selects the form of the text: a list of the values of all parts, which an index serves, or a
    search from the node, which costs less if other nodes are read before.
    """

    parameter: Parameter
    part_of: Hop
    listed: bool = False


@dataclass(frozen=True)
class IsNull:
    """A test for the absence of a property, or for its presence if `expected` is false."""

    property: Property
    expected: bool


@dataclass(frozen=True)
class AllOf:
    """A conjunction of filters; true if there are none."""

    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class AnyOf:
    """A disjunction of filters; false if there are none."""

    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class Not:
    """The negation of a filter. It is two-valued: a filter on an unknown value is false, and its negation is true."""

    filter: Filter


@dataclass(frozen=True)
class Related:
    """A condition on the number of target nodes of a navigation that pass the filter.

    The quantifier `one` is for navigations to at most one node. `hidden_too` also counts nodes that the viewer may not
    see: their existence is a fact about the start of the navigation. Such a filter reads nothing of them.
    """

    navigation: Navigation
    quantifier: Quantifier
    filter: Filter
    hidden_too: bool = False


@dataclass(frozen=True)
class Counted:
    """A comparison of the number of target nodes of a navigation with a value. Each node counts once."""

    navigation: Navigation
    operator: Operator
    parameter: Parameter


@dataclass(frozen=True)
class OfRelation:
    """A condition on the relation over which a node is reached, inside the filter of a `Related`."""

    filter: Filter


@dataclass(frozen=True)
class Holds:
    """The condition that a relation holds on a day. An absent start or end does not exclude a relation."""

    on: Parameter


@dataclass(frozen=True)
class Near:
    """The condition that a position is at most `metres` away from a place.

    `lower` and `upper` are the south-western and north-eastern corners of a box around the circle, for the index.
    """

    property: Property
    place: Parameter
    lower: Parameter
    upper: Parameter
    metres: Parameter


@dataclass(frozen=True)
class Distance(Property):
    """The distance of a position from a place, in kilometres with three decimals; absent without the position.

    `scale` is the number of metres for each metre of the database, whose Earth has another radius.
    """

    place: Parameter
    scale: Parameter


Filter = Comparison | IsNull | AllOf | AnyOf | Not | Related | Counted | OfRelation | Holds | Near


def in_force(begins: Property, ends: Property, on: Parameter, *, last_day_counts: bool = True) -> Filter:
    """Return the filter for records that are in force on the day `on`: they have begun and have not ended.

    A record without an end has not ended; a record without a beginning has not begun. With `last_day_counts`, a record
    is still in force on the day in `ends`.
    """
    not_ended = AnyOf((IsNull(ends, expected=True), Comparison(ends, "gte" if last_day_counts else "gt", on)))
    return AllOf((Comparison(begins, "lte", on), not_ended))


def kinds() -> dict[str, type[Node]]:
    """Return every declared kind of node by its label, which is also its GraphQL name."""
    return _KINDS


def order_kinds(modules: Sequence[str]) -> None:
    """Sort the registered kinds by the order of `modules`, so that the order of imports has no effect.

    Kinds of other modules come last.
    """
    places = {name: place for place, name in enumerate(modules)}
    ordered = sorted(_KINDS.items(), key=lambda item: places.get(item[1].__module__, len(places)))
    _KINDS.clear()
    _KINDS.update(ordered)


class Node(Record):
    """A kind of node. The class name is its label.

    `key` names the property with the business key, from which the global id is derived. `searched` names the properties
    of the full-text index. The filters on the key of a `classification` have the operator `within`, which includes the
    parts of a node; `part_of` is the hop to the node that contains a node, or None if the classification is flat.
    """

    key: ClassVar[str]
    searched: ClassVar[tuple[str, ...]] = ()
    facets: ClassVar[dict[str, Facet]] = {}
    classification: ClassVar[bool] = False
    part_of: ClassVar[Hop | None] = None
    # the schema fields whose values are hidden from all viewers, and the reason for each
    withheld: ClassVar[dict[str, str]] = {}
    sources = by_keys("DataSource", "sourceIds")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the kind. A class without a `key` is only a base class of kinds and is not registered."""
        super().__pydantic_init_subclass__(**kwargs)
        if "key" in cls.__dict__:
            _KINDS[cls.__name__] = cls

    @classmethod
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Return the filter that limits this kind for `viewer`; None if all nodes are visible."""
        del viewer
        return None

    @classmethod
    def lists(cls) -> dict[str, Filter]:
        """Return the filters of the subsets of the kind that have their own root field, by the name of the field."""
        return {}

    @classmethod
    def narrowings(cls) -> dict[str, Callable[[Parameter], Filter]]:
        """Return the additional arguments that limit every list of the kind, such as a day.

        The keys are the names of the arguments, the values functions that return the filter for an argument.
        """
        return {}

    @classmethod
    @cache
    def navigations(cls) -> dict[str, Navigation]:
        """Return the navigations to other nodes by camelCase name."""
        declared = {
            name: unnamed
            for base in reversed(cls.__mro__)
            for name, unnamed in vars(base).items()
            if isinstance(unnamed, UnnamedNavigation)
        }
        return {to_camel(name): unnamed.named(name) for name, unnamed in declared.items()}

    @classmethod
    @cache
    def properties(cls) -> dict[str, Property]:
        """Return the stored properties by camelCase name, including the global id."""
        own = super().properties()
        return {"id": ID, **own}

    @classmethod
    def key_property(cls) -> Property:
        """Return the property of the business key."""
        return cls.properties()[to_camel(cls.key)]

    @property
    def id(self) -> str:
        """Return the global id: kind and business key, the same on every machine."""
        return global_id(type(self), str(getattr(self, self.key)))

    def search_text(self) -> str | None:
        """Return the full-text index terms of the searched properties."""
        return search_text_of({name: getattr(self, name) for name in self.searched})

    def identity(self) -> tuple[type[Self], str]:
        """Return the kind and the id, which identify the node even before it is stored."""
        return type(self), self.id


ID = Property("id", str, nullable=False, many=False, stored=Unique)
# the properties of the full-text index: the terms of a node, and its kind, by which a search is restricted
SEARCH_TEXT = "searchText"
SEARCH_KIND = "searchKind"
# the properties that contain a name of a node
NAMES = frozenset({"name", "short_name", "title"})


def search_text_of(values: Mapping[str, object]) -> str | None:
    """Return the full-text index terms of the searched properties of a node; None if all of them are absent."""
    present = {name: str(value) for name, value in values.items() if value is not None}
    names = [text for name, text in present.items() if name in NAMES]
    return index_terms(" ".join(present.values()), names) if present else None


def global_id(kind: type[Node], key: str) -> str:
    """Return the global id of the node of `kind` with the business key `key`."""
    return f"{kind.__name__}:{key}"


def kind_of_id(identifier: str) -> type[Node] | None:
    """Return the kind in a global id; None if it is not a declared kind."""
    return _KINDS.get(identifier.partition(":")[0])
