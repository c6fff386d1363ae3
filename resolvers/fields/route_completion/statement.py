"""The statement of the completion of routes in the country on a day.

Routes and people are returned by the internal numbers of the database, so that a person with several routes or several
jobs is recognised.
"""

from __future__ import annotations

from analysis.indicators.route_completion import ALL_DONE, NONE_DONE, PARTLY_DONE
from graph_model.kinds.development import Route
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, returned
from resolvers.fields.cypher import Visible, held, part_columns
from resolvers.fields.indicators.statement import region_records
from resolvers.fields.route_completion import rows
from resolvers.fields.route_completion.rows import CompletionRow, CountedRoutes, RecordedRow, RouteGroupRow

# the kinds of steps
STEPS = tuple(Route.navigations()[each].kind.__name__ for each in ("programs", "practices", "internships"))


def completions(visible: Visible) -> str:
    """Write the statement of all routes that were drawn up by the day `$day`: `CompletionRow`s."""
    return "\nUNION ALL\n".join([region_records(CompletionRow, visible), groups(visible), recorded(visible)])


def groups(visible: Visible) -> str:
    """Write the part of the routes by region, municipality and state.

    The region is that of the person. The municipalities are those of the region where the person works on the day.
    """
    columns = {each: each for each in RouteGroupRow._fields}
    return f"""
MATCH (route:Route)<-[:FOLLOWS]-(person:Person)
WHERE route.drawnUpOn <= $day AND {visible("Route", "route")} AND {visible("Person", "person")}
CALL (route) {{
  MATCH (route)-[step:STEP]->(item) WHERE {is_step("item", visible)}
  RETURN count(step) AS steps, count(CASE WHEN step.doneOn <= $day THEN step END) AS done
}}
OPTIONAL MATCH (person)-[:BELONGS_TO]->(home:Region) WHERE {visible("Region", "home")}
OPTIONAL MATCH (person)-[job:WORKS_AT]->(organisation:Organisation)-[:LOCATED_IN]->(place:Municipality)
  WHERE {held("job")} AND EXISTS {{ (place)-[:IN_REGION]->(home) }}
    AND {visible("Organisation", "organisation")} AND {visible("Municipality", "place")}
WITH home.id AS region, place.id AS municipality, id(route) AS route, id(person) AS person,
  CASE WHEN done = 0 THEN '{NONE_DONE}' WHEN done < steps THEN '{PARTLY_DONE}' ELSE '{ALL_DONE}' END AS state
WITH region, municipality, state, collect(route) AS routes, collect(person) AS people
RETURN {part_columns(CompletionRow, rows.GROUP, returned(RouteGroupRow, **columns))}""".strip()


def is_step(variable: str, visible: Visible) -> str:
    """Write the condition that a node can be a step and is visible."""
    return " OR ".join(f"({variable}:{kind} AND {visible(kind, variable)})" for kind in STEPS)


def recorded(visible: Visible) -> str:
    """Write the part of the routes without a day, and whether there are any routes."""
    seen = visible("Route", "any")
    row = returned(
        RecordedRow,
        recorded=f"EXISTS {{ MATCH (any:Route) WHERE {seen} }}",
        without_day=f"COUNT {{ MATCH (any:Route) WHERE any.drawnUpOn IS NULL AND {seen} }}",
    )
    return f"RETURN {part_columns(CompletionRow, rows.RECORDED, row)}"


COMPLETED: SharedArrays[CountedRoutes] = SharedArrays(
    "completion of routes on a day", FurtherStatement(CompletionRow, completions), rows.counted_of
)
