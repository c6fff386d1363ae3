"""Conflicts of interest of experts: their rows, their result and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.answers import Completeness, Wording
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.vocabulary import ConflictCode, Language
from analysis.wording import counted, counted_in_english, russian_day

# the largest number of conflicts that a statement returns
MOST_CONFLICTS = 10_000
RUSSIAN = {
    ConflictCode.EMPLOYED: "которая реализует эту программу",
    ConflictCode.UNIT: "которая является подразделением организации «{provider}», реализующей программу",
    ConflictCode.HOST: "подразделение которой – организация «{provider}» – реализует программу",
    ConflictCode.FOUNDER: "которая учредила организацию «{provider}», реализующую программу",
    ConflictCode.FOUNDED: "учреждённой организацией «{provider}», которая реализует программу",
    ConflictCode.JOINT_PROJECT: "которая участвовала в общем проекте «{project}» с организацией «{provider}», "
    "реализующей программу",
}
ENGLISH = {
    ConflictCode.EMPLOYED: "which offers the program",
    ConflictCode.UNIT: "a unit of «{provider}», which offers the program",
    ConflictCode.HOST: "whose unit «{provider}» offers the program",
    ConflictCode.FOUNDER: "the founder of «{provider}», which offers the program",
    ConflictCode.FOUNDED: "founded by «{provider}», which offers the program",
    ConflictCode.JOINT_PROJECT: "a partner of «{provider}», which offers the program, in the project «{project}»",
}


class NamedOrganisation(NamedTuple):
    """An organisation with its global id."""

    id: str
    name: str


class FoundConflict(NamedTuple):
    """The connection of an expert with the provider of the program; `project` is the title of a common project.

    `records` are the global ids of the records behind the connection; None marks a record without a data source.
    """

    expert: str
    employer: NamedOrganisation
    provider: NamedOrganisation
    code: ConflictCode
    project: str | None
    records: list[str | None]


class ConflictRow(NamedTuple):
    """A conclusion with a conflict.

    Without one, the conclusion cannot be checked: its day is unknown, or it is signed by experts who may not be shown.
    """

    conclusion: str
    code: str
    concluded_on: date | None
    conflict: FoundConflict | None


@dataclass(frozen=True)
class ConflictOfInterest:
    """A conflict of interest on the day of a conclusion. Nodes are given by their global ids."""

    conclusion: str
    expert: str
    employer: str
    provider: str
    code: ConflictCode
    records: Sequence[str]
    wording: Wording

    def text(self, language: str = Language.RU) -> str:
        """Return the conflict as a sentence."""
        return self.wording.text(language)


def key_of_conflict(each: ConflictOfInterest) -> tuple[str, ...]:
    """Return the key of a conflict, which differs from those of all others."""
    return each.conclusion, each.expert, each.employer, each.provider, each.code.value, " ".join(each.records)


def conflicts_in(rows: Sequence[ConflictRow]) -> list[ConflictOfInterest]:
    """Return the conflicts in the order of their keys, at most `MOST_CONFLICTS`."""
    found = [conflict_of(row, row.conflict) for row in rows if row.conflict is not None]
    return sorted(found, key=key_of_conflict)[:MOST_CONFLICTS]


def conflict_of(row: ConflictRow, found: FoundConflict) -> ConflictOfInterest:
    """Return the conflict of a row."""
    return ConflictOfInterest(
        conclusion=row.conclusion,
        expert=found.expert,
        employer=found.employer.id,
        provider=found.provider.id,
        code=found.code,
        records=tuple(dict.fromkeys(each for each in found.records if each is not None)),
        wording=described(row, found),
    )


def described(row: ConflictRow, found: FoundConflict) -> Wording:
    """State the connection of an expert with the provider."""
    names = {"provider": found.provider.name, "project": found.project}
    day = row.concluded_on
    return Wording(
        f"Эксперт, подписавший заключение {row.code}, на день заключения ({russian_day(day) if day else 'не указан'}) "
        f"работал в организации «{found.employer.name}», {RUSSIAN[found.code].format(**names)}.",
        f"An expert who signed conclusion {row.code} worked on its day ({day}) at «{found.employer.name}», "
        f"{ENGLISH[found.code].format(**names)}.",
    )


def completeness_of(rows: Sequence[ConflictRow], day: date) -> Completeness:
    """Return the completeness: conclusions that could not be checked, and the limit."""
    unchecked = [each for each in rows if each.conflict is None]
    undated = sum(each.concluded_on is None for each in unchecked)
    hidden = len(unchecked) > undated
    return Completeness(
        day,
        cuts=(only_first(),) if len(rows) - len(unchecked) > MOST_CONFLICTS else (),
        gaps=(*([not_checked(undated)] if undated else []), *([hidden_experts()] if hidden else [])),
        notes=(large_projects(),),
    )


def only_first() -> Wording:
    """State that there are more conflicts than are found."""
    return Wording(
        f"Найдено более {MOST_CONFLICTS} конфликтов, показаны первые; сузьте отбор заключений.",
        f"There are more than {MOST_CONFLICTS} conflicts, of which the first are listed; filter the conclusions.",
    )


def not_checked(count: int) -> Wording:
    """State how many conclusions could not be checked, because their day is unknown."""
    return Wording(
        f"День не указан у {counted(count, 'заключения', 'заключений', 'заключений')}, поэтому они не проверены.",
        f"{counted_in_english(count, 'conclusion')} without a day could not be checked.",
    )


def hidden_experts() -> Wording:
    """State that experts who may not be shown are left out."""
    return Wording(
        "Часть заключений подписали эксперты, сведения о которых не показываются; эти подписи не учтены.",
        "Some conclusions are signed by experts who may not be shown; these signatures are left out.",
    )


def large_projects() -> Wording:
    """State that large projects are no connection."""
    return Wording(
        f"Проекты более чем с {LARGEST_PROJECT} участниками не считаются связью.",
        f"Projects with more than {LARGEST_PROJECT} participants are no connection.",
    )
