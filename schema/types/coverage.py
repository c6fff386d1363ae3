"""Coverage of regions: functions, organisations and documents that the Concept requires, and offers for deficits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import UnperformedCause
from schema.promises import Argument, computed, described
from schema.types.interfaces import Completeness

if TYPE_CHECKING:
    from graph_model.terms import DocumentKind, OrganisationKind
    from schema.types.competences import Competence
    from schema.types.documents import Document
    from schema.types.organisations import Function, Organisation
    from schema.types.territory import Region


@computed
class NeighbourOffer:
    """The help that a bordering region can lend (чем может помочь соседний субъект)."""

    region: Region = described("The bordering region (соседний субъект).")
    organisations: list[Organisation] = described(
        "The organisations that perform or offer it, the first ten by id (организации)."
    )
    total_count: int = described("Number of these organisations (сколько всего организаций).")


@computed
class PerformedFunction:
    """A function that a region covers (выполняемая функция)."""

    function: Function = described("The function (функция).")
    performers: int = described("Number of organisations of the region that perform it (число исполнителей).")


@computed
class UnperformedFunction:
    """A function that no organisation of the country performs (функция без исполнителей в стране)."""

    function: Function = described("The function (функция).")
    cause: UnperformedCause = described("The cause (причина).")
    reason: str = described("The cause as a sentence in Russian (пояснение).")


@computed
class FunctionInNeighbours:
    """A function that a region misses and bordering regions perform (недостающая функция у соседей)."""

    function: Function = described("The missing function (функция).")
    neighbours: list[NeighbourOffer] = described(
        "The bordering regions that perform it, the most organisations first (соседи)."
    )


@computed
class FunctionCoverage:
    """Functions of the regional level in a region (функции регионального уровня).

    A region covers a function if at least one of its organisations that exist on the day performs it.
    """

    required: int = described("Number of covered and missing functions (всего).")
    covered: int = described("Number of covered functions (выполняется).")
    performed: list[PerformedFunction] = described("The covered functions by code (выполняемые функции).")
    missing: list[Function] = described(
        "Functions that no organisation of the region performs, but organisations of other regions do, by code "
        "(недостающие функции)."
    )
    unperformed: list[UnperformedFunction] = described(
        "Functions that no organisation of the country performs; they count neither as covered nor as missing "
        "(не выполняет никто в стране)."
    )
    in_neighbours: list[FunctionInNeighbours] = described(
        "The missing functions that bordering regions perform (что есть у соседей)."
    )


@computed
class StructureCoverage:
    """Organisations of a kind that the Concept asks for in a region (организации региональной системы)."""

    kind: OrganisationKind = described("The kind of the organisations (вид организаций).")
    present: int = described("Number of organisations of the kind in the region (есть).")
    required: int = described(
        "Least number that the Concept requires (требуется); 0 if the Concept names the kind without a number."
    )
    lacking: int | None = described(
        "How many are lacking (не хватает); for method services the municipalities with neither a service nor a "
        "methodist. Null if the graph has no organisation of the kind at all."
    )


@computed
class DocumentCoverage:
    """Documents of a kind that the Concept asks for in a region (нормативные документы субъекта)."""

    kind: DocumentKind = described("The kind of the documents (вид документа).")
    required: bool = described("Whether the Concept requires it of the region (обязателен).")
    present: bool = described("Whether a document of the kind is in force (действует).")
    documents: list[Document] = described("The documents in force (действующие документы).")
    drafts: list[Document] = described("The drafts (проекты).")


@computed
class OfferCounts:
    """Numbers of what develops a competence (предложение)."""

    programs: int = described("Programs in force in the register (программы реестра).")
    practices: int = described("Practices of the federal bank (практики банка).")
    internships: int = described("Internships that have not begun and have free places (стажировки).")


@computed
class FrequentDeficit:
    """A competence in which many people of a region have open deficits, and the offers for it (частый дефицит)."""

    competence: Competence = described("The competence (компетенция).")
    teachers: int = described(
        "Number of people who work in the region and have an open deficit in it, as in `deficitProfile` (педагоги)."
    )
    programs: int = described("Programs in force in the register of the country that develop it (программы реестра).")
    practices: int = described("Practices of the federal bank that address it (практики банка).")
    internships: int = described(
        "Internships of the country that develop it, have not begun and have free places (стажировки)."
    )
    in_region: OfferCounts = described("The part that organisations of the region offer (предложение в субъекте).")
    offered_in_region: bool = described("Whether organisations of the region offer anything (есть в субъекте).")
    neighbours: list[NeighbourOffer] = described(
        "If they offer nothing: the bordering regions that do, the most organisations first (соседи)."
    )


@computed
class RegionCoverage:
    """The functions, organisations and documents of a region, compared with the Concept (покрытие субъекта)."""

    functions: FunctionCoverage = described("Functions of the regional level (функции).")
    structures: list[StructureCoverage] = described("Organisations that the Concept asks for (структуры).")
    documents: list[DocumentCoverage] = described("Documents that the Concept asks for (документы).")
    top_deficits: list[FrequentDeficit] = described(
        "Competences that most people lack today, with the offers (частые дефициты). Withheld numbers are left "
        "out; `completeness` counts them.",
        first=Argument("int", "The number of competences, at most 100 (сколько компетенций).", 10),
    )
    free_mentors: int | None = described(
        "Number of working mentors of the region who can support another person today, for all themes together "
        "(наставники со свободными местами); null if it is from 1 to 4."
    )
    completeness: Completeness = described("Missing data, and functions without a performer (полнота).")


@computed
class CountryFunction:
    """A function of the regional level in the country (функция в стране)."""

    function: Function = described("The function (функция).")
    performers: int = described("Number of organisations that perform it (число исполнителей).")
    regions: int = described("Number of regions that cover it (в скольких субъектах).")
    missing_in: list[Region] = described("The regions that do not cover it, by code (где не выполняется).")


@computed
class CoverageCell:
    """A region and a function (клетка таблицы покрытия)."""

    region: Region = described("The region (субъект).")
    function: Function = described("The function (функция).")
    covered: bool = described("Whether the region covers the function (выполняется).")
    performers: int = described("Number of organisations of the region that perform it (число исполнителей).")


@computed
class CountryCoverage:
    """Functions of the regional level in all regions (покрытие страны)."""

    functions: list[CountryFunction] = described(
        "The functions that at least one organisation of the country performs, by code (функции)."
    )
    unperformed: list[UnperformedFunction] = described(
        "The functions that no organisation of the country performs, by code (не выполняет никто)."
    )
    cells: list[CoverageCell] = described(
        "A table of all regions and `functions`, by the codes of regions, then of functions (таблица)."
    )
    completeness: Completeness = described("Missing data, and functions without a performer (полнота).")


__all__ = ["Completeness", "RegionCoverage", "UnperformedCause"]
