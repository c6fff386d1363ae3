"""Small countries with content of organisations, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from analysis.teams.composing import Composition, TeamRequest, compose
from analysis.ties.content import NO_TOPIC, SOURCES, ContentRecords, Indices, Numbers, OrganisationContent, Topics
from analysis.ties.country_links import CountryLinks
from analysis.vocabulary import ContentSource
from tests.analysis.countries_of_links import FOREVER, Life, LinkRecord, country_of

TODAY = 738_000


class ContentRecord(NamedTuple):
    """A record of an organisation, given by number, with the themes and competences of its subject."""

    organisation: int
    source: ContentSource
    themes: tuple[int, ...] = ()
    competences: tuple[int, ...] = ()
    since: float = -FOREVER
    until: float = FOREVER


def topics(kind: str, parents: Sequence[int]) -> Topics:
    """Return topics with the codes 0, 1, ..."""
    codes = [str(each) for each in range(len(parents))]
    return Topics([f"{kind}:{each}" for each in codes], codes, codes, np.array(parents, dtype=np.int32))


def pairs(topics_of_rows: Sequence[Sequence[int]]) -> tuple[Numbers, Indices]:
    """Return the subjects of rows with their topics."""
    found = [(100 + row, topic) for row, each in enumerate(topics_of_rows) for topic in each]
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1].astype(np.int32)


def content_of(country: CountryLinks, rows: Sequence[ContentRecord]) -> OrganisationContent:
    """Return the content with three themes and three competences, of which 0 contains 1, and 1 contains 2.

    Each record is its own subject; its internal number is 100 and its position.
    """
    numbers = np.arange(len(rows), dtype=np.int64) + 100
    records = ContentRecords(
        organisations=np.array([each.organisation for each in rows], dtype=np.int32),
        sources=np.array([SOURCES.index(each.source) for each in rows], dtype=np.int8),
        since=np.array([each.since for each in rows], dtype=np.float32),
        until=np.array([each.until for each in rows], dtype=np.float32),
        records=numbers,
        subjects=numbers,
    )
    by_theme = records.by_topic(*pairs([each.themes for each in rows]))
    by_competence = records.by_topic(*pairs([each.competences for each in rows]))
    return OrganisationContent(
        organisation_ids=country.organisations.ids,
        themes=topics("Theme", [NO_TOPIC] * 3),
        competences=topics("Competence", [NO_TOPIC, 0, 1]),
        records=records,
        by_theme=by_theme,
        by_competence=by_competence,
    )


REQUEST = TeamRequest(themes=(0, 1), competences=(), regions=None, size=2, lead=None, day=TODAY, near_km=300.0)


def composed(
    rows: Sequence[ContentRecord],
    links: Sequence[LinkRecord] = (),
    lives: Sequence[Life] | None = None,
    places: Sequence[tuple[float, float]] | None = None,
    homes: Sequence[int] | None = None,
    **request: object,
) -> Composition:
    """Return the team of a country of organisations, by default those with records; `homes` are their regions."""
    count = max((each.organisation for each in rows), default=0) + 1
    country = country_of(lives or [Life()] * count, links)
    organisations = country.organisations
    if places is not None:
        organisations = replace(organisations, places=np.array(places, dtype=np.float64))
    if homes is not None:
        organisations = replace(organisations, regions=np.array(homes, dtype=np.int64))
    country = replace(country, organisations=organisations)
    return compose(country, content_of(country, rows), replace(REQUEST, **request))  # type: ignore[arg-type] # by name


def members(found: Composition) -> list[int]:
    """Return the numbers of the organisations of a team, the lead first."""
    return [found.assembly.organisation(each) for each in found.assembly.members] if found.assembly else []
