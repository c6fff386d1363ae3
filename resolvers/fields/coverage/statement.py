"""The statements of coverage: the place of the field, and the records of the country on a day."""

from __future__ import annotations

from analysis.coverage.country import CountryCoverage
from analysis.coverage.records import (
    CoverageRequirements,
    CoveredRegion,
    KindCount,
    Performers,
    RegionalDocument,
    RegionalFunction,
)
from graph_model.declarations import Node
from graph_model.kinds.territory import Region
from graph_model.read_tree import Body
from graph_model.terms import DocumentStatus, Level, OrganisationKind
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, SharedArrays, returned
from resolvers.fields.coverage import rows
from resolvers.fields.coverage.offer_statement import offers
from resolvers.fields.coverage.rows import CoveragePlaceRow, CoverageRow
from resolvers.fields.cypher import Condition, Sent, Visible, held, part_columns
from resolvers.fields.findings.rule_query import SEEN, existed
from resolvers.fields.findings.rules.documents import REGIONAL, issued
from resolvers.fields.findings.rules.structure import OF_MUNICIPALITY, OF_REGION, UNSERVED

# the kinds of the rules R01 and R26, the public bodies of section III, and the documents of the rule R24
REQUIREMENTS = CoverageRequirements(
    required=(OrganisationKind.CNPPM, *OF_REGION.values()),
    in_municipalities=OF_MUNICIPALITY,
    named=(OrganisationKind.METHODICAL_COUNCIL, OrganisationKind.PROFESSIONAL_ASSOCIATION),
    documents=REGIONAL,
)
OF_THE_REGION = f"one.level = '{Level.REGIONAL.value}'"


def place_of(kind: type[Node] | None) -> Body:
    """Return the writer of the first statement for a region, or for the root: one `CoveragePlaceRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition, parameter, visible
        return f"RETURN {returned(CoveragePlaceRow, region='null' if kind is None else f'{variable}.id')}"

    return body


def country(visible: Visible) -> str:
    """Write the statement for the country on the day `$day`: `CoverageRow`s."""
    day = f"RETURN {part_columns(CoverageRow, rows.DAY, 'toString($day)')}"
    parts = (regions, functions, performers, kinds, documents)
    return "\nUNION ALL\n".join([day, *(part(visible) for part in parts), *offers(visible)])


def regions(visible: Visible) -> str:
    """Write the part of the regions with their neighbours and municipalities."""
    unserved = SEEN.sub(lambda match: visible(match[2], match[1]), UNSERVED)
    row = returned(
        CoveredRegion,
        id="object.id",
        code="object.code",
        in_scope="coalesce(object.inScope, false)",
        neighbours="neighbours",
        municipalities="municipalities",
        unserved="size(unserved)",
    )
    return f"""
MATCH (object:Region) WHERE {visible("Region", "object")}
WITH object, COLLECT {{
  MATCH (object)-[:BORDERS]-(neighbour:Region) WHERE {visible("Region", "neighbour")} RETURN DISTINCT neighbour.id
}} AS neighbours, COUNT {{
  MATCH (object)<-[:IN_REGION]-(town:Municipality) WHERE {existed("town")} AND {visible("Municipality", "town")}
}} AS municipalities, {unserved} AS unserved
RETURN {part_columns(CoverageRow, rows.REGION, row)}""".strip()


def functions(visible: Visible) -> str:
    """Write the part of the functions of the regional level."""
    row = returned(RegionalFunction, id="one.id", code="one.code", actor="one.actor")
    return f"""MATCH (one:Function) WHERE {OF_THE_REGION} AND {visible("Function", "one")}
RETURN {part_columns(CoverageRow, rows.FUNCTION, row)}"""


def performers(visible: Visible) -> str:
    """Write the part of the organisations that perform these functions, by region.

    An organisation of the federal level is not one of the region in which it has its seat.
    """
    row = returned(Performers, function="function", region="region", organisations="bodies")
    return f"""
MATCH (one:Function)<-[performs:PERFORMS]-(body:Organisation)-[:LOCATED_IN]->(home:Region)
WHERE {OF_THE_REGION} AND coalesce(body.level, '') <> '{Level.FEDERAL.value}' AND {held("performs")}
  AND {existed("body")} AND {visible("Function", "one")} AND {visible("Organisation", "body")}
  AND {visible("Region", "home")}
WITH one.id AS function, home.id AS region, collect(DISTINCT body.id) AS bodies
RETURN {part_columns(CoverageRow, rows.PERFORMERS, row)}""".strip()


def kinds(visible: Visible) -> str:
    """Write the part of the organisations of the kinds that the order asks for, by region."""
    row = returned(KindCount, region="region", kind="kind", present="present")
    return f"""
MATCH (home:Region)<-[:LOCATED_IN]-(body:Organisation)
WHERE body.kind IN {[each.value for each in REQUIREMENTS.kinds]} AND {existed("body")}
  AND {visible("Organisation", "body")} AND {visible("Region", "home")}
WITH home.id AS region, body.kind AS kind, count(DISTINCT body) AS present
RETURN {part_columns(CoverageRow, rows.KIND, row)}""".strip()


def documents(visible: Visible) -> str:
    """Write the part of the documents of the regions that are in force, and of the drafts."""
    row = returned(
        RegionalDocument, region="home.id", kind="document.kind", status="document.status", document="document.id"
    )
    return f"""
MATCH (document:Document)-[:FOR]->(home:Region)
WHERE document.kind IN {[each.value for each in REQUIREMENTS.documents]}
  AND ({issued(DocumentStatus.IN_FORCE)} OR {issued(DocumentStatus.DRAFT)})
  AND {visible("Document", "document")} AND {visible("Region", "home")}
RETURN {part_columns(CoverageRow, rows.DOCUMENT, row)}""".strip()


OF_REGION_ITSELF = FieldStatement(CoveragePlaceRow, place_of(Region))
OF_ROOT = FieldStatement(CoveragePlaceRow, place_of(None))
COUNTRY_COVERAGE: SharedArrays[CountryCoverage] = SharedArrays(
    "coverage of a day", FurtherStatement(CoverageRow, country), lambda found: rows.country_of(found, REQUIREMENTS)
)
