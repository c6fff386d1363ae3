"""The parts of the statement of indicators that read the stored run of the day, and the condition that none holds."""

from __future__ import annotations

from analysis.indicators.definitions import SHARES
from analysis.indicators.stored import METHOD, StoredShare
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible, part_columns
from resolvers.fields.indicators import rows
from resolvers.fields.indicators.rows import CountedRow, OriginRow


def holding(run: str, visible: Visible) -> str:
    """Match the stored run of the day if it holds: it is of the present version of the data and of this method."""
    return f"""
MATCH ({run}_state:DataState)
MATCH ({run}:IndicatorRun {{asOf: $day}})
WHERE {run}.dataVersion = {run}_state.dataVersion AND {run}.method = '{METHOD}' AND {visible("IndicatorRun", run)}
""".strip()


def unless_stored(visible: Visible) -> str:
    """Write the beginning of a part that is read only if no stored run holds."""
    return f"WITH 1 AS one WHERE NOT EXISTS {{\n{holding('kept', visible)}\n}}"


def origin(visible: Visible) -> str:
    """Write the part of the version of the data and of the stored run of the day."""
    row = returned(
        OriginRow,
        data_version="version",
        run_version="CASE WHEN run.dataVersion > 0 THEN run.dataVersion END",
        run_on="toString(date(run.recordedAt))",
        holds=f"EXISTS {{\n{holding('kept', visible)}\n}}",
    )
    return f"""
WITH head(COLLECT {{ MATCH (state:DataState) RETURN state.dataVersion }}) AS version
OPTIONAL MATCH (run:IndicatorRun {{asOf: $day}}) WHERE {visible("IndicatorRun", "run")}
WITH version, run ORDER BY run.code LIMIT 1
RETURN {part_columns(CountedRow, rows.ORIGIN, row)}""".strip()


def stored(visible: Visible) -> str:
    """Write the part of the stored shares of a run that holds: one record for each indicator."""
    row = returned(StoredShare, **{each: f"one.{each}" for each in StoredShare._fields})
    return f"""
{holding("run", visible)}
WITH run
MATCH (run)<-[:COUNTED_IN]-(one:IndicatorCount)
WHERE one.indicator IN {[*SHARES]} AND {visible("IndicatorCount", "one")}
WITH one.indicator AS indicator, collect({row}) AS shares
RETURN {part_columns(CountedRow, rows.STORED, "shares")}""".strip()
