"""What a plan of replication reads of the graph, and its row as the analysis takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from analysis.answers import Wording
from analysis.replication.plan import StoredModel
from analysis.replication.replication_wording import no_model
from analysis.replication.rows import (
    NUMBER_OF_KIND,
    borders_of,
    floats,
    integers,
    project_ties,
    ties_of,
)
from analysis.replication.situation import Region, Situation
from analysis.replication.surroundings import NOWHERE, Adopters, Integers, Organisations, Standing, Surroundings
from analysis.replication.usable import stored_needs, usable_model
from graph_model.cypher.days import ordinal
from graph_model.terms import AdoptionStage, PracticeStage
from resolvers.array_rows import day_of
from resolvers.arrays import Condition, Seen, Sent, last_day

Row = list[Any]

# of each region so many of the largest organisations are looked at, wherever the adopters are
LARGEST = 20
# in the towns around the author and so many of the adopters who had begun last: the others have little left to tell
LATEST = 20
MODEL = "MATCH (model:FittedModel {code: 'replication'})"


def surroundings(variable: str, condition: Condition, parameter: Sent, seen: Seen) -> str:
    """A practice, who took it up, and the organisations among whom it could go on. One row.

    Looked at are the adopters, their partners, those in projects with them, the organisations of the municipalities of
    the latest adopters and of those that border them, and the largest of each region. What an adopter shares among its
    partners takes all of them at hand, so here no adopter is left out.
    Each comes with what it had taken up by the day, municipalities with how many organisations they have and their
    neighbours.
    """
    del condition
    v = variable
    day = f"{v}_day"
    return f"""
WITH {v}, coalesce({parameter("asOf")}, date()) AS {day}, {largest(v)} AS {v}_largest
WITH {v}, {day}, {v}_largest, COLLECT {{ MATCH ({v})-[:ABOUT]->({v}_theme:Theme) RETURN {v}_theme }} AS {v}_themes,
COLLECT {{
  MATCH ({v})-[:AUTHORED_BY]->({v}_author:Organisation) WHERE {seen("Organisation", f"{v}_author")}
  RETURN {v}_author ORDER BY {v}_author.id LIMIT 1
}} AS {v}_authors, COLLECT {{
  MATCH ({v})<-[:OF]-({v}_adoption:Adoption)-[:BY]->({v}_adopter:Organisation)
  WHERE ({v}_adoption.removedOn IS NULL OR {v}_adoption.removedOn > {day})
    AND {seen("Adoption", f"{v}_adoption")} AND {seen("Organisation", f"{v}_adopter")}
  RETURN [{v}_adopter, [{v}_adopter.id, {ordinal(f"{v}_adoption.startedOn")}, {ordinal(f"{v}_adoption.endedOn")},
    {v}_adoption.stage]]
  ORDER BY coalesce({v}_adoption.startedOn > {day}, false),
    coalesce({v}_adoption.startedOn, date('0001-01-01')) DESC, {v}_adoption.id
}} AS {v}_taken
WITH {v}, {day}, {v}_largest, {v}_themes, {v}_authors, [each IN {v}_taken | each[1]] AS {v}_adoptions,
  {v}_authors + [each IN {v}_taken | each[0]] AS {v}_sources
WITH *, {v}_sources[..{LATEST} + size({v}_authors)] AS {v}_latest
WITH *, COLLECT {{
  UNWIND {v}_latest AS {v}_source
  MATCH ({v}_source)-[:LOCATED_IN]->({v}_home:Municipality) WHERE {seen("Municipality", f"{v}_home")}
  RETURN DISTINCT {v}_home
}} AS {v}_homes
WITH *, COLLECT {{
  UNWIND {v}_homes AS {v}_home MATCH ({v}_home)-[:BORDERS*0..1]-({v}_near:Municipality) RETURN DISTINCT {v}_near
}} AS {v}_around
WITH *, {looked_at(v, seen)} AS {v}_candidates
WITH *, {candidates(v, day, seen)} AS {v}_organisations,
{ties(v, seen)} AS {v}_ties,
{projects(v, seen)} AS {v}_projects,
{municipalities(v, seen)} AS {v}_towns,
COLLECT {{ MATCH ({v})-[:ADDRESSES]->({v}_competence:Competence) RETURN {v}_competence.id }} AS {v}_competences,
{regions(v, seen)} AS {v}_regions,
COLLECT {{
  {MODEL} RETURN [model.parameters, model.evaluation, toString(model.fittedOn), model.dataVersion, model.needs]
}} AS {v}_model,
COLLECT {{ MATCH (state:DataState) RETURN state.dataVersion }} AS {v}_version
RETURN [[{v}.id, {v}.stage, {v}.removedOn IS NOT NULL, {ordinal(f"{v}.publishedOn")}, head({v}_authors).id],
  {v}_adoptions, {v}_organisations, {v}_ties, {v}_projects, {v}_towns, {v}_competences, {v}_regions, head({v}_model),
  head({v}_version)]
