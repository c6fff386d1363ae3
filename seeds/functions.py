"""Functions that the order assigns to organisations, by the kind of the organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_model.kinds.organisations import Function, Organisation, Performs
from graph_model.links import Link
from graph_model.terms import Basis

FunctionsByKind = Mapping[str, Sequence[Function]]


def functions_by_kind(functions: Iterable[Function]) -> FunctionsByKind:
    """Return the functions by the kind of organisation that performs them.

    The key of functions of a whole level, such as `system_federal`, is not the name of a kind of organisation.
    """
    grouped: dict[str, list[Function]] = defaultdict(list)
    for function in functions:
        grouped[function.actor].append(function)
    return grouped


def with_assignment(organisation: Organisation, functions: FunctionsByKind) -> Organisation:
    """Return the organisation with a flag that says whether the order assigns functions to its kind."""
    return organisation.model_copy(update={"functions_assigned": organisation.kind.value in functions})


def assigned(organisations: Iterable[Organisation], functions: FunctionsByKind) -> Iterator[Link]:
    """Yield the functions that the order assigns to each organisation, with the confidence of the organisation."""
    for organisation in organisations:
        for function in functions.get(organisation.kind.value, ()):
            performs = Performs(
                basis=Basis.ASSIGNED_BY_ORDER,
                confidence=organisation.confidence,
                source_ids=(*organisation.source_ids, *function.source_ids),
            )
            yield Link(performs, organisation.id, function.id)
