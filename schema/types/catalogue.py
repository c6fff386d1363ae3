"""The order itself and where the data come from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import says, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import IndicatorMeasure, RuleKind, Severity
    from schema.derived import Connection
    from schema.types.territory import Region


@stored
class System(Node, Record):
    """One of the systems that the order names (система)."""

    code: str = says("Code (код системы).")
    name: str = says("Name (название).")
    english_name: str | None = says("Name in English (название на английском).")
    section: str = says("Sections of the order (разделы Концепции).")
    graph_parts: str = says("Its part of the graph, in English (части графа).")
    questions: str = says("What it is asked, in English (вопросы к системе).")


@stored
class Rule(Node, Record):
    """A rule of the order that the graph can be checked against (правило)."""

    code: str = says("Code (код правила).")
    kind: RuleKind = says("What it is about (вид правила).")
    severity: Severity = says("How grave a breach is (значимость).")
    section: str = says("Section of the order (раздел Концепции).")
    statement: str = says("Text as in the order (формулировка).")
    check: str = says("What is checked, in English (что проверяется).")
    violation: str = says("What breaks it, in English (что считается нарушением).")


@stored
class KpiIndicator(Node, Record):
    """An indicator of the order: what is counted, of what, and the target (показатель)."""

    code: str = says("Code (код показателя).")
    order_number: str = says("Number in the order (номер в Концепции).")
    name: str = says("Name (название).")
    measure: IndicatorMeasure = says("How it is measured (вид измерения).")
    numerator: str = says("What is counted, in English (числитель).")
    denominator: str | None = says("Of what, in English (знаменатель).")
    operator: str = says("How the value is compared with the target (сравнение).")
    target: float = says("Target (целевое значение).")
    unit: str = says("Unit (единица измерения).")
    deadline: date = says("The day by which it shall be met (срок).")
    note: str | None = says("Remark (примечание).")
    values: Connection[KpiValue] = says("Reported values (значения).")


@stored
class KpiValue(Node, Record):
    """A reported value of an indicator on a day, for a region or for the country (значение показателя)."""

    code: str = says("Code (код значения).")
    measured_on: date = says("The day that it holds for (на дату).")
    numerator: int = says("What was counted (числитель).")
    denominator: int | None = says("Of how many; null where the indicator is a count (знаменатель).")
    indicator: KpiIndicator = says("The indicator (показатель).")
    region: Region | None = says("The region; null: the country (субъект).")


@stored
class DataSource(Node, Record):
    """Where records come from, under which licence, and which bytes were read (источник данных)."""

    source_id: str = says("Business key (ключ источника).")
    name: str = says("Name (название).")
    licence: str = says("Licence of the content (лицензия).")
    attribution: str | None = says("What has to be shown with any published extract (указание авторства).")
    file: str | None = says("The file that was read (файл).")
    sha256: str | None = says("SHA-256 of its bytes (контрольная сумма).")
    rows: int | None = says("How many rows it has (число строк).")
    state_of: str | None = says("The state of the data (актуальность).")
