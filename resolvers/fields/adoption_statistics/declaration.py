"""The declaration of `Query.adoptionStatistics`."""

from graph_model.kinds.adoptions import Adoption
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.adoption_statistics.function import adoption_statistics, validated
from resolvers.fields.adoption_statistics.statement import STATEMENT

ADOPTION_STATISTICS = ComputedField(
    "Query",
    "adoptionStatistics",
    arguments=validated,
    statement=STATEMENT,
    compute=adoption_statistics,
    filtered={"where": Adoption},
    apart=("practice", "practice.themes"),
)
