"""The arguments and the function of the path of a certification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.certification.path import CertificationPath, certification_path
from analysis.certification.version_records import VersionRecord
from resolvers.compiling.computed_field import ArgumentValues


@dataclass(frozen=True)
class CertificationPathArguments:
    """The arguments of `ProgramVersion.certificationPath`: the day."""

    on: date


def validated(given: ArgumentValues) -> CertificationPathArguments:
    """Return the arguments."""
    return CertificationPathArguments(given.values["on"])


def path_on_day(arguments: CertificationPathArguments, rows: list[VersionRecord]) -> CertificationPath:
    """Return the path of the version with the field."""
    (version,) = rows
    return certification_path(version, arguments.on)
