"""Cypher that the statements of computed fields share.

A statement is the inside of a COLLECT subquery. It is written with three functions: `Condition` writes the condition
of a filter by its role for a variable, `Sent` the name of the parameter of an argument, and `Seen` the condition under
which the viewer may see a node of a kind. Days leave the database as text; the source of a relation is the global id
of the first of its data sources.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.answers import ValidityPeriod
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.vocabulary import LinkKind
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.organisations import FoundedBy, PartnerOf, UnitOf
from resolvers.compiling.computed_field import returned

Condition = Callable[[str, str], str]
Sent = Callable[[str], str]
Seen = Callable[[str, str], str]

# the relations that link two organisations directly
RELATIONS = {LinkKind.UNIT: UnitOf.type, LinkKind.FOUNDER: FoundedBy.type, LinkKind.PARTNERSHIP: PartnerOf.type}


def record(relation: str) -> str:
    """Write the global id of the data source of a relation."""
    return f"'{global_id(DataSource, '')}' + head({relation}.sourceIds)"


def since(relation: str) -> str:
    """Write the first day of a relation."""
    return f"toString({relation}.since)"


def until(relation: str) -> str:
    """Write the last day of a relation."""
    return f"toString({relation}.until)"


def period(relation: str) -> str:
    """Write the days of a relation: a `Period`."""
    return returned(ValidityPeriod, since=since(relation), until=until(relation))


def last_day(organisation: str) -> str:
    """Write the last day of an organisation."""
    return f"toString({last_date(organisation)})"


def last_date(organisation: str) -> str:
    """Write the last day of an organisation as a date."""
    return f"{organisation}.validTo"


def first_date_in(part: str, project: str) -> str:
    """Write the first day of a participation: its own, else that of the project (`analysis.ties.common_projects`)."""
    return f"coalesce({part}.since, {project}.beganOn)"


def last_date_in(part: str, project: str) -> str:
    """Write the last day of a participation: its own, else that of the project."""
    return f"coalesce({part}.until, {project}.endedOn)"


def too_large(project: str, seen: Seen) -> str:
    """Write whether a project has too many participants to link them (`analysis.ties.common_projects`).

    The number of its relations is known without reading them, so that participants are read of large projects alone.
    """
    participant = f"{project}_of"
    return f"""(COUNT {{ ({project})<-[:TAKES_PART]-() }} > {LARGEST_PROJECT} AND COUNT {{
    MATCH ({project})<-[:TAKES_PART]-({participant}:Organisation) WHERE {seen("Organisation", participant)}
  }} > {LARGEST_PROJECT})"""
