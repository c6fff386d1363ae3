"""Normative documents of the federal level and of the regions."""

from datetime import date

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.record_making import Elements, Maker, day
from generator.streams import stream
from graph_model.kinds.documents import Document, DocumentForRegion, Issued, Replaces
from graph_model.terms import DocumentKind, DocumentStatus, Level, OrganisationKind

FEDERAL = (
    (DocumentKind.ROAD_MAP, "Дорожная карта создания единой федеральной системы научно-методического сопровождения"),
    (
        DocumentKind.REGIONAL_SYSTEM_RECOMMENDATIONS,
        "Методические рекомендации по созданию региональной системы научно-методического сопровождения",
    ),
    (DocumentKind.CNPPM_RECOMMENDATIONS, "Методические рекомендации по созданию и функционированию ЦНППМ"),
    (DocumentKind.FEDERAL_CENTRE_REGULATION, "Положение о федеральном центре научно-методического сопровождения"),
    (DocumentKind.DIGITAL_RECOMMENDATIONS, "Методические рекомендации внедрения цифровых решений"),
    (DocumentKind.CERTIFICATION_PROCEDURE, "Порядок сертификации дополнительных профессиональных программ"),
)
REGIONAL = (
    (DocumentKind.SYSTEM_REGULATION, "Положение о структуре, составе региональной системы"),
    (DocumentKind.CNPPM_REGULATION, "Положение о центре непрерывного повышения профессионального мастерства"),
    (DocumentKind.EVENT_PLAN, "План региональных мероприятий"),
    (DocumentKind.NETWORK_REGULATION, "Регламент сетевого взаимодействия организаций"),
)
MISSING_DOCUMENT, DRAFT = 0.12, 0.06
TEXTS = (
    "1. Общие положения. 2. Цели и задачи. 3. Порядок организации работы. 4. Ответственность сторон.",
    "1. Термины и определения. 2. Участники. 3. Порядок взаимодействия. 4. Показатели результативности.",
    "1. Область применения. 2. Основные мероприятия и сроки. 3. Ответственные исполнители.",
)
WITH_ADDRESS, WITH_TEXT = 0.85, 0.6


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
            dated=dated, status=status, **contents(country, code),
        )  # fmt: skip
        for issuer in ministry:
            yield maker.link(issuer.id, Issued, f"Document:{code}")
    yield maker.link(f"Document:{country.code('DC', 'R-174')}", Replaces, f"Document:{country.code('DC', 'R-76')}")
    for place, (kind, title) in enumerate(FEDERAL, 1):
        code = country.code("DC", f"F{place}")
        dated = day(int(random.integers(18_640, 18_990)))
        yield maker.node(
            Document, code=code, title=title, kind=kind, level=Level.FEDERAL, number=f"АЗ-{100 + place}/08",
            dated=dated, status=DocumentStatus.IN_FORCE, **contents(country, code),
        )  # fmt: skip
        for issuer in ministry:
            yield maker.link(issuer.id, Issued, f"Document:{code}")
    for region in ground.covered:
        yield from regional_documents(country, maker, random, ground, bodies, region)


def contents(country: Country, code: str) -> dict[str, str | None]:
    """Draw the address and the outline of a document; a document without an address has an outline."""
    random = stream(country.seed, "document contents", code)
    address = f"https://example.org/documents/{code.lower()}" if random.random() < WITH_ADDRESS else None
    outlined = random.random() < WITH_TEXT or address is None
    return {"address": address, "text": TEXTS[int(random.integers(len(TEXTS)))] if outlined else None}


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
            **contents(country, code),
        )  # fmt: skip
        yield maker.link(f"Document:{code}", DocumentForRegion, home.id)
        for issuer in issuers[:1]:
            yield maker.link(bodies.all[issuer].id, Issued, f"Document:{code}")
