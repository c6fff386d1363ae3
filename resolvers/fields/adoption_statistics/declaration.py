"""The declaration of `Query.adoptionStatistics`."""

from graph_model.adoptions import Adoption
from resolvers.computed import ComputedField, FieldStatement, Shaped
from resolvers.fields.adoption_statistics.function import adoption_statistics, arguments
from resolvers.fields.adoption_statistics.rows import AdoptionStatistic
from resolvers.fields.adoption_statistics.statement import counted

ADOPTION_STATISTICS = ComputedField(
    "Query",
    "adoptionStatistics",
    arguments=arguments,
    statement=FieldStatement(AdoptionStatistic, Shaped(("groupBy",), counted)),
    compute=adoption_statistics,
    filtered={"where": Adoption},
    apart=("practice",),
)
