"""Stored checks of the rules of the Concept."""

from __future__ import annotations

from datetime import date

from schema.promises import described, stored
from schema.types.interfaces import Node, Record


@stored
class RuleCheck(Node, Record):
    """A stored check of a rule for the whole country (сохранённая проверка правила).

    It is computed by `metodgraph analyse findings --store`, not reported. Earlier runs remain. `Query.findings` does
    not read it, but checks the current data.
    """

    code: str = described("Code: the number of the run and the code of the rule (код).")
    run: int = described("Number of the run, from 1 (номер проверки).")
    rule: str = described("Code of the rule (код правила).")
    as_of: date = described("The day of the check (на дату).")
    data_version: int = described("The version of the data when the check was stored (версия данных).")
    status: str = described("How far the rule could be decided, as a code of `RuleStatus` (состояние проверки).")
    checked: int = described("Number of objects that the rule is about (проверено объектов).")
    violations: int = described("Number of findings (нарушений).")
    undecided: int = described("Number of objects for which data are missing (не удалось проверить).")
    violators: list[str] = described(
        "Global ids of the objects that violate the rule; digests for people and records about people; an empty text "
        "for the whole country (нарушители)."
    )
