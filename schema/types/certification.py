"""The path of a program version through its certification, conflicts of interest, and the load of experts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import (
    CertificationFlaw,
    CertificationState,
    CertificationStepKind,
    ConflictCode,
    Language,
)
from schema.promises import Argument, computed, described
from schema.types.interfaces import Completeness, Node, PageInfo

if TYPE_CHECKING:
    from graph_model.kinds.people_terms import Verdict
    from graph_model.terms import RemovalReason
    from schema.types.organisations import Organisation
    from schema.types.people import Person
    from schema.types.programs import ExpertConclusion
    from schema.types.territory import Region


@computed
class CertificationStep:
    """A step of a program version from the application to the removal from the register (шаг сертификации)."""

    kind: CertificationStepKind = described("The kind of the step (вид шага).")
    happened_on: date | None = described(
        "The day of the step (день); null if it is not stored, as for the assignment to a group of experts."
    )
    until: date | None = described("The last day of validity of a certificate (действует по); null if it has no end.")
    record: Node = described(
        "The record of the step (запись): the version, the group of experts, the conclusion with its experts, the "
        "certificate or the register entry."
    )
    verdict: Verdict | None = described("The verdict of a conclusion (решение).")
    removal_reason: RemovalReason | None = described("The reason for a removal (причина исключения).")
    text: str = described(
        "The step as a sentence (описание).", language=Argument("Language", "Language of the text (язык).", Language.RU)
    )


@computed
class CertificationProblem:
    """What is missing or inconsistent in the records of a certification (несоответствие)."""

    code: CertificationFlaw = described("What is wrong (код).")
    record: Node = described("The record that is to be corrected (запись).")
    text: str = described(
        "The problem as a sentence (описание).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )


@computed
class CertificationPath:
    """The path of a program version from the application to the removal from the register (путь версии программы)."""

    on: date = described("The day up to which the path is shown (на дату).")
    state: CertificationState = described("The state of the version on the day (состояние).")
    steps: list[CertificationStep] = described("The steps up to the day, in their order (шаги).")
    problems: list[CertificationProblem] = described(
        "Missing and inconsistent data in the records that exist on the day (чего не хватает)."
    )
    completeness: Completeness = described("The days that are not stored (полнота).")


@computed
class ConflictOfInterest:
    """An expert who signed a conclusion on a program of an organisation with which the expert is connected.

    The connection holds on the day of the conclusion (конфликт интересов).
    """

    conclusion: ExpertConclusion = described("The conclusion (заключение).")
    expert: Person = described("The expert, under a pseudonym (эксперт).")
    employer: Organisation = described("The organisation in which the expert worked on the day (место работы).")
    provider: Organisation = described("The organisation whose program was reviewed (организация-заявитель).")
    code: ConflictCode = described("The connection between the two organisations (основание).")
    records: list[Node] = described(
        "The records behind the connection (основания в данных): the common project, or the data sources of the "
        "employment and of the relation between the organisations."
    )
    text: str = described(
        "The conflict as a sentence (описание).",
        language=Argument("Language", "Language of the text (язык).", Language.RU),
    )


@computed
class ConflictOfInterestEdge:
    """A row of the list of conflicts of interest."""

    cursor: str = described("The position of this row, for `after`.")
    node: ConflictOfInterest = described("The conflict.")


@computed
class ConflictOfInterestPage:
    """A page of conflicts of interest, in the order of the conclusions (конфликты интересов)."""

    nodes: list[ConflictOfInterest] = described("The conflicts of the page, without cursors (конфликты).")
    edges: list[ConflictOfInterestEdge] = described("The conflicts of the page, each with its cursor.")
    page_info: PageInfo = described("Whether there are more conflicts, and the cursors of the page.")
    total_count: int = described("Number of conflicts over all pages; at most 10,000 are found.")
    conclusions: int = described("Number of conclusions with a conflict (заключений с конфликтом).")
    completeness: Completeness = described("The limit, and the conclusions that could not be checked (полнота).")


@computed
class RegionExpertLoad:
    """The experts of a region and the conclusions that they signed in a period (нагрузка экспертов субъекта).

    All numbers are null if the region has 1 to 4 experts.
    """

    region: Region = described("The region to which the experts belong (субъект).")
    suppressed: bool = described("Whether the numbers are withheld because the group is too small (скрыто).")
    experts: int | None = described("Number of experts (число экспертов).")
    conclusions: int | None = described("Number of conclusions that at least one of them signed (заключений).")
    median_per_expert: float | None = described(
        "Median number of conclusions of an expert, also counting those without any (медиана на эксперта)."
    )
    highest_per_expert: int | None = described("The highest number of conclusions of an expert (наибольшее).")


@computed
class ExpertLoad:
    """The load of experts by region in a period (нагрузка экспертов по субъектам)."""

    regions: list[RegionExpertLoad] = described("The regions by code (субъекты).")
    completeness: Completeness = described("Conclusions that no region could be counted for (полнота).")


__all__ = [
    "CertificationFlaw",
    "CertificationState",
    "CertificationStepKind",
    "Completeness",
    "ConflictCode",
    "Node",
    "PageInfo",
]
