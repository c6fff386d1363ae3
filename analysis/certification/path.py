"""The path of a version of a program on a day: its steps, its state, and what is wrong with its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.answers import Completeness
from analysis.certification.path_wording import assigned_on_unknown_days, conclusions_without_day
from analysis.certification.problems import CertificationProblem, problems_of
from analysis.certification.state import state_on
from analysis.certification.steps import CertificationStep, steps_of
from analysis.certification.version_records import VersionRecord
from analysis.vocabulary import CertificationState, CertificationStepKind


@dataclass(frozen=True)
class CertificationPath:
    """The path of a version up to the day `on`, with its state on that day."""

    on: date
    state: CertificationState
    steps: Sequence[CertificationStep]
    problems: Sequence[CertificationProblem]
    completeness: Completeness


def certification_path(version: VersionRecord, day: date) -> CertificationPath:
    """Return the path of a version on a day. Records of later days are left out."""
    steps = steps_of(version, day)
    problems = problems_of(version, day)
    return CertificationPath(day, state_on(version, day), steps, problems, completeness(version, steps, day))


def completeness(version: VersionRecord, steps: Sequence[CertificationStep], day: date) -> Completeness:
    """Return which days are unknown: those of conclusions, and those on which groups were assigned."""
    undated = sum(each.concluded_on is None for each in version.conclusions)
    assigned = any(each.kind is CertificationStepKind.ASSIGNED for each in steps)
    gaps = (conclusions_without_day(undated),) if undated else ()
    return Completeness(day, gaps=gaps, notes=(assigned_on_unknown_days(),) if assigned else ())
