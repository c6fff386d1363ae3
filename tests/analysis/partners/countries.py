"""Small countries as input of partner suggestions, written by hand or drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from analysis.partners.country import PartnerCountry
from analysis.partners.ranking import PartnerRanking, PartnerRequest
from analysis.partners.scoring import Scorer
from analysis.partners.stored_model import scorer_of
from analysis.partners.suggestions import PartnerSuggestions, chosen_partners, explained, nodes_of, suggestions_of
from analysis.ties.content import CompetenceNeeds
from analysis.ties.country_links import LINKED, NOWHERE
from analysis.vocabulary import ContentSource, PartnerPreset
from graph_model.terms import Level, OrganisationKind
from tests.analysis.countries_of_links import FOREVER, Life, LinkRecord, country_of
from tests.analysis.teams.countries_of_content import ContentRecord, content_of

TODAY = date(2026, 6, 1)
DAY = float(TODAY.toordinal())
TOWNS, REGIONS, COMPETENCES = 5, 3, 3
KINDS = tuple(OrganisationKind)
LEVELS = tuple(Level)


class Member(NamedTuple):
    """An organisation of a country; `kind` is the index of its kind."""

    kind: int = 0
    level: Level = Level.REGIONAL
    region: int = NOWHERE
    town: int = NOWHERE
    place: tuple[float, float] = (np.nan, np.nan)
    first: float = -FOREVER
    last: float = FOREVER


class SmallCountry(NamedTuple):
    """The records of a country. `needs` are pairs of town and competence, `borders` pairs of towns."""

    members: Sequence[Member]
    links: Sequence[LinkRecord] = ()
    work: Sequence[ContentRecord] = ()
    needs: Sequence[tuple[int, int]] = ()
    borders: Sequence[tuple[int, int]] = ()

    def built(self, day: float = DAY) -> PartnerCountry:
        """Return the country as arrays."""
        country = country_of([Life(each.first, each.last) for each in self.members], self.links)
        organisations = replace(
            country.organisations,
            kinds=np.array([each.kind for each in self.members], dtype=np.int64),
            levels=np.array([LEVELS.index(each.level) for each in self.members], dtype=np.int64),
            regions=np.array([each.region for each in self.members], dtype=np.int64),
            region_ids=[f"Region:{each}" for each in range(REGIONS)],
            region_names=[f"Регион {each}" for each in range(REGIONS)],
            municipalities=np.array([each.town for each in self.members], dtype=np.int64),
            municipality_ids=[f"Municipality:{each}" for each in range(TOWNS)],
            places=np.array([each.place for each in self.members], dtype=np.float64),
        )
        country = replace(country, organisations=organisations)
        return PartnerCountry(
            country, content_of(country, self.work), needs_of(self.needs), borders_of(self.borders), day
        )


def needs_of(pairs: Sequence[tuple[int, int]]) -> CompetenceNeeds:
    """Return needs of towns in competences, of ten people each."""
    table = np.array(sorted(set(pairs)), dtype=np.int32).reshape(-1, 2)
    return CompetenceNeeds(
        municipality_ids=[f"Municipality:{each}" for each in range(TOWNS)],
        competence_ids=[f"Competence:{each}" for each in range(COMPETENCES)],
        municipalities=table[:, 0],
        competences=table[:, 1],
        people=np.full(len(table), 10, dtype=np.int32),
    )


def borders_of(pairs: Sequence[tuple[int, int]]) -> csr_matrix:
    """Return which towns border each other, in both directions."""
    found = np.zeros((TOWNS, TOWNS))
    for one, other in pairs:
        found[one, other] = found[other, one] = 1.0
    return csr_matrix(found)


def suggested(country: PartnerCountry, request: PartnerRequest, scorer: Scorer | None = None) -> PartnerSuggestions:
    """Return the suggestions, by default with fixed weights. Records are named by their internal numbers."""
    fixed, notes = scorer_of(None, request.preset, request.diversity)
    chosen = chosen_partners(PartnerRanking(country, scorer or fixed, request))
    found = explained(chosen)
    return suggestions_of(chosen, found, {each: f"Record:{each}" for each in nodes_of(chosen, found)}, notes)


def suggestions(country: SmallCountry, asker: int = 0, first: int = 100, **request: object) -> PartnerSuggestions:
    """Return the suggestions for an organisation of a small country, with fixed weights."""
    return suggested(country.built(), PartnerRequest(asker, first, **request))  # type: ignore[arg-type] # by name


def numbers(found: PartnerSuggestions) -> list[int]:
    """Return the numbers of the suggested organisations, the best first."""
    return [int(each.organisation.removeprefix("Organisation:")) for each in found.nodes]


def excluded(found: PartnerSuggestions) -> dict[int, str]:
    """Return the reason of each excluded organisation."""
    return {int(each.organisation.removeprefix("Organisation:")): each.reason for each in found.excluded}


DAYS = st.sampled_from([DAY - 800, DAY - 400, DAY - 30, DAY, DAY + 10])
PLACES = st.sampled_from([(55.8, 49.1), (55.8, 49.1), (56.8, 53.2), (43.0, 131.9), (np.nan, np.nan)])
MEMBERS = st.builds(
    Member,
    st.integers(0, 2),
    st.sampled_from(LEVELS),
    st.integers(NOWHERE, REGIONS - 1),
    st.integers(NOWHERE, TOWNS - 1),
    PLACES,
    st.just(-FOREVER) | DAYS,
    st.just(FOREVER) | DAYS,
)


@st.composite
def small_countries(draw: st.DrawFn, most: int = 10) -> SmallCountry:
    """Draw a country of at least two organisations. The first of them exists on the day."""
    members = draw(st.lists(MEMBERS, min_size=2, max_size=most))
    members[0] = members[0]._replace(first=-FOREVER, last=FOREVER)
    organisations = st.integers(0, len(members) - 1)
    since, until = st.just(-FOREVER) | DAYS, st.just(FOREVER) | DAYS
    link = st.builds(LinkRecord, st.sampled_from(LINKED), organisations, organisations, since, until, st.integers(0, 2))
    topics = st.lists(st.integers(0, COMPETENCES - 1), max_size=2, unique=True).map(tuple)
    work = st.builds(ContentRecord, organisations, st.sampled_from(ContentSource), topics, topics, since, until)
    towns = st.integers(0, TOWNS - 1)
    return SmallCountry(
        members,
        [each for each in draw(st.lists(link, max_size=20)) if each.one != each.other],
        draw(st.lists(work, max_size=12)),
        draw(st.lists(st.tuples(towns, st.integers(0, COMPETENCES - 1)), max_size=6)),
        [each for each in draw(st.lists(st.tuples(towns, towns), max_size=4)) if each[0] != each[1]],
    )


@st.composite
def requests(draw: st.DrawFn, size: int, asker: int = 0) -> PartnerRequest:
    """Draw a request without a goal."""
    masks = st.lists(st.booleans(), min_size=size, max_size=size)
    performers = st.lists(st.integers(0, size - 1), max_size=3, unique=True)
    lacking = draw(st.none() | st.dictionaries(st.sampled_from(["Function:a", "Function:b"]), performers))
    allowed = draw(st.none() | masks)
    return PartnerRequest(
        asker,
        draw(st.integers(1, size)),
        draw(st.sampled_from(PartnerPreset)),
        diversity=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
        allowed=None if allowed is None else np.array(allowed),
        lacking=None if lacking is None else {name: np.array(each, dtype=np.int64) for name, each in lacking.items()},
    )
