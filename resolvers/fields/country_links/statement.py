"""The statement of the links between all organisations, and the statement of the nodes that record links."""

from __future__ import annotations

from graph_model.kinds.organisations import FoundedBy, PartnerOf, UnitOf
from graph_model.terms import AdoptionStage, LearningCertainty
from resolvers.compiling.computed_field import returned
from resolvers.fields.country_links.rows import (
    AdoptionColumns,
    CountryLinksRow,
    MembershipColumns,
    OrganisationColumns,
    PairColumns,
    PlaceColumns,
    RelationColumns,
)
from resolvers.fields.cypher import RELATIONS, Visible, first_date_in, last_date_in, record
from resolvers.fields.ordinals import ordinal_or_zero

# A single record of all organisations or adoptions would take too much memory of the statement.
TOGETHER = 2_000
DIRECT = "|".join((UnitOf.type, FoundedBy.type, PartnerOf.type))

# the kinds of nodes that are records of links or of work
RECORD_KINDS = (
    "Practice",
    "Adoption",
    "Review",
    "Program",
    "NetworkProject",
    "Event",
    "Internship",
    "ResearchProject",
    "Diagnostic",
)


def country_links(visible: Visible) -> str:
    """Write the statement for all links: a `CountryLinksRow` for each part."""
    parts = (
        organisations(visible),
        places("Region", "region", visible),
        places("Municipality", "municipality", visible),
        relations(visible),
        participations(visible),
        adoptions(visible),
        authors(visible),
        learned(visible),
    )
    union = "\nUNION ALL\n".join(parts)
    return f"CALL () {{\n{union}\n}}\nRETURN {', '.join(CountryLinksRow._fields)}"


def part(name: str, columns: str) -> str:
    """Write the columns of a `CountryLinksRow` that contains one part."""
    return "RETURN " + ", ".join(f"{columns if each == name else 'null'} AS {each}" for each in CountryLinksRow._fields)


def organisations(visible: Visible) -> str:
    """Write the organisations: a row for each `TOGETHER`."""
    each = "organisation"
    columns = {
        "ids": f"{each}.id",
        "nodes": f"id({each})",
        "kinds": f"{each}.kind",
        "levels": f"{each}.level",
        "latitudes": f"{each}.location.latitude",
        "longitudes": f"{each}.location.longitude",
        "first_days": ordinal_or_zero(f"{each}.validFrom"),
        "last_days": ordinal_or_zero(f"{each}.validTo"),
    }
    lists = {name: f"[{each} IN some | {text}]" for name, text in columns.items()}
    return f"""
MATCH (organisation:Organisation) WHERE {visible("Organisation", "organisation")}
{in_parts("organisation")}
{part("organisations", returned(OrganisationColumns, **lists))}""".strip()


def in_parts(variable: str) -> str:
    """Write clauses that bind lists `some` of at most `TOGETHER` nodes."""
    return f"""WITH collect({variable}) AS every
UNWIND range(0, size(every) - 1, {TOGETHER}) AS start
WITH every[start..start + {TOGETHER}] AS some"""


def places(kind: str, name: str, visible: Visible) -> str:
    """Write the regions or municipalities with their organisations: a row each."""
    coordinates = "place.location" if kind == "Municipality" else None
    row = returned(
        PlaceColumns,
        id="place.id",
        name="place.name",
        latitude=f"{coordinates}.latitude" if coordinates else "null",
        longitude=f"{coordinates}.longitude" if coordinates else "null",
        organisations="organisations",
    )
    return f"""
MATCH (place:{kind})<-[:LOCATED_IN]-(organisation:Organisation)
WHERE {visible(kind, "place")} AND {visible("Organisation", "organisation")}
WITH place, collect(id(organisation)) AS organisations
{part(name, row)}""".strip()


def relations(visible: Visible) -> str:
    """Write the direct relations between organisations: a row for each kind and data source."""
    kinds = " ".join(f"WHEN '{relation}' THEN '{kind.value}'" for kind, relation in RELATIONS.items())
    row = returned(
        RelationColumns, kind="kind", source="source", starts="starts", ends="ends", since="since", until="until"
    )
    return f"""
MATCH (one:Organisation)-[tie:{DIRECT}]->(other:Organisation)
WHERE {visible("Organisation", "one")} AND {visible("Organisation", "other")} AND one <> other
WITH CASE type(tie) {kinds} END AS kind, {record("tie")} AS source, collect(id(one)) AS starts,
  collect(id(other)) AS ends, collect({ordinal_or_zero("tie.since")}) AS since,
  collect({ordinal_or_zero("tie.until")}) AS until
{part("relations", row)}""".strip()


def participations(visible: Visible) -> str:
    """Write the participations in projects: one row."""
    row = returned(
        MembershipColumns,
        projects="collect(id(project))",
        organisations="collect(id(organisation))",
        since=f"collect({ordinal_or_zero(first_date_in('part', 'project'))})",
        until=f"collect({ordinal_or_zero(last_date_in('part', 'project'))})",
    )
    return f"""
MATCH (project:NetworkProject)<-[part:TAKES_PART]-(organisation:Organisation)
WHERE {visible("NetworkProject", "project")} AND {visible("Organisation", "organisation")}
{part("participations", row)}""".strip()


def adoptions(visible: Visible) -> str:
    """Write the adoptions of practices: a row for each `TOGETHER` practices."""
    row = returned(
        AdoptionColumns,
        adoptions="collect(id(adoption))",
        organisations="collect(id(organisation))",
        practices="collect(id(practice))",
        since=f"collect({ordinal_or_zero('adoption.startedOn')})",
        until=f"collect({ordinal_or_zero('adoption.endedOn')})",
        abandoned=f"collect(CASE adoption.stage WHEN '{AdoptionStage.ABANDONED.value}' THEN id(adoption) END)",
    )
    return f"""
MATCH (practice:Practice) WHERE {visible("Practice", "practice")}
{in_parts("practice")}
CALL (some) {{
  UNWIND some AS practice
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(organisation:Organisation)
  WHERE {visible("Adoption", "adoption")} AND {visible("Organisation", "organisation")}
  RETURN {row} AS columns
}}
{part("adoptions", "columns")}""".strip()


def authors(visible: Visible) -> str:
    """Write the practices with their authors: one row."""
    return f"""
MATCH (practice:Practice)-[:AUTHORED_BY]->(author:Organisation)
WHERE {visible("Practice", "practice")} AND {visible("Organisation", "author")}
{part("authors", returned(PairColumns, starts="collect(id(practice))", ends="collect(id(author))"))}""".strip()


def learned(visible: Visible) -> str:
    """Write the adoptions with the adoptions that they declare to have learned from: one row."""
    return f"""
MATCH (source:LearningSource {{certainty: '{LearningCertainty.DECLARED.value}'}})-[:LEARNED_FROM]->(earlier:Adoption)
WHERE {visible("LearningSource", "source")} AND {visible("Adoption", "earlier")}
MATCH (source)<-[:LEARNED_THROUGH]-(adoption:Adoption) WHERE {visible("Adoption", "adoption")}
{part("learned", returned(PairColumns, starts="collect(id(adoption))", ends="collect(id(earlier))"))}""".strip()


def records(visible: Visible) -> str:
    """Write the statement for the nodes `$nodes` that record links or work, by internal numbers: `RecordColumns`."""
    return "\nUNION ALL\n".join(
        f"MATCH (one:{kind}) WHERE id(one) IN $nodes AND {visible(kind, 'one')} "
        "RETURN collect(id(one)) AS nodes, collect(one.id) AS ids"
        for kind in RECORD_KINDS
    )
