"""The statement of the practices and organisations of the replication country."""

from __future__ import annotations

from enum import Enum

from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage, Settlement
from resolvers.compiling.computed_field import returned
from resolvers.fields.country_links.statement import in_parts
from resolvers.fields.cypher import Visible
from resolvers.fields.ordinals import ordinal_or_zero
from resolvers.fields.replication_country.rows import PracticeColumns, ReplicationRow, TopicColumns, TraitColumns


def replication_records(visible: Visible) -> str:
    """Write the statement: a `ReplicationRow` for each part."""
    parts = (
        practices(visible),
        topics("Theme", "ABOUT", "theme", visible),
        topics("Competence", "ADDRESSES", "competence", visible),
        traits(visible),
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
        "kinds": mask("each.audienceKinds", OrganisationKind),
        "levels": mask("each.audienceLevels", Level),
        "school_stages": mask("each.audienceStages", SchoolStage),
        "contexts": mask("each.audienceContexts", OrganisationContext),
        "resources": mask("each.resourcesNeeded", Equipment),
        "subject_stages": subject_stages(visible),
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


def traits(visible: Visible) -> str:
    """Write the organisations with their traits: a row for each part of them."""
    columns = {
        "organisations": "each.id",
        "teachers": "coalesce(each.teachersCounted, -1)",
        "stages": mask("each.schoolStages", SchoolStage, -1),
        "contexts": mask("each.contexts", OrganisationContext, -1),
        "equipment": mask("each.equipment", Equipment, -1),
        "rural": f"CASE each.settlement WHEN '{Settlement.RURAL}' THEN 1 WHEN '{Settlement.URBAN}' THEN 0 ELSE -1 END",
    }
    row = returned(TraitColumns, **{name: f"[each IN some | {text}]" for name, text in columns.items()})
    return f"""
MATCH (organisation:Organisation) WHERE {visible("Organisation", "organisation")}
{in_parts("organisation")}
{part("traits", row)}""".strip()


def mask(terms: str, vocabulary: type[Enum], unknown: int = 0) -> str:
    """Write a list of terms of a vocabulary as a bit mask; `unknown` stands for null."""
    cases = " ".join(f"WHEN '{each.value}' THEN {1 << place}" for place, each in enumerate(vocabulary))
    return f"coalesce(reduce(found = 0, one IN {terms} | found + CASE one {cases} ELSE 0 END), {unknown})"


def subject_stages(visible: Visible) -> str:
    """Write the stages in which one of the school subjects of a practice is taught, as a bit mask."""
    stages = list(SchoolStage)
    properties = {"primary": SchoolStage.PRIMARY, "basic": SchoolStage.BASIC, "secondary": SchoolStage.SECONDARY}
    parts = " + ".join(
        f"CASE WHEN any(one IN subjects WHERE one.{name}) THEN {1 << stages.index(stage)} ELSE 0 END"
        for name, stage in properties.items()
    )
    return f"""head(COLLECT {{
    WITH COLLECT {{
      MATCH (each)-[:FOR_SUBJECT]->(subject:SubjectArea) WHERE {visible("SubjectArea", "subject")} RETURN subject
    }} AS subjects
    RETURN {parts}
  }})"""
