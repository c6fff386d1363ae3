"""The computed fields of the schema, a folder each: statement, rows, function, declaration. One line registers one."""

from resolvers.computed import ComputedFields
from resolvers.fields.adoption_statistics.declaration import ADOPTION_STATISTICS
from resolvers.fields.deficit_profile.declaration import DEFICIT_PROFILES
from resolvers.fields.partner_suggestions.declaration import PARTNER_SUGGESTIONS
from resolvers.fields.paths.declaration import PATHS

COMPUTED = ComputedFields(
    (
        PARTNER_SUGGESTIONS,
        ADOPTION_STATISTICS,
        *DEFICIT_PROFILES,
        PATHS,
    )
)
