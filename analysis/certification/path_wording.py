"""Texts of the steps of a certification in Russian and English."""

from __future__ import annotations

from datetime import date

from analysis.answers import Wording
from analysis.certification.version_records import CertificateRecord, ConclusionRecord, EntryRecord
from analysis.wording import counted, counted_in_english, russian_day


def applied(day: date) -> Wording:
    """State the application for certification."""
    return Wording(
        f"Заявка на сертификацию подана {russian_day(day)}.", f"The application for certification was made on {day}."
    )


def assigned(conclusion: ConclusionRecord) -> Wording:
    """State the group of experts, whose day of assignment is not stored."""
    return Wording(
        f"Экспертиза поручена группе «{conclusion.group_name}»; день назначения в данных не указан.",
        f"The review was assigned to the group «{conclusion.group_name}»; the day of the assignment is not stored.",
    )


def concluded(conclusion: ConclusionRecord) -> Wording:
    """State the verdict of a conclusion, and whether an expert signed it."""
    day = conclusion.concluded_on
    russian = "день не указан" if day is None else russian_day(day)
    signed = ("", "") if conclusion.experts else (", не подписано ни одним экспертом", ", signed by no expert")
    return Wording(
        f"Заключение {conclusion.code} ({russian}): {conclusion.verdict.russian}{signed[0]}.",
        f"Conclusion {conclusion.code} ({day or 'day unknown'}): {conclusion.verdict.value}{signed[1]}.",
    )


def certified(certificate: CertificateRecord) -> Wording:
    """State the period of validity of a certificate."""
    begins, ends = certificate.valid_from, certificate.valid_to
    return Wording(
        f"Сертификат {certificate.code} действует с {russian_day(begins)} "
        + ("бессрочно." if ends is None else f"по {russian_day(ends)}."),
        f"Certificate {certificate.code} is valid from {begins} "
        + ("without an end." if ends is None else f"to {ends}."),
    )


def expired(code: str, valid_to: date) -> Wording:
    """State the last day of an expired certificate."""
    return Wording(
        f"Срок действия сертификата {code} истёк: последний день – {russian_day(valid_to)}.",
        f"Certificate {code} expired; its last day was {valid_to}.",
    )


def entered(entry: EntryRecord) -> Wording:
    """State the entry into the register."""
    return Wording(
        f"Запись {entry.code} внесена в реестр {russian_day(entry.entered_on)}.",
        f"Entry {entry.code} was made in the register on {entry.entered_on}.",
    )


def left(entry: EntryRecord, left_on: date) -> Wording:
    """State the removal from the register with its reason."""
    reason = entry.removal_reason
    return Wording(
        f"Запись {entry.code} исключена из реестра {russian_day(left_on)}: "
        + ("причина не указана." if reason is None else f"{reason.russian}."),
        f"Entry {entry.code} left the register on {left_on}: "
        + ("the reason is not stated." if reason is None else f"{reason.value}."),
    )


def conclusions_without_day(count: int) -> Wording:
    """State how many conclusions have no day."""
    return Wording(
        f"День не указан у {counted(count, 'заключения', 'заключений', 'заключений')}; они учтены на любую дату.",
        f"{counted_in_english(count, 'conclusion')} without a day; counted on every day.",
    )


def assigned_on_unknown_days() -> Wording:
    """State that the days of the assignment to groups are not stored."""
    return Wording(
        "Дни назначения групп экспертов не хранятся: назначение показано не позднее дня заключения.",
        "The days of the assignment to groups are not stored: an assignment is shown with its conclusion.",
    )
