"""The declaration of `Query.projectTeam`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.project_team.function import project_team, validated
from resolvers.fields.project_team.statement import STATEMENT

PROJECT_TEAM = ComputedField(
    "Query",
    "projectTeam",
    arguments=validated,
    statement=STATEMENT,
    compute=project_team,
    sent=("regions",),
)
