"""Texts of the flaws of a certification in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.vocabulary import CertificationFlaw

TEXTS = {
    CertificationFlaw.NO_APPLICATION: (
        "Версия {code} прошла экспертизу или включена в реестр, но день заявки не указан.",
        "Version {code} was reviewed or entered in the register, but has no day of application.",
    ),
    CertificationFlaw.CONCLUDED_BEFORE_APPLICATION: (
        "Заключение {code} дано раньше, чем подана заявка.",
        "Conclusion {code} is earlier than the application.",
    ),
    CertificationFlaw.CONCLUSION_WITHOUT_DAY: (
        "У заключения {code} не указан день.",
        "Conclusion {code} has no day.",
    ),
    CertificationFlaw.CONCLUSION_WITHOUT_GROUP: (
        "У заключения {code} не указана группа экспертов.",
        "Conclusion {code} names no group of experts.",
    ),
    CertificationFlaw.CONCLUSION_WITHOUT_EXPERT: (
        "Заключение {code} не подписано ни одним экспертом и не имеет силы.",
        "Conclusion {code} is signed by no expert and has no force.",
    ),
    CertificationFlaw.CONCLUSION_OF_ONE_EXPERT: (
        "Заключение {code} подписано одним экспертом, а не группой.",
        "Conclusion {code} is signed by one expert, not by a group.",
    ),
    CertificationFlaw.CERTIFICATE_WITHOUT_CONCLUSION: (
        "Сертификат {code} выдан без заключения экспертов и не имеет силы.",
        "Certificate {code} rests on no conclusion and has no force.",
    ),
    CertificationFlaw.CERTIFICATE_ON_UNSIGNED_CONCLUSION: (
        "Сертификат {code} выдан по заключению, которое не подписал ни один эксперт, и не имеет силы.",
        "Certificate {code} rests on a conclusion that no expert signed, and has no force.",
    ),
    CertificationFlaw.CERTIFICATE_ON_OTHER_VERDICT: (
        "Сертификат {code} выдан по заключению, которое не положительное, и не имеет силы.",
        "Certificate {code} rests on a conclusion that is not positive, and has no force.",
    ),
    CertificationFlaw.CERTIFICATE_BEFORE_CONCLUSION: (
        "Сертификат {code} действует раньше, чем дано заключение.",
        "Certificate {code} is valid before its conclusion was given.",
    ),
    CertificationFlaw.CERTIFICATE_OF_OTHER_VERSION: (
        "Сертификат {code} выдан по заключению на другую версию программы.",
        "Certificate {code} rests on a conclusion on another version.",
    ),
    CertificationFlaw.CERTIFICATE_ENDS_BEFORE_IT_BEGINS: (
        "Срок действия сертификата {code} кончается раньше, чем начинается.",
        "Certificate {code} ends before it begins.",
    ),
    CertificationFlaw.ENTRY_WITHOUT_CERTIFICATE: (
        "Запись реестра {code} внесена без сертификата и не действует.",
        "Entry {code} has no certificate and is not in force.",
    ),
    CertificationFlaw.ENTRY_BEFORE_CERTIFICATE: (
        "Запись реестра {code} внесена до начала действия сертификата.",
        "Entry {code} was made before its certificate was valid.",
    ),
    CertificationFlaw.ENTRY_AFTER_CERTIFICATE: (
        "Запись реестра {code} внесена после окончания действия сертификата.",
        "Entry {code} was made after its certificate expired.",
    ),
    CertificationFlaw.ENTRY_OUTLIVES_CERTIFICATE: (
        "Запись {code} остаётся в реестре после окончания действия сертификата.",
        "Entry {code} stays in the register after its certificate expired.",
    ),
    CertificationFlaw.REMOVED_BEFORE_ENTRY: (
        "Запись {code} исключена из реестра раньше, чем внесена.",
        "Entry {code} left the register before it was made.",
    ),
    CertificationFlaw.REMOVAL_WITHOUT_REASON: (
        "Запись {code} исключена из реестра без указания причины.",
        "Entry {code} left the register without a reason.",
    ),
}


def flaw_wording(flaw: CertificationFlaw, code: str) -> Wording:
    """Return the text of a flaw of the record with a code."""
    russian, english = TEXTS[flaw]
    return Wording(russian.format(code=code), english.format(code=code))