""".strip()


def largest(v: str) -> str:
    """The largest organisations of each region; first of all, since rows to be sorted hold all that is at hand."""
    return f"""COLLECT {{
  MATCH ({v}_region:Region)
  CALL ({v}_region) {{
    MATCH ({v}_region)<-[:LOCATED_IN]-({v}_one:Organisation)
    RETURN {v}_one ORDER BY coalesce({v}_one.teachersCounted, 0) DESC, {v}_one.id LIMIT {LARGEST}
  }}
  RETURN {v}_one
}}"""


def looked_at(v: str, seen: Seen) -> str:
    """Organisations, each once: adopters, those tied to them, those around the latest, the largest of each region.

    The lists are joined, and DISTINCT stands in the RETURN: a UNION, and a DISTINCT before the end of a subquery, hold
    with each row all that is at hand, the lists too, which for 500 adopters was more memory than a server has.
    """
    return f"""COLLECT {{
  UNWIND {v}_sources + {v}_largest + COLLECT {{
    UNWIND {v}_around AS {v}_near MATCH ({v}_near)<-[:LOCATED_IN]-({v}_one:Organisation) RETURN {v}_one
  }} + COLLECT {{
    UNWIND {v}_sources AS {v}_source MATCH ({v}_source)-[:PARTNER_OF]-({v}_one:Organisation) RETURN {v}_one
  }} + COLLECT {{
    UNWIND {v}_sources AS {v}_source
    MATCH ({v}_source)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-({v}_one:Organisation) RETURN {v}_one
  }} AS {v}_one
  WITH {v}_one WHERE {seen("Organisation", f"{v}_one")} RETURN DISTINCT {v}_one
}}"""


def candidates(v: str, day: str, seen: Seen) -> str:
    """Organisations: id, kind, region, municipality, place, teachers, last day, and what they had taken up."""
    one, own, about = f"{v}_one", f"{v}_own", f"{v}_about"
    return f"""COLLECT {{
    UNWIND {v}_candidates AS {one}
    WITH {one},
      [({one})-[:LOCATED_IN]->({v}_seat:Region) WHERE {seen("Region", f"{v}_seat")} | {v}_seat.id] AS {v}_seats,
      [({one})-[:LOCATED_IN]->({v}_town:Municipality) | {v}_town.id] AS {v}_towns,
      [({one})<-[:BY]-({own}:Adoption)
        WHERE {own}.startedOn <= {day} AND {own}.removedOn IS NULL AND {seen("Adoption", own)} | [
          {own}.startedOn > {day} - duration('P365D') AND NOT coalesce({own}.endedOn <= {day}, false),
          any({about} IN [({own})-[:OF]->()-[:ABOUT]->({about}) | {about}] WHERE {about} IN {v}_themes)
        ]] AS {own}
    WHERE {v}_seats <> []
    RETURN [{one}.id, {one}.kind, {v}_seats, {v}_towns, {one}.location.latitude, {one}.location.longitude,
      {one}.teachersCounted, {last_day(one)},
      [size({own}), size([each IN {own} WHERE each[0]]), size([each IN {own} WHERE each[1]])]]
  }}"""


def ties(v: str, seen: Seen) -> str:
    """Partnerships of the candidates."""
    return f"""COLLECT {{
    UNWIND {v}_candidates AS {v}_one
    MATCH ({v}_one)-[{v}_tie:PARTNER_OF]->({v}_other:Organisation) WHERE {seen("Organisation", f"{v}_other")}
    RETURN [{v}_one.id, {v}_other.id, {ordinal(f"{v}_tie.since")}, {ordinal(f"{v}_tie.until")}]
  }}"""


def projects(v: str, seen: Seen) -> str:
    """In which projects the candidates take part."""
    return f"""COLLECT {{
    UNWIND {v}_candidates AS {v}_one
    MATCH ({v}_one)-[{v}_part:TAKES_PART]->({v}_project:NetworkProject) WHERE {seen("NetworkProject", f"{v}_project")}
    RETURN [{v}_project.id, {v}_one.id, {ordinal(f"{v}_part.since")}, {ordinal(f"{v}_part.until")}]
  }}"""


def municipalities(v: str, seen: Seen) -> str:
    """All municipalities with organisations: id, how many, neighbours."""
    return f"""COLLECT {{
    MATCH ({v}_town:Municipality)
    WITH {v}_town, COUNT {{
      ({v}_town)<-[:LOCATED_IN]-({v}_one:Organisation) WHERE {v}_one.removedOn IS NULL
        AND {seen("Organisation", f"{v}_one")}
    }} AS {v}_members
    WHERE {v}_members > 0 AND {seen("Municipality", f"{v}_town")}
    RETURN [{v}_town.id, {v}_members, COLLECT {{
      MATCH ({v}_town)-[:BORDERS]->({v}_near:Municipality) RETURN {v}_near.id
    }}]
  }}"""


def regions(v: str, seen: Seen) -> str:
    """All regions: id, how many organisations."""
    return f"""COLLECT {{
    MATCH ({v}_region:Region) WHERE {seen("Region", f"{v}_region")}
    RETURN [{v}_region.id, COUNT {{
      ({v}_region)<-[:LOCATED_IN]-({v}_one:Organisation) WHERE {v}_one.removedOn IS NULL
        AND {seen("Organisation", f"{v}_one")}
    }}]
  }}"""


def situation_of(row: Row, day: date) -> Situation:
    """The situation of a practice on a day."""
    practice, taken, organisations, partnerships, memberships, towns, competences, regions_, model, _ = row
    organisations = sorted([*each[:2], min(each[2]), min(each[3], default=None), *each[4:]] for each in organisations)
    ids = [each[0] for each in organisations]
    numbers = {each: number for number, each in enumerate(ids)}
    places = {each[0]: number for number, each in enumerate(towns)}
    seats = {each[0]: number for number, each in enumerate(sorted(regions_))}
    author, published = numbers.get(practice[4], NOWHERE), np.nan if practice[3] is None else float(practice[3])
    adopters = adopters_of(taken, numbers, float(day.toordinal()))
    home = integers([seats[each[2]] for each in organisations])
    return Situation(
        day=day,
        published=published,
        stage=PracticeStage[practice[1]],
        withdrawn=practice[2],
        ids=ids,
        home=home,
        last_days=floats([last_ordinal(each[7]) for each in organisations], np.inf),
        around=Surroundings(
            organisations=organisations_of(organisations, places),
            members=floats([each[1] for each in towns]),
            borders=borders_of(((each[0], near) for each in towns for near in each[2]), places),
            partners=ties_of(partnerships, numbers),
            projects=project_ties(memberships, numbers),
            size=sum(each[1] for each in regions_),
        ),
        adopters=adopters.with_author(author, published),
        standing=standing_of(organisations, lacking_in(needs_of(model), competences)),
        excluded=excluded(adopters, author, float(day.toordinal())),
        regions=regions_of(sorted(regions_), adopters, home, float(day.toordinal())),
        unknown_starts=int(np.isnan(adopters.began).sum()),
    )


def last_ordinal(text: str | None) -> int | None:
    """A day from its text, as a number."""
    day = day_of(text)
    return None if day is None else day.toordinal()


def organisations_of(rows: Sequence[Row], places: Mapping[str, int]) -> Organisations:
    """The organisations at hand."""
    return Organisations(
        kinds=integers([NUMBER_OF_KIND[each[1]] for each in rows]),
        municipalities=integers([places.get(each[3], NOWHERE) for each in rows]),
        places=np.column_stack([floats([each[column] for each in rows]) for column in (4, 5)]),
        teachers=floats([each[6] for each in rows]),
    )


def adopters_of(rows: Sequence[Row], numbers: Mapping[str, int], day: float) -> Adopters:
    """Who took the practice up; one that is given up on an unknown day has been given up by now."""
    kept = sorted((row for row in rows if row[0] in numbers), key=lambda row: (row[0], row[1] or 0))
    failed = np.array([row[3] == AdoptionStage.ABANDONED for row in kept], dtype=np.bool_)
    left = floats([row[2] for row in kept], np.inf)
    return Adopters(
        integers([numbers[row[0]] for row in kept]),
        floats([row[1] for row in kept]),
        np.where(failed & np.isinf(left), day, left),
        failed,
    )


def needs_of(model: Row | None) -> dict[str, list[str]]:
    """By competence, the municipalities where enough people lacked it when the model was fitted."""
    return dict(stored_needs(model[4])) if model and model[4] else {}


def lacking_in(needs: Mapping[str, Sequence[str]], competences: Sequence[str]) -> frozenset[str]:
    """The municipalities where enough people lacked one of the competences."""
    return frozenset(each for competence in competences for each in needs.get(competence, ()))


def standing_of(rows: Sequence[Row], lacking: frozenset[str]) -> Standing:
    """What the organisations had taken up."""
    begun, busy, on_theme = (floats([each[8][place] for each in rows]) for place in range(3))
    return Standing(busy, begun, on_theme, np.array([each[3] in lacking for each in rows], dtype=np.bool_))


def excluded(adopters: Adopters, author: int, day: float) -> Integers:
    """The author, and who had begun by the day."""
    own = [] if author == NOWHERE else [author]
    return np.concatenate([adopters.before(day).organisations, integers(own)])


def regions_of(rows: Sequence[Row], adopters: Adopters, home: Integers, day: float) -> list[Region]:
    """The regions with how many of their organisations had begun."""
    begun = np.unique(adopters.before(day).organisations)
    counts = np.bincount(home[begun], minlength=len(rows)).tolist()
    return [Region(each, count, had) for (each, count), had in zip(rows, counts, strict=True)]


def model_of(row: Row) -> StoredModel | Wording:
    """The model that is stored, or why none can be used."""
    stored, version = row[-2], row[-1]
    if stored is None:
        return no_model()
    parameters, evaluation, fitted_on, fitted_to, needs = stored
    return usable_model(parameters, evaluation, needs, fitted_on, fitted_to == version)
