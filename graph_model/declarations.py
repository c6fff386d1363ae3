"""The words in which the model is declared: nodes, relations, how one leads to another, and filters on nodes."""

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
Operator = Literal["eq", "in", "contains", "startsWith", "gt", "gte", "lt", "lte"]
Quantifier = Literal["one", "some", "none", "every"]


@dataclass(frozen=True)
class Way(Declared):
    """A navigation before it has its name."""

    hops: tuple[Hop, ...]
    many: bool
    keys: str | None = None
    required: bool = False

    def named(self, name: str) -> Navigation:
        """The navigation under the name of the attribute that declares it."""
        return Navigation(to_camel(name), self.hops, self.many, self.keys, self.required)


class Relation(Record):
    """A relation between two nodes; `type` is its name in Neo4j. Subclasses add the properties."""

    type: ClassVar[str]

    @classmethod
    def out(cls, kind: str) -> Hop:
        """From its start to a node of `kind`."""
        return Hop(cls, "out", kind)

    @classmethod
    def into(cls, kind: str) -> Hop:
        """Against its direction to a node of `kind`."""
        return Hop(cls, "in", kind)

    @classmethod
    def either(cls, kind: str) -> Hop:
        """In either direction (the relation is symmetric) to a node of `kind`."""
        return Hop(cls, "both", kind)


@dataclass(frozen=True)
class Hop:
    """One step along a relation to a node of `kind`."""

    relation: type[Relation]
    direction: Direction
    kind: str

    @property
    def kind_class(self) -> type[Node]:
        """The kind of node at the end of the hop."""
        return kinds()[self.kind]


@dataclass(frozen=True)
class Navigation:
    """A named way from a node to other nodes: over relations, or by a list of keys held on the node (`keys`)."""

    name: str
    hops: tuple[Hop, ...]
    many: bool
    keys: str | None = None
    required: bool = False

    @property
    def kind(self) -> type[Node]:
        """The kind of node it leads to."""
        return self.hops[-1].kind_class

    @property
    def edge(self) -> type[Relation] | None:
        """The relation whose properties the edge has, for navigations of one hop over a relation with properties."""
        relation = self.hops[0].relation
        return relation if len(self.hops) == 1 and relation.own_properties() else None

    @property
    def temporal(self) -> bool:
        """Whether its relation begins and ends, so that a list can be asked for as of a day."""
        return self.many and self.edge is not None and {"since", "until"} <= set(self.edge.properties())


def to_one(*hops: Hop, required: bool = False) -> Way:
    """A way to at most one node; `required` where it always leads to one."""
    return Way(hops, many=False, required=required)


def to_many(*hops: Hop) -> Way:
    """A way to any number of nodes."""
    return Way(hops, many=True)


def by_keys(kind: str, keys: str) -> Way:
    """Return a navigation to the nodes of `kind` whose keys the list property `keys` (camelCase) holds."""
    return Way((Hop(Relation, "out", kind),), many=True, keys=keys)


@dataclass(frozen=True)
class Facet:
    """What lists of a kind can be counted by: an own property, or `value` and `label` of the node at the end of `way`
    (names of navigations).
    """

    value: str
    label: str | None = None
    way: tuple[str, ...] = ()


_KINDS: dict[str, type[Node]] = {}


@dataclass(frozen=True, eq=False)
class Parameter:
    """A value that comes with the request; only the function that fills parameters reads `value`."""

    value: object


@dataclass(frozen=True)
class Constant:
    """A value that is the same in every request: a flag, or a code of a vocabulary."""

    value: bool | str


@dataclass(frozen=True)
class Comparison:
    """A property compared with a value."""

    property: Property
    operator: Operator
    parameter: Parameter | Constant


@dataclass(frozen=True)
class IsNull:
    """Whether a property is absent."""

    property: Property
    expected: bool


