"""The contents of the Concept (order R-174): systems, rules and indicators; and the data sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import described, stored
from schema.types.interfaces import Node, Record

if TYPE_CHECKING:
    from graph_model.terms import IndicatorMeasure, RuleKind, Severity
    from schema.derived import Connection
    from schema.types.territory import Municipality, Region


@stored
class System(Node, Record):
    """A system that the Concept names (система)."""

    code: str = described("Code (код системы).")
    name: str = described("Name (название).")
    english_name: str | None = described("Name in English (название на английском).")
    section: str = described("Sections of the Concept (разделы Концепции).")
    graph_parts: str = described("The kinds of nodes that represent the system, in English (части графа).")
    questions: str = described("Typical queries about the system, in English (вопросы к системе).")


@stored
class Rule(Node, Record):
    """A rule of the Concept that can be checked on the graph (правило)."""

    code: str = described("Code (код правила).")
    kind: RuleKind = described("Kind of rule (вид правила).")
    severity: Severity = described("Severity of a violation (значимость).")
    section: str = described("Section of the Concept (раздел Концепции).")
    statement: str = described("Text of the rule in the Concept (формулировка).")
    check: str = described("The condition that is checked, in English (что проверяется).")
    violation: str = described("The condition that counts as a violation, in English (что считается нарушением).")


@stored
class KpiIndicator(Node, Record):
    """An indicator of the Concept with its numerator, denominator and target (показатель)."""

    code: str = described("Code (код показателя).")
    order_number: str = described("Number of the indicator in the Concept (номер в Концепции).")
    name: str = described("Name (название).")
    measure: IndicatorMeasure = described("Type of measurement (вид измерения).")
    numerator: str = described("Numerator of the indicator, in English (числитель).")
    denominator: str | None = described("Denominator of the indicator, in English (знаменатель).")
    operator: str = described("The operator that compares the value with the target (сравнение).")
    target: float = described("Target value (целевое значение).")
    unit: str = described("Unit of the value (единица измерения).")
    deadline: date = described("The day by which the target must be met (срок).")
    note: str | None = described("Remark (примечание).")
    values: Connection[KpiValue] = described("Reported values of the indicator (значения).")


@stored
class KpiValue(Node, Record):
    """A reported value of an indicator on a day, for a region, a municipality or the country (значение показателя)."""

    code: str = described("Code (код значения).")
    measured_on: date = described("The day for which the value was reported (на дату).")
    numerator: int | None = described(
        "The reported numerator (числитель). Null if it is withheld, because the numerator, the denominator or their "
        "difference is a group of fewer than five people."
    )
    denominator: int | None = described(
        "The reported denominator (знаменатель). Null if the indicator is a count, or if it is withheld with the "
        "numerator."
    )
    indicator: KpiIndicator = described("The indicator (показатель).")
    region: Region | None = described(
        "The region of the value; null for a municipality and for the whole country (субъект)."
    )
    municipality: Municipality | None = described(
        "The municipality of the value; null for a region and for the whole country (муниципалитет)."
    )


@stored
class DataSource(Node, Record):
    """A source of records, with its licence and the file that was read (источник данных)."""

    source_id: str = described("Business key (ключ источника).")
    name: str = described("Name (название).")
    licence: str = described("Licence of the content (лицензия).")
    attribution: str | None = described("The attribution that every published extract must show (указание авторства).")
    file: str | None = described("The file that was read (файл).")
    sha256: str | None = described("SHA-256 of the file (контрольная сумма).")
    rows: int | None = described("Number of rows in the file (число строк).")
    state_of: str | None = described("The period that the data describe, for example a year (актуальность).")
