"""The statement that counts adoptions by the groups asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.vocabulary import AdoptionGroup
from graph_model.read_tree import Body
from resolvers.computed import FieldStatement, Given, Shaped, returned
from resolvers.errors import bad_input
from resolvers.fields.adoption_statistics.rows import AdoptionStatistic
from resolvers.fields.cypher import Condition, Seen, Sent

MOST_ROWS = 20_000
# the expression of each group over the variables of the statement
VALUES = {
    AdoptionGroup.REGION: "region.id",
    AdoptionGroup.YEAR: "year",
    AdoptionGroup.THEME: "theme.id",
    AdoptionGroup.STAGE: "stage",
}


def groups_asked(given: Given) -> tuple[AdoptionGroup, ...]:
    """Return the groups in the order asked for, each once; raises a `RequestError` where there are none."""
    groups = tuple(dict.fromkeys(AdoptionGroup[each] for each in given.values["groupBy"]))
    if not groups:
        raise bad_input("groupBy is empty. Name at least one of REGION, YEAR, THEME, STAGE.")
    return groups


def counted(given: Given) -> Body:
    """Return the statement that counts by the groups asked for: one `AdoptionStatistic` for each combination."""
    groups = groups_asked(given)
    by_theme = AdoptionGroup.THEME in groups

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del variable, parameter
        # first by organisation (and practice), so that their regions and themes are looked up once for many adoptions
        keys = ["organisation", *(["practice"] if by_theme else []), *own_groups(groups)]
        # without themes, an organisation comes once in a row
        organisations = "DISTINCT organisation" if by_theme else "organisation"
        lines = [
            *adoptions(condition, seen, with_practice=by_theme),
            f"WITH {', '.join(keys)}, count(*) AS counted",
            *looked_up(groups, seen),
            f"WITH {', '.join(f'{VALUES[each]} AS {each.lower()}' for each in groups)},",
            f"  sum(counted) AS adoptions, count({organisations}) AS organisations",
            f"RETURN {row_of(groups)} AS row",
            f"LIMIT {MOST_ROWS + 1}",
        ]
        return "\n".join(lines)

    return body


def row_of(groups: Sequence[AdoptionGroup]) -> str:
    """Write the columns of a row; a group that was not asked for is null."""
    values = {each.lower(): each.lower() if each in groups else "null" for each in AdoptionGroup}
    return returned(AdoptionStatistic, **values, adoptions="adoptions", organisations="organisations")


def adoptions(condition: Condition, seen: Seen, with_practice: bool) -> Iterator[str]:
    """Write the clauses that match the adoptions that pass the filter, with their organisations.

    Conditions on the practice are put to practices, which are far fewer than adoptions.
    """
    of_practice = condition("where.practice", "practice")
    if with_practice or of_practice != "true":
        yield "MATCH (practice:Practice)"
        yield f"WHERE {seen('Practice', 'practice')} AND ({of_practice})"
        yield "MATCH (practice)<-[:OF]-(adoption:Adoption)"
    else:
        yield "MATCH (adoption:Adoption)"
    yield f"WHERE {seen('Adoption', 'adoption')} AND ({condition('where', 'adoption')})"
    yield f"MATCH (adoption)-[:BY]->(organisation:Organisation) WHERE {seen('Organisation', 'organisation')}"


def own_groups(groups: Sequence[AdoptionGroup]) -> list[str]:
    """Write the groups that are properties of the adoption."""
    own = {AdoptionGroup.YEAR: "adoption.startedOn.year AS year", AdoptionGroup.STAGE: "adoption.stage AS stage"}
    return [own[each] for each in groups if each in own]


def looked_up(groups: Sequence[AdoptionGroup], seen: Seen) -> list[str]:
    """Write the clauses that reach the groups of other nodes; adoptions without such a node stay."""
    ways = {
        AdoptionGroup.REGION: "(organisation)-[:LOCATED_IN]->(region:Region) WHERE " + seen("Region", "region"),
        AdoptionGroup.THEME: "(practice)-[:ABOUT]->(theme:Theme) WHERE " + seen("Theme", "theme"),
    }
    return [f"OPTIONAL MATCH {ways[each]}" for each in groups if each in ways]


STATEMENT = FieldStatement(AdoptionStatistic, Shaped(("groupBy",), counted))
