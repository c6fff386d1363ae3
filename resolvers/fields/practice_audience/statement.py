"""The statement of the audience of a practice."""

from __future__ import annotations

from graph_model.cypher.text import collect
from resolvers.compiling.computed_field import FieldStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.practice_audience.rows import AudienceAdoptionRow, AudienceRow, SubjectRow


def audience(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `AudienceRow`."""
    del condition, parameter
    names = {"kinds": "audienceKinds", "levels": "audienceLevels", "stages": "audienceStages"}
    names |= {"contexts": "audienceContexts", "resources": "resourcesNeeded"}
    row = returned(
        AudienceRow,
        **{column: f"coalesce({variable}.{name}, [])" for column, name in names.items()},
        subjects=subjects(variable, visible),
        authors=authors(variable, visible),
        adoptions=adoptions(variable, visible),
    )
    return f"RETURN {row}"


def subjects(variable: str, visible: Visible) -> str:
    """Write the school subjects of a practice: a `SubjectRow` each, in the order of their ids."""
    subject = f"{variable}_subject"
    row = returned(
        SubjectRow, id=f"{subject}.id", **{each: f"{subject}.{each}" for each in ("primary", "basic", "secondary")}
    )
    return collect(
        [
            f"MATCH ({variable})-[:FOR_SUBJECT]->({subject}:SubjectArea) WHERE {visible('SubjectArea', subject)}",
            f"RETURN {row} ORDER BY {subject}.id",
        ]
    )


def authors(variable: str, visible: Visible) -> str:
    """Write the global ids of the organisations that wrote a practice."""
    author = f"{variable}_author"
    return collect(
        [
            f"MATCH ({variable})-[:AUTHORED_BY]->({author}:Organisation) WHERE {visible('Organisation', author)}",
            f"RETURN {author}.id",
        ]
    )


def adoptions(variable: str, visible: Visible) -> str:
    """Write the adoptions of a practice with the traits of their organisations: an `AudienceAdoptionRow` each."""
    adoption, adopter = f"{variable}_adoption", f"{variable}_adopter"
    row = returned(
        AudienceAdoptionRow,
        organisation=f"{adopter}.id",
        kind=f"{adopter}.kind",
        settlement=f"{adopter}.settlement",
        stages=f"{adopter}.schoolStages",
        contexts=f"{adopter}.contexts",
        started_on=f"toString({adoption}.startedOn)",
        ended_on=f"toString({adoption}.endedOn)",
        stage=f"{adoption}.stage",
        provenance=f"{adoption}.provenance",
    )
    return collect(
        [
            f"MATCH ({variable})<-[:OF]-({adoption}:Adoption)-[:BY]->({adopter}:Organisation)",
            f"WHERE {visible('Adoption', adoption)} AND {visible('Organisation', adopter)}",
            f"RETURN {row}",
        ]
    )


STATEMENT = FieldStatement(AudienceRow, audience)
