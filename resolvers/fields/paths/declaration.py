"""The declaration of `Query.paths`."""

from resolvers.compiling.computed_field import ComputedField, FieldStatement
from resolvers.fields.paths.arguments import arguments
from resolvers.fields.paths.function import paths
from resolvers.fields.paths.rows import Beginning
from resolvers.fields.paths.statement import beginning

PATHS = ComputedField(
    "Query",
    "paths",
    arguments=arguments,
    statement=FieldStatement(Beginning, beginning),
    compute=paths,
    sent=("from", "to", "through"),
)
