"""Which functions the order gives to which organisations: those of its kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_model.kinds.organisations import Function, Organisation, Performs
from graph_model.links import Link
from graph_model.terms import Basis

FunctionsByKind = Mapping[str, Sequence[Function]]


def functions_by_kind(functions: Iterable[Function]) -> FunctionsByKind:
    """The functions by the kind that is to perform them; those of a whole level of the system are of no kind."""
    grouped: dict[str, list[Function]] = defaultdict(list)
    for function in functions:
        grouped[function.actor].append(function)
    return grouped


def with_assignment(organisation: Organisation, functions: FunctionsByKind) -> Organisation:
    """The organisation, saying whether the order assigns functions to its kind."""
    return organisation.model_copy(update={"functions_assigned": organisation.kind.value in functions})


def assigned(organisations: Iterable[Organisation], functions: FunctionsByKind) -> Iterator[Link]:
    """What the order assigns to each organisation, as sure as the organisation itself."""
    for organisation in organisations:
        for function in functions.get(organisation.kind.value, ()):
            performs = Performs(
                basis=Basis.ASSIGNED_BY_ORDER,
                confidence=organisation.confidence,
                source_ids=(*organisation.source_ids, *function.source_ids),
            )
            yield Link(performs, organisation.id, function.id)
