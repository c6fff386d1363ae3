"""JSON-LD: nodes and relations as linked data, with terms of schema.org where there is an obvious one.

A relation is written twice: as a plain link between nodes, and as an rdf:Statement about the link with its properties.
JSON-LD processors merge node objects with the same @id, so the file is written in a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from urllib.parse import quote

import orjson

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.selection import Selection
from exchange.exporting.statements import exported_columns
from exchange.graph_formats.attributes import SYMMETRIC, symmetric
from exchange.graph_formats.directions import Directions
from exchange.table_forms import Column, LinkTable, NodeTable, Table, tables
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import DataSource

TERMS = "urn:metodgraph:term:"
IDS = "urn:metodgraph:id:"
SCHEMA = "https://schema.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SOURCES = "sourceIds"

# kinds with a type of schema.org
KINDS: Mapping[str, str] = {
    "Region": "AdministrativeArea",
    "Municipality": "AdministrativeArea",
    "Organisation": "Organization",
    "Person": "Person",
    "Practice": "CreativeWork",
    "Program": "Course",
    "Review": "Review",
    "Event": "Event",
    "Document": "DigitalDocument",
    "ResearchProject": "ResearchProject",
    "NetworkProject": "Project",
    "Competence": "DefinedTerm",
    "Theme": "DefinedTerm",
    "DataSource": "Dataset",
}
PROPERTIES: Mapping[str, str] = {
    "name": "name",
    "title": "name",
    "shortName": "alternateName",
    "summary": "abstract",
    "location": "geo",
    "lat": "latitude",
    "lon": "longitude",
    "licence": "license",
    "attribution": "creditText",
    "publishedOn": "datePublished",
}
DATES: Mapping[type, str] = {date: "date", datetime: "dateTime"}


class JsonLd:
    """A writer of a selection as JSON-LD."""

    # JSON represents every text
    dropped = 0

    def __init__(self, selection: Selection, origin: ExportOrigin, directions: Directions) -> None:
        del directions  # a statement about a relation says whether it is symmetric
        self._selection = selection
        self._origin = origin
        self._comma = ""

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield '{"@context": ' + _json(context(self._selection)) + ',\n"@graph": [\n'
        yield self._object({"@id": f"{IDS}export", "@type": "Export", **self._origin.attributes()})

    def node(self, table: NodeTable, identifier: str, values: list[object]) -> str:
        """Return one node."""
        kinds = [table.name, f"schema:{KINDS[table.name]}"] if table.name in KINDS else table.name
        return self._object({"@id": iri(identifier), "@type": kinds, **_properties(table, values)})

    def between(self) -> str:
        """Return the text between nodes and relations."""
        return ""

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return one relation: the link and the statement about it."""
        first, last, name = iri(start), iri(end), table.relation.type
        about = {"@type": "rdf:Statement", "rdf:subject": {"@id": first}, "rdf:predicate": {"@id": TERMS + name}}
        held = {"rdf:object": {"@id": last}, SYMMETRIC: symmetric(table), **_properties(table, values)}
        return self._object({"@id": first, name: last}) + self._object({**about, **held})

    def tail(self) -> str:
        """Return the text after the last relation."""
        return "\n]}\n"

    def _object(self, content: Mapping[str, object]) -> str:
        text, self._comma = self._comma + _json(content), ",\n"
        return text


def context(selection: Selection) -> dict[str, object]:
    """Return the JSON-LD context of a selection; terms without an entry belong to the vocabulary of the model."""
    terms: dict[str, object] = {"@vocab": TERMS, "schema": SCHEMA, "rdf": RDF, "xsd": XSD, "exportedOn": _day("date")}
    terms |= {name: f"schema:{term}" for name, term in PROPERTIES.items()}
    for table in selection.parts:
        for column in exported_columns(table):
            kind = DATES.get(column.value_type)
            if kind is not None and column.name not in _mixed():
                terms[column.name] = _day(kind, terms.get(column.name))
    terms |= {each.relation.type: {"@type": "@id"} for each in selection.links}
    return {**terms, SOURCES: {"@id": "schema:isBasedOn", "@type": "@id", "@container": "@set"}}


def iri(identifier: str) -> str:
    """Return the IRI of a node, derived from its global id."""
    return IDS + quote(identifier, safe=":")


def _day(kind: str, term: object = None) -> dict[str, str]:
    return {**({"@id": term} if isinstance(term, str) else {}), "@type": f"xsd:{kind}"}


def _properties(table: Table, values: list[object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for column, value in zip(exported_columns(table), values, strict=True):
        if value is None:
            continue
        if column.part:
            _point(found, column)[column.part] = value
        elif column.name == SOURCES:
            assert isinstance(value, list)  # noqa: S101 - declared by the model
            found[column.name] = [iri(global_id(DataSource, each)) for each in value]
        else:
            found[column.name] = value
    return found


def _point(found: dict[str, object], column: Column) -> dict[str, object]:
    assert column.holds is not None  # noqa: S101 - a part belongs to a property
    place = found.setdefault(column.holds.name, {"@type": "schema:GeoCoordinates"})
    assert isinstance(place, dict)  # noqa: S101 - set by this function only
    return place


@cache
def _mixed() -> frozenset[str]:
    """Return the names that are dates in some tables and other values in others."""
    every = [each for table in tables().values() for each in exported_columns(table)]
    dates = {each.name for each in every if each.value_type in DATES}
    return frozenset(dates & {each.name for each in every if each.value_type not in DATES})


def _json(content: object) -> str:
    return orjson.dumps(content).decode()
