"""The organisations of the small graph, read from the written records instead of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analysis.answers import ValidityPeriod
from analysis.paths.network import Arrays, Border, Ending, Seat
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind
from graph_model.declarations import Node, Relation
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf, LearnedFrom, LearnedThrough, LearningSource
from graph_model.kinds.organisations import FoundedBy, LocatedIn, Organisation, PartnerOf, UnitOf
from graph_model.kinds.practices import AuthoredBy
from graph_model.kinds.projects import NetworkProject, TakesPart
from graph_model.kinds.territory import Region, RegionBorder
from graph_model.links import Link
from graph_model.terms import LearningCertainty
from tests.resolvers.small_graph import small_graph
from tests.storing import states_of

WRITTEN = small_graph()
STATES = states_of(*WRITTEN)
# withdrawn and incomplete nodes are in no list
NODES = [node for node in WRITTEN[0] if STATES[node.id].label == type(node).__name__]
BY_ID = {node.id: node for node in NODES}
LINKS = [link for link in WRITTEN[1] if link.start in BY_ID and link.end in BY_ID]
ORGANISATIONS = [node for node in NODES if isinstance(node, Organisation)]
TIES: dict[type[Relation], LinkKind] = {
    UnitOf: LinkKind.UNIT,
    FoundedBy: LinkKind.FOUNDER,
    PartnerOf: LinkKind.PARTNERSHIP,
}


def links(relation: type[Relation], node: str = "") -> Iterator[tuple[Link, str]]:
    """Yield the links of a type, of one node if given, with the id of the other end."""
    for link in LINKS:
        if type(link.relation) is relation and node in ("", link.start, link.end):
            yield link, link.start if node == link.end else link.end


def period(link: Link) -> ValidityPeriod:
    return ValidityPeriod(getattr(link.relation, "since", None), getattr(link.relation, "until", None))


def record(link: Link) -> str | None:
    return next((f"DataSource:{source}" for source in link.relation.source_ids), None)


def last_day(organisation: Node) -> date | None:
    assert isinstance(organisation, Organisation)
    return organisation.valid_to


def seats() -> Iterator[tuple[Link, Region]]:
    """Yield the links of organisations to regions, with the regions."""
    for link, _ in links(LocatedIn):
        region = BY_ID[link.end]
        if isinstance(region, Region):
            yield link, region


def full_network(ends: tuple[str, str], kinds: set[LinkKind]) -> Arrays:
    """Return the network of the links of some kinds, with every list sorted."""
    located = seats() if kinds & {LinkKind.REGION, LinkKind.BORDER} else ()
    borders = links(RegionBorder) if LinkKind.BORDER in kinds else ()
    ties = [(kind, link) for relation, kind in TIES.items() for link, _ in links(relation) if kind in kinds]
    endings = [Ending(each.id, last_day(each)) for each in ORGANISATIONS if each.id in ends or last_day(each)]
    return Arrays(
        endings=sorted(endings, key=repr),
        seats=sorted((Seat(region.id, seat.start, record(seat)) for seat, region in located), key=repr),
        borders=sorted((Border(link.start, link.end, record(link)) for link, _ in borders), key=repr),
        ties=sorted(
            [
                *(Tie(kind, link.start, link.end, record(link), period(link)) for kind, link in ties),
                *(each for each in (*projects(), *adoption_ties(), *learning_ties()) if each.kind in kinds),
            ],
            key=repr,
        ),
    )


def projects() -> Iterator[Tie]:
    """Yield ties of two organisations that take part in one project, for the common period."""
    parts = list(links(TakesPart))
    for one, project in parts:
        for other, same in parts:
            if project == same and one.start < other.start:
                begun, ended = zip(participation(one), participation(other), strict=True)
                common = ValidityPeriod(
                    max((day for day in begun if day), default=None), min((day for day in ended if day), default=None)
                )
                yield Tie(LinkKind.PROJECT, one.start, other.start, project, common)


def participation(part: Link) -> ValidityPeriod:
    """Return the period of participation; missing days are the days of the project."""
    project, (since, until) = BY_ID[part.end], period(part)
    assert isinstance(project, NetworkProject)
    return ValidityPeriod(since or project.began_on, until or project.ended_on)


def adoption_ties() -> Iterator[Tie]:
    """Yield ties of the author of a practice and each adopter."""
    for of, practice in links(AdoptionOf):
        adoption = BY_ID[of.start]
        assert isinstance(adoption, Adoption)
        for authored, author in links(AuthoredBy, practice):
            for by, adopter in links(AdoptedBy, adoption.id):
                if author != adopter and author.startswith("Organisation:") and authored.start == practice:
                    yield Tie(
                        LinkKind.ADOPTION,
                        author,
                        by.end,
                        adoption.id,
                        ValidityPeriod(adoption.started_on, adoption.ended_on),
                    )


def learning_ties() -> Iterator[Tie]:
    """Yield ties of the adopter that was learned from and the learner, by declared sources."""
    for through, source in links(LearnedThrough):
        adoption, learned = BY_ID[through.start], BY_ID[source]
        assert isinstance(adoption, Adoption)
        assert isinstance(learned, LearningSource)
        if learned.certainty is LearningCertainty.DECLARED:
            for _, earlier in links(LearnedFrom, source):
                for by, teacher in links(AdoptedBy, earlier):
                    for own, learner in links(AdoptedBy, adoption.id):
                        if teacher != learner:
                            days = ValidityPeriod(adoption.started_on, adoption.ended_on)
                            yield Tie(LinkKind.LEARNED_FROM, by.end, own.end, adoption.id, days)
