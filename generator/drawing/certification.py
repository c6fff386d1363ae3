"""Certification of programs: applications, the experts who sign conclusions, and removals from the register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generator.country import Country
from generator.drawing.groups import Groups
from generator.drawing.people import People
from generator.drawing.programs import VALID_DAYS, Programs, Version
from generator.record_making import number_of
from generator.streams import stream
from graph_model.terms import RemovalReason

ONE_EXPERT, WITHOUT_EXPERT, OWN_EXPERT = 0.04, 0.01, 0.02
# the share of expired entries that stay in the register, and of removals without a reason
KEPT_EXPIRED, WITHOUT_REASON = 0.1, 0.02
EARLY_REASONS = {RemovalReason.PROVIDER_REQUEST: 0.5, RemovalReason.OUTDATED: 0.35, RemovalReason.VIOLATION: 0.15}
NOTES = {
    RemovalReason.CERTIFICATE_EXPIRED: "Срок действия сертификата истёк, заявка на повторную сертификацию не подана.",
    RemovalReason.REPLACED: "В реестр включена следующая версия программы.",
    RemovalReason.PROVIDER_REQUEST: "Организация прекратила реализацию программы.",
    RemovalReason.OUTDATED: "Содержание не соответствует обновлённым федеральным государственным стандартам.",
    RemovalReason.VIOLATION: "Программа реализовывалась не в том объёме, который прошёл экспертизу.",
}


@dataclass(frozen=True)
class Certification:
    """The certification of each version: day of the application, signing experts, their group, reason of removal.

    Experts are indices of people, groups are codes. `reasons` is None for versions that were not removed or whose
    removal has no reason.
    """

    applied: Sequence[int]
    experts: Sequence[Sequence[int]]
    groups: Sequence[str | None]
    reasons: Sequence[RemovalReason | None]


def expire(country: Country, programs: Programs) -> Programs:
    """Return the programs with the removal of most entries whose certificate expired."""
    random, today = stream(country.seed, "expired entries"), number_of(country.today)
    versions = []
    for each in programs.versions:
        removed = each.certified + VALID_DAYS + int(random.integers(1, 60))
        stays = random.random() < KEPT_EXPIRED
        due = each.entered >= 0 <= each.certified and each.left < 0 and removed < today
        versions.append(replace(each, left=removed) if due and not stays else each)
    return replace(programs, versions=versions)


def certify(country: Country, people: People, groups: Groups, programs: Programs) -> Certification:
    """Draw the certification of all versions."""
    random = stream(country.seed, "certification")
    experts, names, applied, reasons = [], [], [], []
    entered = {(each.program, each.number): each.entered for each in programs.versions}
    for each in programs.versions:
        applied.append(each.made + int(random.integers(1, each.concluded - each.made)))
        group, signers = signers_of(random, people, groups, programs.providers[each.program])
        names.append(group)
        experts.append(signers)
        reasons.append(reason_of(random, each, entered.get((each.program, each.number + 1), -1)))
    return Certification(applied, experts, names, reasons)


def signers_of(
    random: np.random.Generator, people: People, groups: Groups, provider: int
) -> tuple[str | None, list[int]]:
    """Draw a group and the members who sign; only a documented share of conclusions has fewer than two."""
    unsigned, single = random.random() < WITHOUT_EXPERT, random.random() < ONE_EXPERT
    number = 1 if single else int(random.integers(2, 4))
    own = random.random() < OWN_EXPERT
    for group in random.permutation(len(groups.codes)).tolist():
        able = groups.members[group]
        able = able if own else able[people.home[able] != provider]
        if len(able) >= min(number, 2):
            chosen = [] if unsigned else random.choice(able, min(number, len(able)), replace=False).tolist()
            return groups.codes[group], chosen
    return None, []


def reason_of(random: np.random.Generator, version: Version, next_entered: int) -> RemovalReason | None:
    """Return the reason of a removal: the expired certificate, the next version, or one drawn at random."""
    drawn = list(EARLY_REASONS)[int(random.choice(len(EARLY_REASONS), p=tuple(EARLY_REASONS.values())))]
    stated = random.random() >= WITHOUT_REASON
    if version.left < 0 or not stated:
        return None
    if 0 <= version.certified < version.left - VALID_DAYS:
        return RemovalReason.CERTIFICATE_EXPIRED
    return RemovalReason.REPLACED if 0 <= next_entered <= version.left else drawn


def without_certificate(programs: Programs) -> list[int]:
    """Return the indices of the versions in the register without a certificate."""
    return [place for place, each in enumerate(programs.versions) if each.entered >= 0 > each.certified]


def without_experts(certification: Certification) -> list[int]:
    """Return the indices of the versions whose conclusion has no expert."""
    return [place for place, each in enumerate(certification.experts) if not each]


def with_one_expert(certification: Certification) -> list[int]:
    """Return the indices of the versions whose conclusion has one expert."""
    return [place for place, each in enumerate(certification.experts) if len(each) == 1]


def without_reason(programs: Programs, certification: Certification) -> list[int]:
    """Return the indices of the versions whose removal from the register has no reason."""
    pairs = zip(programs.versions, certification.reasons, strict=True)
    return [place for place, (version, reason) in enumerate(pairs) if version.left >= 0 and reason is None]
