"""Cypher expressions shared by the statements of computed fields.

A statement is the body of a COLLECT subquery. It is written with three functions. `Condition` writes the condition of a
filter, given by its role, for a variable. `Sent` writes the name of the parameter of an argument. `Visible` writes the
condition that a node of a kind is visible to the viewer. The database returns days as text. The data source of a
relation is the global id of the first of its data sources.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.answers import ValidityPeriod
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.vocabulary import LinkKind
from graph_model.cypher.conditions import condition as condition_on
from graph_model.cypher.names import Names
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.organisations import FoundedBy, PartnerOf, UnitOf
from graph_model.kinds.programs import Certificate
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import fields_of, returned

Condition = Callable[[str, str], str]
Sent = Callable[[str], str]
Visible = Callable[[str, str], str]

# the relations that link two organisations directly
RELATIONS = {LinkKind.UNIT: UnitOf.type, LinkKind.FOUNDER: FoundedBy.type, LinkKind.PARTNERSHIP: PartnerOf.type}


def part_columns(row: type[tuple[Any, ...]], part: str, value: str) -> str:
    """Write the columns of a record that is one part of a UNION.

    The column `part` names the part, the column with its name has the value, and all others are null.
    """
    given = {"part": f"'{part}'", part.lower(): value}
    return ", ".join(f"{given.get(each, 'null')} AS {each}" for each in fields_of(row))


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
    """Write the first and last day of a relation: a `ValidityPeriod`."""
    return returned(ValidityPeriod, since=since(relation), until=until(relation))


def includes(first: str, last: str, day: str = "$day") -> str:
    """Write the condition that a period includes a day. An unknown first or last day is not a limit."""
    return f"coalesce({first} <= {day}, true) AND coalesce({last} >= {day}, true)"


def held(relation: str, day: str = "$day") -> str:
    """Write the condition that a relation holds on a day."""
    return includes(f"{relation}.since", f"{relation}.until", day)


def in_register(entry: str, day: str = "$day") -> str:
    """Write the condition that an entry is in the register on a day. The day on which it left no longer counts."""
    return f"{entry}.enteredOn <= {day} AND coalesce({entry}.leftOn > {day}, true)"


def founded(certificate: str) -> str:
    """Write the condition that a certificate rests on a positive conclusion with an expert (`Certificate.founded`)."""
    return condition_on(Names(ANYONE), certificate, Certificate.founded())


def in_force(entry: str, certificate: str, day: str = "$day") -> str:
    """Write the condition that an entry is in force on a day under its certificate (`RegisterEntry.in_force`)."""
    valid = f"{certificate}.validFrom <= {day} AND coalesce({certificate}.validTo >= {day}, true)"
    return f"{in_register(entry, day)} AND {valid} AND {founded(certificate)}"


def signed_by_hidden(conclusion: str, visible: Visible) -> str:
    """Write the match of the experts who signed a conclusion and whom the viewer may not see."""
    expert = f"{conclusion}_hidden"
    return f"MATCH ({conclusion})-[:SIGNED_BY]->({expert}:Person) WHERE NOT ({visible('Person', expert)})"


def taught_subjects(person: str, visible: Visible) -> str:
    """Write the school subjects that a person teaches, as global ids."""
    return f"""COLLECT {{
    MATCH ({person})-[:TEACHES]->(subject:SubjectArea) WHERE {visible("SubjectArea", "subject")} RETURN subject.id
  }}"""


def last_day(organisation: str) -> str:
    """Write the last day of an organisation."""
    return f"toString({last_date(organisation)})"


def last_date(organisation: str) -> str:
    """Write the last day of an organisation as a date."""
    return f"{organisation}.validTo"


def first_date_in(part: str, project: str) -> str:
    """Write the first day of a participation, by default that of the project (`analysis.ties.common_projects`)."""
    return f"coalesce({part}.since, {project}.beganOn)"


def last_date_in(part: str, project: str) -> str:
    """Write the last day of a participation, by default that of the project."""
    return f"coalesce({part}.until, {project}.endedOn)"


def too_large(project: str, visible: Visible) -> str:
    """Write the condition that a project has too many participants to link them (`analysis.ties.common_projects`).

    The number of its relations is stored, so the participants are read only for large projects.
    """
    participant = f"{project}_of"
    return f"""(COUNT {{ ({project})<-[:TAKES_PART]-() }} > {LARGEST_PROJECT} AND COUNT {{
    MATCH ({project})<-[:TAKES_PART]-({participant}:Organisation) WHERE {visible("Organisation", participant)}
  }} > {LARGEST_PROJECT})"""
