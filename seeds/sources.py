"""Data sources: one for each reference file, with the attribution that its licence requires."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from graph_model.kinds.catalogue import DataSource
from seeds.tables import LinkTable, NodeTable

FACTS = "факты, авторским правом не охраняются"
OFFICIAL_TEXT = "официальный документ (ст. 1259 ГК РФ), авторским правом не охраняется"
SHARE_ALIKE = "CC BY-SA 4.0"
OPEN_DATABASE = "ODbL 1.0"
ORDER = "распоряжение Минпросвещения России от 16.12.2020 № Р-174"


@dataclass(frozen=True)
class Description:
    """The description of a file: name, licence, attribution, and the day of its data."""

    name: str
    licence: str
    attribution: str
    state_of: str


DESCRIPTIONS: Mapping[str, Description] = {
    "federal_subjects.csv": Description(
        "Субъекты Российской Федерации",
        f"{SHARE_ALIKE}; численность населения – {FACTS}",
        "HFLabs, справочники регионов и городов, CC BY-SA 4.0; Росстат (численность населения)",
        "2024",
    ),
    "municipalities.csv": Description(
        "Муниципальные образования",
        f"{SHARE_ALIKE}; 267 координат – {OPEN_DATABASE}",
        "СберИндекс, справочник муниципальных образований, и база данных показателей муниципальных образований "
        "Росстата, CC BY-SA 4.0; © участники OpenStreetMap, ODbL 1.0; Росстат",
        "2024-01-01",
    ),
    "subject_adjacency.csv": Description(
        "Соседство субъектов Российской Федерации", OPEN_DATABASE, "© участники OpenStreetMap, ODbL 1.0", "2024"
    ),
    "municipal_adjacency.csv": Description(
        "Соседство муниципальных образований", OPEN_DATABASE, "© участники OpenStreetMap, ODbL 1.0", "2024-01-01"
    ),
    "organisations.csv": Description(
        "Организации системы научно-методического сопровождения",
        FACTS,
        "Составлено по открытым публикациям и правилам Концепции; основание и достоверность указаны у каждой записи",
        "2021",
    ),
    "order_functions.csv": Description("Функции субъектов системы", OFFICIAL_TEXT, ORDER, "2020-12-16"),
    "order_rules.csv": Description(
        "Правила Концепции", OFFICIAL_TEXT, f"{ORDER}; проверки изложены своими словами", "2020-12-16"
    ),
    "order_systems.csv": Description("Системы, названные в Концепции", OFFICIAL_TEXT, ORDER, "2020-12-16"),
    "kpi_indicators.csv": Description("Показатели Концепции", OFFICIAL_TEXT, ORDER, "2020-12-16"),
    "themes.csv": Description("Темы, названные в Концепции", OFFICIAL_TEXT, ORDER, "2020-12-16"),
    "competences.csv": Description(
        "Компетенции: трудовые функции, группы компетенций, функциональная грамотность, области TALIS",
        FACTS,
        "Профессиональные стандарты 01.001 и 01.011; рамки PISA и TALIS 2018 (подписи TALIS своими словами)",
        "2022",
    ),
    "subject_areas.csv": Description(
        "Учебные предметы по предметным областям ФГОС", FACTS, "ФГОС 2021–2022 годов", "2022"
    ),
    "positions.csv": Description(
        "Должности педагогических и управленческих работников",
        FACTS,
        f"Номенклатура должностей, постановление Правительства РФ 2022 года № 225; {ORDER}",
        "2022",
    ),
}


def source_of(table: NodeTable | LinkTable, content: bytes, rows: int) -> DataSource:
    """Return the data source of a file."""
    described = DESCRIPTIONS[table.file]
    return DataSource(
        source_id=table.source_id,
        name=described.name,
        licence=described.licence,
        attribution=described.attribution,
        file=table.file,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=rows,
        state_of=described.state_of,
        source_ids=(table.source_id,),
    )
