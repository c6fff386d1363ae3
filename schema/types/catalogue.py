"""The order itself and where the data come from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import IndicatorMeasure, RuleKind, Severity
    from schema.derived import Connection
    from schema.types.territory import Region


@stored
class System(Node, Record):
    """One of the systems that the order names (система)."""

    code: str = described("Code (код системы).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    section: str = described("Sections of the order (разделы Концепции).")
    graph_parts: str = described("Its part of the graph, in English (части графа).")
    questions: str = described("What it is asked, in English (вопросы к системе).")


@stored
class Rule(Node, Record):
    """A rule of the order that the graph can be checked against (правило)."""

    code: str = described("Code (код правила).")
    kind: RuleKind = described("What it is about (вид правила).")
    severity: Severity = described("How grave a breach is (значимость).")
    section: str = described("Section of the order (раздел Концепции).")
    statement: str = described("Text as in the order (формулировка).")
    check: str = described("What is checked, in English (что проверяется).")
    violation: str = described("What breaks it, in English (что считается нарушением).")


@stored
class KpiIndicator(Node, Record):
    """An indicator of the order: what is counted, of what, and the target (показатель)."""

    code: str = described("Code (код показателя).")
    order_number: str = described("Number in the order (номер в Концепции).")
    name: str = described("Name (название).")
    measure: IndicatorMeasure = described("How it is measured (вид измерения).")
    numerator: str = described("What is counted, in English (числитель).")
    denominator: str | None = described("Of what, in English (знаменатель).")
    operator: str = described("How the value is compared with the target (сравнение).")
    target: float = described("Target (целевое значение).")
    unit: str = described("Unit (единица измерения).")
    deadline: date = described("The day by which it shall be met (срок).")
    note: str | None = described("Remark (примечание).")
    values: Connection[KpiValue] = described("Reported values (значения).")


@stored
class KpiValue(Node, Record):
    """A reported value of an indicator on a day, for a region or for the country (значение показателя)."""

    code: str = described("Code (код значения).")
    measured_on: date = described("The day that it holds for (на дату).")
    numerator: int = described("What was counted (числитель).")
    denominator: int | None = described("Of how many; null where the indicator is a count (знаменатель).")
    indicator: KpiIndicator = described("The indicator (показатель).")
    region: Region | None = described("The region; null: the country (субъект).")


@stored
class DataSource(Node, Record):
    """Where records come from, under which licence, and which bytes were read (источник данных)."""

    source_id: str = described("Business key (ключ источника).")
    name: str = described("Name (название).")
    licence: str = described("Licence of the content (лицензия).")
    attribution: str | None = described("What has to be shown with any published extract (указание авторства).")
    file: str | None = described("The file that was read (файл).")
    sha256: str | None = described("SHA-256 of its bytes (контрольная сумма).")
    rows: int | None = described("How many rows it has (число строк).")
    state_of: str | None = described("The state of the data (актуальность).")
