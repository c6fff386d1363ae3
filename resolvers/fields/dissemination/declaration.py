"""The declaration of `Practice.dissemination`."""

from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ArgumentValues, ComputedField
from resolvers.compiling.listing import size_of_page
from resolvers.fields.dissemination.draws import draws_arguments
from resolvers.fields.dissemination.function import arguments, dissemination
from resolvers.fields.dissemination.statement import STATEMENT


def size_of_steps(given: ArgumentValues) -> int | None:
    """Validate and return the size of a page of steps. Raises a `RequestError` if it is outside its limits."""
    return None if given.get("first") is None else size_of_page(given.get("first"))


DISSEMINATION = ComputedField(
    Practice.__name__,
    "dissemination",
    arguments=arguments,
    statement=STATEMENT,
    compute=dissemination,
    nested={"contagion": draws_arguments, "steps": size_of_steps},
)
