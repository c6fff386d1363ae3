"""The declarations of `deficitProfile`, one for each type with this field."""

from graph_model.kinds.territory import Region
from resolvers.compiling.computed_field import ComputedField, FieldStatement
from resolvers.fields.deficit_profile.function import deficit_profile, prepare_home_profiles, validated
from resolvers.fields.deficit_profile.rows import HomeRow
from resolvers.fields.deficit_profile.statement import HOMES, home_of

DEFICIT_PROFILES = tuple(
    ComputedField(
        kind.__name__,
        "deficitProfile",
        arguments=validated,
        statement=FieldStatement(HomeRow, home_of(kind)),
        compute=deficit_profile,
        prepare=prepare_home_profiles if kind is Region else None,
        sent=("subjectArea",),
    )
    for kind in HOMES
)
