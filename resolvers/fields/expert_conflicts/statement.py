"""The statements of conflicts of interest: of one conclusion, and of all that pass a filter.

They start at the conclusion and go over the few employments of its experts. The many employees of a provider, and the
many organisations of a founder, are never read.
"""

from __future__ import annotations

from analysis.certification.conflicts import MOST_CONFLICTS, ConflictRow, FoundConflict, NamedOrganisation
from analysis.vocabulary import ConflictCode
from graph_model.kinds.organisations import FoundedBy, UnitOf
from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import (
    Condition,
    Sent,
    Visible,
    first_date_in,
    held,
    includes,
    last_date_in,
    record,
    signed_by_hidden,
    too_large,
)

# the relation between employer and provider of each kind of conflict, and whether it leads from the employer
RELATED = {
    ConflictCode.UNIT: (UnitOf.type, True),
    ConflictCode.HOST: (UnitOf.type, False),
    ConflictCode.FOUNDED: (FoundedBy.type, True),
    ConflictCode.FOUNDER: (FoundedBy.type, False),
}


def of_conclusion(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement for one conclusion: a `ConflictRow` for each conflict."""
    del condition, parameter
    conclusion = f"{variable}_reviewed"
    return conflicts(f"WITH {variable} AS {conclusion}", conclusion, visible)


def of_root(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement for all conclusions: a `ConflictRow` for each conflict and each that cannot be checked."""
    del parameter
    conclusion = f"{variable}_reviewed"
    match = f"""MATCH ({conclusion}:ExpertConclusion)
WHERE {visible("ExpertConclusion", conclusion)} AND ({condition("where", conclusion)})"""
    unchecked = returned(
        ConflictRow,
        conclusion=f"{conclusion}.id",
        code=f"{conclusion}.code",
        concluded_on=f"toString({conclusion}.concludedOn)",
        conflict="null",
    )
    return f"""{conflicts(match, conclusion, visible)}
UNION ALL
{match} AND ({conclusion}.concludedOn IS NULL OR EXISTS {{ {signed_by_hidden(conclusion, visible)} }})
RETURN {unchecked} AS row"""


def conflicts(match: str, conclusion: str, visible: Visible) -> str:
    """Write the rows of the conclusions that a clause matches, at most one more than `MOST_CONFLICTS`."""
    version, program, provider, expert, job, employer, found = (
        f"{conclusion}_{each}" for each in ("version", "program", "provider", "expert", "job", "employer", "found")
    )
    row = returned(
        ConflictRow,
        conclusion=f"{conclusion}.id",
        code=f"{conclusion}.code",
        concluded_on=f"toString({conclusion}.concludedOn)",
        conflict=returned(
            FoundConflict,
            expert=f"{expert}.id",
            employer=organisation(employer),
            provider=organisation(provider),
            code=f"{found}[0]",
            project=f"{found}[2]",
            records=f"[{job}_record, {found}[1]]",
        ),
    )
    return f"""{match}
MATCH ({conclusion})-[:ON]->({version}:ProgramVersion)<-[:HAS_VERSION]-({program}:Program)
  -[:OFFERED_BY]->({provider}:Organisation)
WHERE {conclusion}.concludedOn IS NOT NULL AND {visible("ProgramVersion", version)} AND {visible("Program", program)}
  AND {visible("Organisation", provider)}
MATCH ({conclusion})-[:SIGNED_BY]->({expert}:Person)-[{job}:WORKS_AT]->({employer}:Organisation)
WHERE {held(job, f"{conclusion}.concludedOn")} AND {visible("Person", expert)} AND {visible("Organisation", employer)}
WITH {conclusion}, {provider}, {expert}, {employer}, min({record(job)}) AS {job}_record
UNWIND COLLECT {{
{connections(employer, provider, f"{conclusion}.concludedOn", visible)}
}} AS {found}
WITH * ORDER BY {conclusion}.id, {expert}.id, {employer}.id, {provider}.id, {found}[0], {found}[1]
LIMIT {MOST_CONFLICTS + 1}
RETURN {row} AS row"""


def organisation(variable: str) -> str:
    """Write a `NamedOrganisation`."""
    return returned(NamedOrganisation, id=f"{variable}.id", name=f"{variable}.name")


def connections(employer: str, provider: str, day: str, visible: Visible) -> str:
    """Write the connections of two organisations on a day: kind, record, and title of a common project of each."""
    same = f"UNWIND CASE WHEN {employer} = {provider} THEN [0] ELSE [] END AS same"
    return "\nUNION ALL\n".join(
        [
            f"  {same} RETURN ['{ConflictCode.EMPLOYED.value}', null, null] AS connection",
            *(related(code, employer, provider) for code in RELATED),
            common_projects(employer, provider, day, visible),
        ]
    )


def related(code: ConflictCode, employer: str, provider: str) -> str:
    """Write the connection over a relation between the two organisations."""
    relation, from_employer = RELATED[code]
    start, end = (employer, provider) if from_employer else (provider, employer)
    tie = f"{employer}_tie"
    return f"""  MATCH ({start})-[{tie}:{relation}]->({end})
  RETURN ['{code.value}', {record(tie)}, null] AS connection"""


def common_projects(employer: str, provider: str, day: str, visible: Visible) -> str:
    """Write the connections over the projects in which both take part on a day (`analysis.ties.common_projects`)."""
    own, other, project = (f"{employer}_{each}" for each in ("own", "other", "project"))
    lasting = " AND ".join(
        includes(first_date_in(part, project), last_date_in(part, project), day) for part in (own, other)
    )
    return f"""  MATCH ({employer})-[{own}:TAKES_PART]->({project}:NetworkProject)<-[{other}:TAKES_PART]-({provider})
  WHERE {employer} <> {provider} AND {lasting} AND {visible("NetworkProject", project)}
    AND NOT {too_large(project, visible)}
  RETURN DISTINCT ['{ConflictCode.JOINT_PROJECT.value}', {project}.id, {project}.title] AS connection"""


OF_CONCLUSION = FieldStatement(ConflictRow, of_conclusion)
OF_ROOT = FieldStatement(ConflictRow, of_root)