@dataclass(frozen=True)
class AllOf:
    """Every one of the filters holds; true where there are none."""

    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of the filters holds; false where there are none."""

    filters: tuple[Filter, ...]


@dataclass(frozen=True)
class Not:
    """The negation of a filter. Two-valued: a filter on an unknown value is false, and its negation true."""

    filter: Filter


@dataclass(frozen=True)
class Related:
    """A condition on how many nodes of a navigation pass the filter; `one` is for navigations to at most one node."""

    navigation: Navigation
    quantifier: Quantifier
    filter: Filter


Filter = Comparison | IsNull | AllOf | AnyOf | Not | Related


def in_force(begins: Property, ends: Property, on: Parameter, *, last_day_counts: bool = True) -> Filter:
    """Return the filter for validity on the day `on`: begun, and not ended. An absent end does not end it."""
    not_ended = AnyOf((IsNull(ends, expected=True), Comparison(ends, "gte" if last_day_counts else "gt", on)))
    return AllOf((Comparison(begins, "lte", on), not_ended))


def kinds() -> dict[str, type[Node]]:
    """Every declared kind of node by its label, which is also its GraphQL name."""
    return _KINDS


def order_kinds(modules: Sequence[str]) -> None:
    """Put the kinds in the order of their modules, whichever of these was imported first; other modules come last."""
    places = {name: place for place, name in enumerate(modules)}
    ordered = sorted(_KINDS.items(), key=lambda item: places.get(item[1].__module__, len(places)))
    _KINDS.clear()
    _KINDS.update(ordered)


class Node(Record):
    """A kind of node; the class name is its label. `key` names the business key, from which the global id is made."""

    key: ClassVar[str]
    searched: ClassVar[tuple[str, ...]] = ()
    facets: ClassVar[dict[str, Facet]] = {}
    # promised fields whose value is hidden from all users, each with the reason
    withheld: ClassVar[dict[str, str]] = {}
    sources = by_keys("DataSource", "sourceIds")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Enter the kind in the registry, unless it is only a base of others."""
        super().__pydantic_init_subclass__(**kwargs)
        if "key" in cls.__dict__:
            _KINDS[cls.__name__] = cls

    @classmethod
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Return the filter that limits this kind for `viewer`; None if all of it is visible."""
        del viewer
        return None

    @classmethod
    def lists(cls) -> dict[str, Filter]:
        """Parts of the kind that have a root field of their own, by the name of that field."""
        return {}

    @classmethod
    def narrowings(cls) -> dict[str, Callable[[Parameter], Filter]]:
        """Return the arguments that narrow every list of the kind, with the filter that each makes: dates."""
        return {}

    @classmethod
    @cache
    def navigations(cls) -> dict[str, Navigation]:
        """The ways to other nodes by camelCase name."""
        ways = {name: way for base in reversed(cls.__mro__) for name, way in vars(base).items() if isinstance(way, Way)}
        return {to_camel(name): way.named(name) for name, way in ways.items()}

    @classmethod
    @cache
    def properties(cls) -> dict[str, Property]:
        """The stored properties by camelCase name, the global id among them."""
        own = super().properties()
        return {"id": ID, **own}

    @classmethod
    def key_property(cls) -> Property:
        """The business key."""
        return cls.properties()[to_camel(cls.key)]

    @property
    def id(self) -> str:
        """The global id: kind and business key, the same on every machine."""
        return global_id(type(self), str(getattr(self, self.key)))

    def search_text(self) -> str | None:
        """What full-text search reads of this node: the terms of its searched properties."""
        return search_text_of({name: getattr(self, name) for name in self.searched})

    def identity(self) -> tuple[type[Self], str]:
        """Kind and id, by which a node is known before it is stored."""
        return type(self), self.id


ID = Property("id", str, nullable=False, many=False, stored=Unique)
# the properties of the full-text index: the terms of a node, and its kind, by which a search is limited
SEARCH_TEXT = "searchText"
SEARCH_KIND = "searchKind"
# the properties that hold what a node is called
NAMES = frozenset({"name", "short_name", "title"})


def search_text_of(values: Mapping[str, object]) -> str | None:
    """What full-text search reads of the searched properties of a node; None where it has none of them."""
    present = {name: str(value) for name, value in values.items() if value is not None}
    names = [text for name, text in present.items() if name in NAMES]
    return index_terms(" ".join(present.values()), names) if present else None


def global_id(kind: type[Node], key: str) -> str:
    """The global id of the node of `kind` with the business key `key`."""
    return f"{kind.__name__}:{key}"


def kind_of_id(identifier: str) -> type[Node] | None:
    """The kind that a global id names; None where it names no kind."""
    return _KINDS.get(identifier.partition(":")[0])
