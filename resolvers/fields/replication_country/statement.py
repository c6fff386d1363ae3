"""The statement of the practices and organisations of the replication country."""

from __future__ import annotations

from resolvers.compiling.computed_field import returned
from resolvers.fields.country_links.statement import in_parts
from resolvers.fields.cypher import Visible
from resolvers.fields.ordinals import ordinal_or_zero
from resolvers.fields.replication_country.rows import PracticeColumns, ReplicationRow, TeacherColumns, TopicColumns


def replication_records(visible: Visible) -> str:
    """Write the statement: a `ReplicationRow` for each part."""
    parts = (
        practices(visible),
        topics("Theme", "ABOUT", "theme", visible),
        topics("Competence", "ADDRESSES", "competence", visible),
        teachers(visible),
    )
    union = "\nUNION ALL\n".join(parts)
    return f"CALL () {{\n{union}\n}}\nRETURN {', '.join(ReplicationRow._fields)}"


def part(name: str, columns: str) -> str:
    """Write the columns of a `ReplicationRow` that contains one part."""
    return "RETURN " + ", ".join(f"{columns if each == name else 'null'} AS {each}" for each in ReplicationRow._fields)


def practices(visible: Visible) -> str:
    """Write the practices: a row for each part of them."""
    author = f"""head(COLLECT {{
    MATCH (each)-[:AUTHORED_BY]->(author:Organisation) WHERE {visible("Organisation", "author")}
    RETURN author.id ORDER BY author.id LIMIT 1
  }})"""
    columns = {
        "ids": "each.id",
        "nodes": "id(each)",
        "published": ordinal_or_zero("each.publishedOn"),
        "stages": "each.stage",
        "evidence": "each.evidence",
        "withdrawn": "each.removedOn IS NOT NULL",
        "authors": f"coalesce({author}, '')",
    }
    row = returned(PracticeColumns, **{name: f"collect({text})" for name, text in columns.items()})
    return f"""
MATCH (practice:Practice) WHERE {visible("Practice", "practice")}
{in_parts("practice")}
CALL (some) {{ UNWIND some AS each RETURN {row} AS columns }}
{part("practices", "columns")}""".strip()


def topics(kind: str, relation: str, name: str, visible: Visible) -> str:
    """Write the topics of a kind with the practices about each: a row each."""
    row = returned(TopicColumns, id="topic.id", practices="practices")
    return f"""
MATCH (topic:{kind})<-[:{relation}]-(practice:Practice)
WHERE {visible(kind, "topic")} AND {visible("Practice", "practice")}
WITH topic, collect(id(practice)) AS practices
{part(name, row)}""".strip()


def teachers(visible: Visible) -> str:
    """Write the organisations whose number of teachers is known: a row for each part of them."""
    row = returned(
        TeacherColumns, organisations="[each IN some | each.id]", teachers="[each IN some | each.teachersCounted]"
    )
    return f"""
MATCH (organisation:Organisation)
WHERE organisation.teachersCounted IS NOT NULL AND {visible("Organisation", "organisation")}
{in_parts("organisation")}
{part("teachers", row)}""".strip()
