"""What the ranking of practices for a region reads of the graph, and its row as the analysis takes it.

Everything that the features of the region's own organisations are made of is brought, and nothing else: their adopters
wherever they are; the municipalities of the region with two rings of neighbours (an adopter over a border shares its
contacts among all that its own borders reach); the ties of the organisations and all ties of whom they are tied to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from analysis.replication.rows import KINDS, borders_of, floats, integers, project_ties, ties_of
from analysis.replication.surroundings import NOWHERE, Floats, Standing, Surroundings
from analysis.replication.uptake import RegionAround, Spreading
from graph_model.cypher.days import ordinal
from resolvers.arrays import Seen, last_day
from resolvers.replication_arrays import (
    MODEL,
    adopters_of,
    excluded,
    lacking_in,
    last_ordinal,
    needs_of,
    organisations_of,
)

Row = list[Any]

# the region's organisations and the adopters: id, kind, municipalities, place, teachers, last day
BODIES = f"""COLLECT {{
    UNWIND at_hand AS one
    RETURN [one.id, one.kind, null, [(one)-[:LOCATED_IN]->(town:Municipality) | town.id],
      one.location.latitude, one.location.longitude, one.teachersCounted, {last_day("one")}]
  }}"""


def around_region(seen: Seen) -> str:
    """Clauses that add `brought`, a list, to `region` and the `chosen` practices.

    Lists are joined and DISTINCT stands in a RETURN: elsewhere each row would hold all that is at hand.
    """
    one = f"one.removedOn IS NULL AND {seen('Organisation', 'one')}"
    return f"""
WITH *, COLLECT {{ MATCH (region)<-[:LOCATED_IN]-(one:Organisation) WHERE {one} RETURN one }} AS own
WITH *, COLLECT {{
  UNWIND own AS each MATCH (each)-[:LOCATED_IN]->(town:Municipality) RETURN DISTINCT town
}} AS homes
WITH *, COLLECT {{
  UNWIND homes AS town MATCH (town)-[:BORDERS*0..2]-(near:Municipality) RETURN DISTINCT near
}} AS towns, COLLECT {{
  UNWIND own AS each MATCH (each)-[:PARTNER_OF]-(one:Organisation) WHERE {one} RETURN DISTINCT one
}} + own AS tied, COLLECT {{
  UNWIND own AS each MATCH (each)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-(one:Organisation)
  WHERE {one} RETURN DISTINCT one
}} + own AS working, {taken_up(seen)} AS spreading
WITH *, COLLECT {{
  UNWIND chosen AS practice
  MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(one:Organisation)
  WHERE adoption.removedOn IS NULL AND {seen("Adoption", "adoption")} AND {one} RETURN one
}} + COLLECT {{
  UNWIND chosen AS practice MATCH (practice)-[:AUTHORED_BY]->(one:Organisation) WHERE {one} RETURN one
}} + own AS adopting
WITH *, COLLECT {{ UNWIND adopting AS one RETURN DISTINCT one }} AS at_hand
WITH *, [
  [each IN own | each.id], {BODIES}, {deeds(seen)}, spreading, {ties(seen)}, {projects(seen)},
  {municipalities(seen)}, COUNT {{ MATCH (one:Organisation) WHERE {one} }}, head(COLLECT {{
    {MODEL} RETURN [model.parameters, model.evaluation, toString(model.fittedOn), model.dataVersion, model.needs]
  }}), head(COLLECT {{ MATCH (state:DataState) RETURN state.dataVersion }})
] AS brought""".strip()


def taken_up(seen: Seen) -> str:
    """The chosen practices: id, publication, authors, themes, competences, and who took them up."""
    return f"""COLLECT {{
  UNWIND chosen AS practice
  RETURN [practice.id, {ordinal("practice.publishedOn")}, COLLECT {{
    MATCH (practice)-[:AUTHORED_BY]->(author:Organisation)
    WHERE author.removedOn IS NULL AND {seen("Organisation", "author")} RETURN author.id
  }}, COLLECT {{ MATCH (practice)-[:ABOUT]->(theme:Theme) RETURN theme.id }}, COLLECT {{
    MATCH (practice)-[:ADDRESSES]->(competence:Competence) RETURN competence.id
  }}, COLLECT {{
    MATCH (practice)<-[:OF]-(adoption:Adoption)-[:BY]->(one:Organisation)
    WHERE adoption.removedOn IS NULL AND {seen("Adoption", "adoption")}
    RETURN [one.id, {ordinal("adoption.startedOn")}, {ordinal("adoption.endedOn")}, adoption.stage]
  }}]
}}"""


def deeds(seen: Seen) -> str:
    """What the region's organisations had taken up: id, and for each adoption whether it is busy and its themes."""
    return f"""COLLECT {{
    UNWIND own AS one
    RETURN [one.id, COLLECT {{
      MATCH (one)<-[:BY]-(adoption:Adoption)-[:OF]->(practice:Practice)
      WHERE adoption.startedOn <= date() AND adoption.removedOn IS NULL AND practice.removedOn IS NULL
        AND {seen("Adoption", "adoption")} AND {seen("Practice", "practice")}
      RETURN [adoption.startedOn > date() - duration('P365D') AND NOT coalesce(adoption.endedOn <= date(), false),
        [(practice)-[:ABOUT]->(theme:Theme) | theme.id]]
    }}]
  }}"""


