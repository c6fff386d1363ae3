"""Normative documents and digital resources."""

from datetime import date

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.record_making import Elements, Maker, day
from generator.streams import stream
from graph_model.kinds.documents import (
    DigitalResource,
    Document,
    DocumentForRegion,
    Issued,
    Operates,
    Replaces,
    ResourceForRegion,
)
from graph_model.terms import DocumentKind, DocumentStatus, Level, OrganisationKind, ResourceKind

FEDERAL = (
    (DocumentKind.ROAD_MAP, "Дорожная карта создания единой федеральной системы научно-методического сопровождения"),
    (DocumentKind.RECOMMENDATIONS, "Методические рекомендации по созданию региональной системы"),
    (DocumentKind.RECOMMENDATIONS, "Методические рекомендации по созданию центров непрерывного повышения мастерства"),
    (DocumentKind.FEDERAL_CENTRE_REGULATION, "Положение о федеральном центре научно-методического сопровождения"),
    (DocumentKind.RECOMMENDATIONS, "Методические рекомендации по цифровым решениям"),
    (DocumentKind.CERTIFICATION_PROCEDURE, "Порядок сертификации дополнительных профессиональных программ"),
)
REGIONAL = (
    (DocumentKind.SYSTEM_REGULATION, "Положение о региональной системе научно-методического сопровождения"),
    (DocumentKind.CNPPM_REGULATION, "Положение о центре непрерывного повышения профессионального мастерства"),
    (DocumentKind.EVENT_PLAN, "Единый план мероприятий региональной системы"),
    (DocumentKind.NETWORK_REGULATION, "Положение о сетевом взаимодействии организаций"),
)
MISSING_DOCUMENT, MISSING_CABINET, DRAFT = 0.12, 0.06, 0.06
RESOURCES = (
    (ResourceKind.PORTAL, "Единый федеральный портал дополнительного профессионального педагогического образования"),
    (ResourceKind.REGISTER, "Федеральный реестр дополнительных профессиональных педагогических программ"),
    (ResourceKind.BANK, "Федеральный банк успешных педагогических практик"),
)


def document_records(country: Country, ground: Ground, bodies: Bodies) -> Elements:
    """Yield the order and the order that it replaced, federal documents, and regional ones, some of them missing."""
    maker, random = Maker(country.source_id), stream(country.seed, "documents")
    ministry = [each for each in bodies.all if each.org_id == "RU-MP"]
    orders = (
        ("R-174", "Концепция создания единой федеральной системы (распоряжение № Р-174)", "Р-174", date(2020, 12, 16)),
        ("R-76", "Распоряжение № Р-76", "Р-76", date(2020, 8, 6)),
    )
    for suffix, title, number, dated in orders:
        status = DocumentStatus.IN_FORCE if suffix == "R-174" else DocumentStatus.REPEALED
        code = country.code("DC", suffix)
        yield maker.node(
            Document, code=code, title=title, kind=DocumentKind.ORDER, level=Level.FEDERAL, number=number,
            dated=dated, status=status, **published(code, title),
        )  # fmt: skip
        for issuer in ministry:
            yield maker.link(issuer.id, Issued, f"Document:{code}")
    yield maker.link(f"Document:{country.code('DC', 'R-174')}", Replaces, f"Document:{country.code('DC', 'R-76')}")
    for place, (kind, title) in enumerate(FEDERAL, 1):
        code = country.code("DC", f"F{place}")
        dated = day(int(random.integers(18_640, 18_990)))
        yield maker.node(
            Document, code=code, title=title, kind=kind, level=Level.FEDERAL, number=f"АЗ-{100 + place}/08",
            dated=dated, status=DocumentStatus.IN_FORCE, **published(code, title),
        )  # fmt: skip
        for issuer in ministry:
            yield maker.link(issuer.id, Issued, f"Document:{code}")
    for region in ground.covered:
        yield from regional_documents(country, maker, random, ground, bodies, region)


def regional_documents(
    country: Country, maker: Maker, random: np.random.Generator, ground: Ground, bodies: Bodies, region: int
) -> Elements:
    """Yield the documents of one region."""
    home = ground.regions[region]
    issuers = bodies.of_region(region, OrganisationKind.REGIONAL_AUTHORITY)
    for place, (kind, title) in enumerate(REGIONAL, 1):
        if random.random() < MISSING_DOCUMENT:
            continue
        code = country.code("DC", f"{home.code}-{place}")
        status = DocumentStatus.DRAFT if random.random() < DRAFT else DocumentStatus.IN_FORCE
        yield maker.node(
            Document, code=code, title=f"{title} ({home.name})", kind=kind, level=Level.REGIONAL,
            number=f"{int(random.integers(10, 900))}-р", dated=day(int(random.integers(18_700, 19_700))), status=status,
            **published(code, title),
        )  # fmt: skip
        yield maker.link(f"Document:{code}", DocumentForRegion, home.id)
        for issuer in issuers[:1]:
            yield maker.link(bodies.all[issuer].id, Issued, f"Document:{code}")


def published(code: str, title: str) -> dict[str, object]:
    """Return the address and the main provisions of a document, as values of its record."""
    text = f"{title}: утверждён порядок работы, определены ответственные и сроки."
    return {"address": f"https://documents.example.org/{code}", "text": text}


def resource_records(country: Country, ground: Ground, bodies: Bodies) -> Elements:
    """Yield the portal, the register and the bank of the coordinator, and a cabinet for most regions."""
    maker, random = Maker(country.source_id), stream(country.seed, "resources")
    for place, (kind, title) in enumerate(RESOURCES, 1):
        code = country.code("DR", place)
        yield maker.node(
            DigitalResource, code=code, title=title, kind=kind, address=f"https://example.org/{kind.value.lower()}"
        )
        for operator in bodies.of_kinds(OrganisationKind.FEDERAL_COORDINATOR):
            yield maker.link(bodies.all[operator].id, Operates, f"DigitalResource:{code}", since=date(2021, 3, 1))
    for region in ground.covered:
        home = ground.regions[region]
        if random.random() < MISSING_CABINET:
            continue
        code = country.code("DR", f"CAB-{home.code}")
        title = f"Личный кабинет субъекта ({home.name})"
        yield maker.node(DigitalResource, code=code, title=title, kind=ResourceKind.CABINET)
        yield maker.link(f"DigitalResource:{code}", ResourceForRegion, home.id)
        for operator in bodies.of_region(region, OrganisationKind.CNPPM)[:1]:
            since = day(int(random.integers(18_700, 19_200)))
            yield maker.link(bodies.all[operator].id, Operates, f"DigitalResource:{code}", since=since)
