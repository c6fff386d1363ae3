"""Requests for partners in small countries, with and without a model."""

from __future__ import annotations

from hypothesis import strategies as st

from analysis.models.hazard_model import HazardModel
from analysis.partners.prediction.features import REASONS
from analysis.partners.ranking import PartnerRequest
from analysis.partners.scoring import ModelScorer, Scorer
from analysis.partners.stored_model import scorer_of
from analysis.vocabulary import ContentSource, LinkKind, PartnerPreset
from tests.analysis.partners.countries import (
    DAY,
    SmallCountry,
    requests,
    small_countries,
)
from tests.analysis.teams.countries_of_content import ContentRecord

PARTNER = LinkKind.PARTNERSHIP


def model_scorer() -> ModelScorer:
    """Return a scorer with a model of all features, of mixed signs."""
    count = len(REASONS)
    model = HazardModel(
        features=tuple(each.name for each in REASONS),
        means=(0.1,) * count,
        scales=(0.7,) * count,
        intercept=-3.0,
        coefficients=tuple(0.4 * (-1) ** each for each in range(count)),
        covariance=tuple(tuple(float(0.01 * (one == other)) for other in range(count + 1)) for one in range(count + 1)),
        ridge=1.0,
        rows=1000,
        adoptions=100,
    )
    return ModelScorer(model, scorer_of(None, PartnerPreset.BALANCED, 0.0)[0].method)


def working(organisation: int, *themes: int, since: float = DAY - 400) -> ContentRecord:
    """Return a practice of an organisation on themes."""
    return ContentRecord(organisation, ContentSource.AUTHORED, themes, (), since)


@st.composite
def cases(draw: st.DrawFn) -> tuple[SmallCountry, PartnerRequest, Scorer]:
    """Draw a country, a request, and a scorer with or without a model."""
    country = draw(small_countries())
    request = draw(requests(len(country.members)))
    return country, request, draw(st.sampled_from([model_scorer(), scorer_of(None, request.preset, 0.0)[0]]))


def ever_partners(country: SmallCountry, organisation: int) -> set[int]:
    """Return the present and past partners of an organisation."""
    return {
        each.one + each.other - organisation
        for each in country.links
        if each.kind is PARTNER and organisation in (each.one, each.other) and each.since <= DAY
    }
