"""Placement of organisations in municipalities by region and city, where the result is unambiguous."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_model.kinds.organisations import LocatedIn, Organisation
from graph_model.kinds.territory import Municipality
from graph_model.links import Link
from graph_model.search_terms import fold
from graph_model.terms import Basis, CentreRole

# designations before the name of a settlement: town, village, workers' settlement, station and so on
SETTLEMENT_TYPES = frozenset(
    [
        "г",
        "г.",
        "гп",
        "д",
        "ж/д",
        "им",
        "нп",
        "п",
        "п.",
        "пгт",
        "рп",
        "с",
        "с.",
        "сл",
        "ст",
        "ст-ца",
        "х",
        "аул",
        "кп",
        "м",
    ]
)


@dataclass(frozen=True)
class Unplaced:
    """An organisation without a municipality, and the municipalities that it could be in."""

    organisation: Organisation
    region: str
    candidates: tuple[Municipality, ...]

    @property
    def ambiguous(self) -> bool:
        """Whether there is at least one candidate, so that the choice is ambiguous."""
        return bool(self.candidates)

    def __str__(self) -> str:
        """Return one sentence with the candidates."""
        seat = f"{self.organisation.org_id} has its seat in {self.organisation.city or 'an unknown city'}"
        if not self.ambiguous:
            return f"{seat}: no municipality of region {self.region} has its centre there"
        return f"{seat}: could be in {' or '.join(f'{each.name} ({each.oktmo})' for each in self.candidates)}"


@dataclass(frozen=True)
class Placed:
    """An organisation and its municipality; `shared` if its city is also the centre of a neighbour."""

    organisation: Organisation
    municipality: Municipality
    shared: bool

    def link(self, source_ids: tuple[str, ...]) -> Link:
        """Return the link of the placement, with the confidence of the organisation."""
        confidence = self.organisation.confidence
        relation = LocatedIn(basis=Basis.DERIVED, confidence=confidence, source_ids=source_ids)
        return Link(relation, self.organisation.id, self.municipality.id)


@dataclass(frozen=True)
class Placement:
    """Organisations with a municipality, and organisations that cannot be placed."""

    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def place(
    organisations: Iterable[Organisation], municipalities: Iterable[Municipality], region_of: Mapping[str, str]
) -> Placement:
    """Place each organisation in the municipality of its region that has its city as centre.

    `region_of` maps the ids of organisations and municipalities to the ids of their regions. A town can be the centre
    of two municipalities: its own and the surrounding district. If the source states which of the two contains the
    town, the organisation is placed there; otherwise it is not placed.
    """
    seats: dict[tuple[str, str], list[Municipality]] = defaultdict(list)
    for each in municipalities:
        if each.centre and each.id in region_of:
            seats[region_of[each.id], settlement(each.centre)].append(each)
    placed, unplaced = [], []
    for organisation in organisations:
        if region := region_of.get(organisation.id):
            candidates = seats.get((region, fold(organisation.city or "")), [])
            holding = [each for each in candidates if each.centre_role is not CentreRole.IN_NEIGHBOUR]
            if len(holding) == 1:
                placed.append(Placed(organisation, holding[0], shared=len(candidates) > 1))
            else:
                unplaced.append(Unplaced(organisation, region.partition(":")[2], tuple(holding)))
    return Placement(tuple(placed), tuple(unplaced))


def settlement(centre: str) -> str:
    """Return the folded name of a settlement without its type, for comparison: `г Славгород` is `славгород`."""
    words = fold(centre).split()
    while len(words) > 1 and words[0] in SETTLEMENT_TYPES:
        words = words[1:]
    return " ".join(words)
