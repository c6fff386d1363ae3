"""The load of experts by region: the conclusions that they signed in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from analysis.answers import Completeness, Wording
from analysis.certification.conflicts import hidden_experts
from analysis.deficits.suppression import SMALLEST_GROUP
from analysis.wording import counted, counted_in_english


class SignerRow(NamedTuple):
    """An expert who signed conclusions in the period, with the region (global id) of the expert.

    Expert and conclusions are internal numbers of the database.
    """

    region: str | None
    expert: int
    conclusions: list[int]


class LoadRow(NamedTuple):
    """A region with its code and the people with the role of an expert.

    One row without a region holds all people who signed conclusions, the number of conclusions without a day, and
    whether people who may not be shown signed conclusions in the period.
    """

    region: str | None
    code: str | None
    experts: list[int]
    signers: list[SignerRow]
    undated: int
    hidden: bool


@dataclass(frozen=True)
class RegionExpertLoad:
    """The load of the experts of a region (global id); all numbers are None if the group is too small."""

    region: str
    suppressed: bool
    experts: int | None = None
    conclusions: int | None = None
    median_per_expert: float | None = None
    highest_per_expert: int | None = None


@dataclass(frozen=True)
class ExpertLoad:
    """The load of the experts of all requested regions."""

    regions: Sequence[RegionExpertLoad]
    completeness: Completeness


def expert_load(rows: Sequence[LoadRow], until: date) -> ExpertLoad:
    """Return the load by region in the order of the codes."""
    signers: dict[str | None, list[SignerRow]] = {}
    for each in (signer for row in rows for signer in row.signers):
        signers.setdefault(each.region, []).append(each)
    ordered = sorted(rows, key=lambda each: each.code or "")
    regions = [load_of(each.region, each.experts, signers.get(each.region, [])) for each in ordered if each.region]
    return ExpertLoad(regions, completeness_of(rows, signers.get(None, []), until))


def load_of(region: str, experts: Sequence[int], signers: Sequence[SignerRow]) -> RegionExpertLoad:
    """Return the load of a region. Experts without a conclusion in the period count with 0."""
    signed = dict.fromkeys(experts, 0) | {each.expert: len(each.conclusions) for each in signers}
    if 0 < len(signed) < SMALLEST_GROUP:
        return RegionExpertLoad(region, suppressed=True)
    return RegionExpertLoad(
        region=region,
        suppressed=False,
        experts=len(signed),
        conclusions=len({conclusion for each in signers for conclusion in each.conclusions}),
        median_per_expert=float(median(signed.values())) if signed else None,
        highest_per_expert=max(signed.values(), default=None),
    )


def completeness_of(rows: Sequence[LoadRow], homeless: Sequence[SignerRow], until: date) -> Completeness:
    """Return the completeness: conclusions without a day, and experts who have no region or may not be shown."""
    undated = sum(each.undated for each in rows)
    count = len({conclusion for each in homeless for conclusion in each.conclusions})
    hidden = any(each.hidden for each in rows)
    found = ((undated, without_day(undated)), (count, without_region(count)), (hidden, hidden_experts()))
    return Completeness(until, gaps=tuple(wording for holds, wording in found if holds))


def without_day(count: int) -> Wording:
    """State how many conclusions have no day, so that they belong to no period."""
    return Wording(
        f"Заключений без даты, которые не учтены: {count}.",
        f"{counted_in_english(count, 'conclusion')} without a day not counted.",
    )


def without_region(count: int) -> Wording:
    """State how many conclusions experts without a region signed."""
    return Wording(
        f"Эксперты, субъект которых не указан, подписали {counted(count, 'заключение', 'заключения', 'заключений')}.",
        f"Experts whose region is not known signed {counted_in_english(count, 'conclusion')}.",
    )