def ties(seen: Seen) -> str:
    """Partnerships of the region's organisations and of their partners."""
    return f"""[tie IN COLLECT {{
    UNWIND tied AS each
    MATCH (each)-[tie:PARTNER_OF]-(one:Organisation) WHERE one.removedOn IS NULL AND {seen("Organisation", "one")}
    RETURN DISTINCT tie
  }} | [startNode(tie).id, endNode(tie).id, {ordinal("tie.since")}, {ordinal("tie.until")}]]"""


def projects(seen: Seen) -> str:
    """Who takes part in the projects of the region's organisations and of those whom they work with."""
    return f"""COLLECT {{
    UNWIND COLLECT {{
      UNWIND working AS each
      MATCH (each)-[:TAKES_PART]->(project:NetworkProject) WHERE {seen("NetworkProject", "project")}
      RETURN DISTINCT project
    }} AS project
    MATCH (project)<-[part:TAKES_PART]-(one:Organisation)
    WHERE one.removedOn IS NULL AND {seen("Organisation", "one")}
    RETURN [project.id, one.id, {ordinal("part.since")}, {ordinal("part.until")}]
  }}"""


def municipalities(seen: Seen) -> str:
    """The municipalities around: id, how many organisations, neighbours."""
    return f"""COLLECT {{
    UNWIND towns AS town
    RETURN [town.id, COUNT {{
      (town)<-[:LOCATED_IN]-(one:Organisation) WHERE one.removedOn IS NULL AND {seen("Organisation", "one")}
    }}, [(town)-[:BORDERS]-(near:Municipality) | near.id]]
  }}"""


def region_around(row: Row, day: date) -> RegionAround:
    """The region with its organisations on a day."""
    own, brought, done, spreading, partnerships, memberships, towns, size, model, _ = row
    ordinal_day = float(day.toordinal())
    rows = everybody(brought, partnerships, memberships)
    numbers = {each[0]: number for number, each in enumerate(rows)}
    places = {each[0]: number for number, each in enumerate(towns)}
    last_days = floats([last_ordinal(each[7]) for each in rows], np.inf)
    home = np.sort(integers([numbers[each] for each in own]))
    around = Surroundings(
        organisations=organisations_of(rows, places),
        members=floats([each[1] for each in towns]),
        borders=borders_of(((each[0], near) for each in towns for near in each[2]), places),
        partners=ties_of(partnerships, numbers),
        projects=project_ties(memberships, numbers),
        size=size,
    )
    standing = Deeds(rows, [(numbers[each], deeds) for each, deeds in done])
    needs = needs_of(model)
    practices = [spreading_of(each, numbers, standing, needs, ordinal_day) for each in spreading]
    return RegionAround(ordinal_day, around, home[~(last_days[home] < ordinal_day)], practices)


def everybody(brought: Sequence[Row], partnerships: Sequence[Row], memberships: Sequence[Row]) -> list[Row]:
    """Who is at hand, in order; of those who only share in what adopters tell, nothing but the id is known."""
    known = {each[0]: [*each[:3], min(each[3], default=None), *each[4:]] for each in brought}
    tied: Iterable[str] = {
        *(each for row in partnerships for each in row[:2]),
        *(row[1] for row in memberships),
    }
    nothing = [KINDS[0].value, *([None] * 6)]
    return sorted([*known.values(), *([each, *nothing] for each in tied if each not in known)], key=lambda row: row[0])


class Deeds:
    """What the region's organisations had taken up, as any practice sees it."""

    def __init__(self, rows: Sequence[Row], done: Sequence[tuple[int, Sequence[Row]]]) -> None:
        flat = [(one, bool(busy), frozenset(themes)) for one, deeds in done for busy, themes in deeds]
        numbers = {each: number for number, each in enumerate({themes for _, _, themes in flat})}
        self._sets, self._count = list(numbers), len(rows)
        self._who, self._what = integers([each[0] for each in flat]), integers([numbers[each[2]] for each in flat])
        self._busy = self._counted(floats([each[1] for each in flat]))
        self._begun = self._counted(np.ones(len(flat)))
        towns = {each: number for number, each in enumerate({each[3] for each in rows})}
        self._towns, self._homes = list(towns), integers([towns[each[3]] for each in rows])

    def _counted(self, weights: Floats) -> Floats:
        """What the adoptions of each organisation weigh together."""
        return np.bincount(self._who, weights=weights, minlength=self._count).astype(np.float64)

    def standing(self, themes: frozenset[str], lacking: frozenset[str]) -> Standing:
        """As a practice on some themes sees it, whose need is shown in the municipalities `lacking`."""
        shared = floats([not each.isdisjoint(themes) for each in self._sets])
        needing = np.array([each in lacking for each in self._towns], dtype=np.bool_)
        return Standing(self._busy, self._begun, self._counted(shared[self._what]), needing[self._homes])


def spreading_of(
    row: Row, numbers: dict[str, int], deeds: Deeds, needs: Mapping[str, Sequence[str]], day: float
) -> Spreading:
    """A practice as the organisations at hand see it."""
    identifier, day_published, authors, themes, competences, taken = row
    published = np.nan if day_published is None else float(day_published)
    number = numbers[min(authors)] if authors else NOWHERE
    adopters = adopters_of(taken, numbers, day)
    return Spreading(
        practice=identifier,
        published=published,
        adopters=adopters.with_author(number, published),
        standing=deeds.standing(frozenset(themes), lacking_in(needs, competences)),
        excluded=excluded(adopters, number, day),
    )
