"""A simulated country as a graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from analysis.provenance.records import OUTSIDE, Integers, Records
from graph_model.database.driver import Database
from graph_model.declarations import Node, Relation
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf, LearnedFrom, LearnedThrough, LearningSource
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.competences import About, Theme
from graph_model.kinds.organisations import LocatedIn, Organisation, PartnerOf
from graph_model.kinds.practices import Practice
from graph_model.kinds.territory import InRegion, Municipality, MunicipalityBorder, Region
from graph_model.links import Link
from graph_model.properties import GeoPoint
from graph_model.terms import (
    AdoptionStage,
    BorderMethod,
    EvidenceTier,
    LearningCertainty,
    Level,
    MunicipalityType,
    OrganisationKind,
    PracticeStage,
    Provenance,
)
from tests.analysis.provenance.countries import country, with_truth
from tests.storing import store

OWN_SOURCE = ("register",)


def small_country() -> tuple[Records, Integers]:
    """Return the records and the true sources."""
    return with_truth(country(21, practices=6, adopters=56, organisations=120), seed=22)


async def stored(database: Database) -> tuple[Records, Integers]:
    """Write a small country and return it with its true sources."""
    records, true = small_country()
    source = DataSource(source_id="register", name="Реестр", licence="CC0", source_ids=OWN_SOURCE)
    await store(database, [source, *nodes(records)], [*links(records)])
    return records, true


def day(number: float) -> date | None:
    """Return a day by its number."""
    return None if not np.isfinite(number) else date(1970, 1, 1) + timedelta(days=int(number))


def nodes(records: Records) -> Iterator[Node]:
    """Yield all nodes."""
    places, adoptions = records.places, records.adoptions
    for each in np.unique(places.region).tolist():
        name = f"Регион {each}"
        yield Region(
            code=f"{each:02}", name=name, official_name=name, region_type="область", oktmo="1" * 8, in_scope=True
        )
    for each in np.unique(places.municipality).tolist():
        yield Municipality(
            territory_id=str(each), oktmo=f"{each:08}", name=f"Район {each}", type=MunicipalityType.URBAN_OKRUG
        )
    for each in range(len(places.region)):
        where = GeoPoint(lat=float(places.latitude[each]), lon=float(places.longitude[each]))
        yield Organisation(
            org_id=f"S{each:03}", name=f"Школа {each}", kind=OrganisationKind.SCHOOL, level=Level.LOCAL, location=where
        )
    for each in range(records.practices.themes.shape[1]):
        yield Theme(code=f"T{each}", name=f"Тема {each}", section="II")
    for each, published in enumerate(records.practices.published.tolist()):
        yield Practice(
            code=f"P{each}",
            title=f"Практика {each}",
            stage=PracticeStage.PILOT,
            evidence=EvidenceTier.NONE,
            published_on=day(published),
        )
    for each in range(len(adoptions)):
        yield adoption(records, each)
        if not adoptions.own[each]:
            declared = adoptions.declared[each] >= OUTSIDE
            certainty = LearningCertainty.DECLARED if declared else LearningCertainty.UNKNOWN
            yield LearningSource(code=f"L{each:04}", certainty=certainty, source_ids=OWN_SOURCE)


def adoption(records: Records, number: int) -> Adoption:
    """Return one adoption."""
    adoptions = records.adoptions
    declared = adoptions.declared[number] >= OUTSIDE
    return Adoption(
        code=f"A{number:04}",
        started_on=day(adoptions.start[number]),
        ended_on=day(adoptions.end[number]),
        stage=AdoptionStage.FULL,
        provenance=Provenance.OWN if adoptions.own[number] else Provenance.LEARNED if declared else Provenance.UNKNOWN,
        synthetic=True,
        source_ids=OWN_SOURCE,
    )


def links(records: Records) -> Iterator[Link]:
    """Yield all links."""
    places, adoptions, ties = records.places, records.adoptions, records.ties
    for each in np.unique(places.municipality).tolist():
        yield link(InRegion(), "Municipality", str(each), "Region", f"{each // 4:02}")
    for each, (region, municipality) in enumerate(zip(places.region, places.municipality, strict=True)):
        yield link(LocatedIn(), "Organisation", f"S{each:03}", "Region", f"{region:02}")
        yield link(LocatedIn(), "Organisation", f"S{each:03}", "Municipality", str(municipality))
    for one, other in zip(ties.borders.one.tolist(), ties.borders.other.tolist(), strict=True):
        border = MunicipalityBorder(method=BorderMethod.MANUAL)
        yield link(border, "Municipality", str(one), "Municipality", str(other))
    known = set()
    for one, other, since in zip(ties.partners.one, ties.partners.other, ties.partners.since, strict=True):
        if one != other and frozenset((one, other)) not in known:
            known.add(frozenset((one, other)))
            yield link(PartnerOf(since=day(since)), "Organisation", f"S{one:03}", "Organisation", f"S{other:03}")
    for practice, theme in np.argwhere(records.practices.themes).tolist():
        yield link(About(), "Practice", f"P{practice}", "Theme", f"T{theme}")
    for each in range(len(adoptions)):
        code = f"A{each:04}"
        yield link(AdoptionOf(), "Adoption", code, "Practice", f"P{adoptions.practice[each]}")
        yield link(AdoptedBy(), "Adoption", code, "Organisation", f"S{adoptions.organisation[each]:03}")
        if not adoptions.own[each]:
            yield link(LearnedThrough(), "Adoption", code, "LearningSource", f"L{each:04}")
        if adoptions.declared[each] >= 0:
            named = f"A{adoptions.declared[each]:04}"
            yield link(LearnedFrom(), "LearningSource", f"L{each:04}", "Adoption", named)


def link(relation: Relation, start: str, start_key: str, end: str, end_key: str) -> Link:
    """Return a link between nodes given by kinds and keys."""
    return Link(relation, f"{start}:{start_key}", f"{end}:{end_key}")
