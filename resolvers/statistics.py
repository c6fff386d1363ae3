"""`Query.adoptionStatistics`: adoptions counted by region, year, theme and stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.vocabulary import AdoptionGroup
from graph_model.adoptions import Adoption
from graph_model.read_tree import Body
from graph_model.terms import AdoptionStage
from resolvers.arrays import Condition, Seen, Sent
from resolvers.computed import Computed, Shaped
from resolvers.errors import RequestError, bad_input

MOST_ROWS = 20_000
STAGES = {stage: place for place, stage in enumerate(AdoptionStage)}
# what a group reads of the nodes that the statement has at hand
VALUES = {
    AdoptionGroup.REGION: "region.id",
    AdoptionGroup.YEAR: "year",
    AdoptionGroup.THEME: "theme.id",
    AdoptionGroup.STAGE: "stage",
}


@dataclass(frozen=True)
class AdoptionStatistic:
    """One row; region and theme by global id, None where not asked for or not known."""

    region: str | None
    year: int | None
    theme: str | None
    stage: str | None
    adoptions: int
    organisations: int


def groups_asked(arguments: Mapping[str, Any]) -> tuple[AdoptionGroup, ...]:
    """The groups in the order asked for, each once; raises a `RequestError` where there are none."""
    groups = tuple(dict.fromkeys(AdoptionGroup[each] for each in arguments["groupBy"]))
    if not groups:
        raise bad_input("groupBy is empty. Name at least one of REGION, YEAR, THEME, STAGE.")
    return groups


def statement(arguments: Mapping[str, Any], selected: frozenset[str]) -> Body:
    """The statement that counts by these groups: one row for each combination that there is."""
    del selected
    groups = groups_asked(arguments)
    by_theme = AdoptionGroup.THEME in groups

    def body(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
        del variable, parameter
        # first by organisation (and practice), so that their places and themes are looked up once for many adoptions
        kept = ["organisation", *(["practice"] if by_theme else []), *first_keys(groups)]
        # without themes, an organisation comes once in a row
        organisations = "DISTINCT organisation" if by_theme else "organisation"
        lines = [
            *adoptions(condition, seen, with_practice=by_theme),
            f"WITH {', '.join(kept)}, count(*) AS counted",
            *looked_up(groups, seen),
            f"WITH {', '.join(f'{VALUES[each]} AS {each.lower()}' for each in groups)},",
            f"  sum(counted) AS adoptions, count({organisations}) AS organisations",
            f"RETURN [{', '.join(each.lower() for each in groups)}, adoptions, organisations] AS row",
            f"LIMIT {MOST_ROWS + 1}",
        ]
        return "\n".join(lines)

    return body


def adoptions(condition: Condition, seen: Seen, with_practice: bool) -> list[str]:
    """The adoptions that pass the filter, with their organisations.

    What the filter says of the practice is asked of practices, of which there are far fewer.
    """
    of_practice = condition("where.practice", "practice")
    practices = [
        "MATCH (practice:Practice)",
        f"WHERE {seen('Practice', 'practice')} AND ({of_practice})",
        "MATCH (practice)<-[:OF]-(adoption:Adoption)",
    ]
    return [
        *(practices if with_practice or of_practice != "true" else ["MATCH (adoption:Adoption)"]),
        f"WHERE {seen('Adoption', 'adoption')} AND ({condition('where', 'adoption')})",
        f"MATCH (adoption)-[:BY]->(organisation:Organisation) WHERE {seen('Organisation', 'organisation')}",
    ]


def first_keys(groups: Sequence[AdoptionGroup]) -> list[str]:
    """The groups that the adoption itself tells."""
    own = {AdoptionGroup.YEAR: "adoption.startedOn.year AS year", AdoptionGroup.STAGE: "adoption.stage AS stage"}
    return [own[each] for each in groups if each in own]


def looked_up(groups: Sequence[AdoptionGroup], seen: Seen) -> list[str]:
    """The groups that what is around the adoption tells; who has none stays."""
    ways = {
        AdoptionGroup.REGION: "(organisation)-[:LOCATED_IN]->(region:Region) WHERE " + seen("Region", "region"),
        AdoptionGroup.THEME: "(practice)-[:ABOUT]->(theme:Theme) WHERE " + seen("Theme", "theme"),
    }
    return [f"OPTIONAL MATCH {ways[each]}" for each in groups if each in ways]


def adoption_statistics(arrays: list[Any], arguments: Mapping[str, Any]) -> list[AdoptionStatistic]:
    """The rows in the order of the groups; raises a `RequestError` where there are more than an answer holds."""
    groups = groups_asked(arguments)
    if len(arrays) > MOST_ROWS:
        message = f"These groups make more than {MOST_ROWS:,} rows. Group by less, or narrow the adoptions with where."
        raise RequestError("TOO_COSTLY", message)
    rows = sorted(arrays, key=lambda row: [place(group, row[index]) for index, group in enumerate(groups)])
    return [statistic(groups, row) for row in rows]


def place(group: AdoptionGroup, value: Any) -> tuple[bool, Any]:
    """Where a value stands among those of its group: upward, stages as they follow each other, unknown ones last."""
    if group is AdoptionGroup.STAGE and value is not None:
        return False, STAGES[value]
    return value is None, 0 if value is None else value


def statistic(groups: Sequence[AdoptionGroup], row: Sequence[Any]) -> AdoptionStatistic:
    """One row."""
    *values, adoptions, organisations = row
    by_group = dict(zip(groups, values, strict=True))
    region, year, theme, stage = (by_group.get(each) for each in AdoptionGroup)
    return AdoptionStatistic(region, year, theme, stage, adoptions, organisations)


ADOPTION_STATISTICS = Computed(
    "Query",
    "adoptionStatistics",
    body=Shaped(("groupBy",), statement),
    compute=adoption_statistics,
    filtered={"where": Adoption},
    apart=("practice",),
)
