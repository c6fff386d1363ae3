"""The parts of the statement of coverage that count what develops each competence, by region."""

from __future__ import annotations

from analysis.coverage.records import CompetenceOffer
from analysis.vocabulary import OfferSource
from resolvers.compiling.computed_field import returned
from resolvers.fields.coverage import rows
from resolvers.fields.coverage.rows import CoverageRow
from resolvers.fields.cypher import Visible, part_columns
from resolvers.fields.findings.rule_query import existed
from resolvers.fields.offered import AHEAD, IN_BANK, versions_in_force


def offers(visible: Visible) -> list[str]:
    """Write the parts of the programs in force, the practices of the bank, and the internships with free places."""
    return [
        offer(OfferSource.PROGRAM, "Program", ("DEVELOPS", "OFFERED_BY"), f"EXISTS {{ {matched(visible)} }}", visible),
        offer(OfferSource.PRACTICE, "Practice", ("ADDRESSES", "AUTHORED_BY"), IN_BANK, visible),
        offer(OfferSource.INTERNSHIP, "Internship", ("DEVELOPS", "AT"), f"{AHEAD} AND item.freePlaces > 0", visible),
    ]


def matched(visible: Visible) -> str:
    """Write the match of a version in force."""
    return f"MATCH {versions_in_force(visible)}"


def offer(source: OfferSource, kind: str, relations: tuple[str, str], condition: str, visible: Visible) -> str:
    """Write the part of a kind of records: their relations to a competence and to the organisation that offers them."""
    to_competence, to_organisation = relations
    row = returned(
        CompetenceOffer,
        competence="competence",
        region="region",
        source=f"'{source.value}'",
        records="records",
        organisations="bodies",
    )
    return f"""
MATCH (item:{kind}) WHERE {visible(kind, "item")}
WITH item, $day AS day
WHERE {condition}
OPTIONAL MATCH (item)-[:{to_organisation}]->(body:Organisation)-[:LOCATED_IN]->(home:Region)
WHERE {existed("body", "day")} AND {visible("Organisation", "body")} AND {visible("Region", "home")}
MATCH (item)-[:{to_competence}]->(topic:Competence) WHERE {visible("Competence", "topic")}
WITH topic.id AS competence, home.id AS region, count(DISTINCT item) AS records, collect(DISTINCT body.id) AS bodies
RETURN {part_columns(CoverageRow, rows.OFFER, row)}""".strip()
