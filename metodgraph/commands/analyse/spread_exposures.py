"""The exposures of `analyse spread` as its options name them: kinds with columns, and lags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.diffusion.exposure_terms import ExposureTerm, WithinGroups, attribute_of
from analysis.diffusion.network import TieNetwork
from analysis.diffusion.structural_equivalence import EquivalenceNetwork
from metodgraph.commands.analyse.tables import Table
from tables.problems import TableError

# the kinds of exposure; all but the first can have a column after a colon
KINDS = DIRECT, ATTRIBUTE, WITHIN, EQUIVALENCE = "direct", "attribute", "within", "equivalence"
MOST_LAGS = 20


def listed(option: str) -> list[str]:
    """Return the parts of an option that commas separate."""
    return [each.strip() for each in option.split(",") if each.strip()]


def exposures_in(
    kinds: Sequence[tuple[str, str]], lags: str, people: Table, network: TieNetwork
) -> tuple[list[ExposureTerm], dict[str, int]]:
    """Return the exposures of some kinds and lags, and the number of people without a value by attribute.

    `kinds` holds the kinds with their columns, or an empty text. Raises `TableError` if there is no exposure, or one of
    an unknown kind.
    """
    found, missing = [], {}
    for kind, column in kinds:
        if (kind == DIRECT and column) or (kind not in (DIRECT, EQUIVALENCE) and not column) or kind not in KINDS:
            raise TableError(unknown_exposure(kind, column))
        attribute = None
        if kind == ATTRIBUTE:
            values = people.numbers(column)
            missing[column] = int(np.isnan(values).sum())
            attribute = attribute_of(values, column)
        groups = people.keys(column).tolist() if kind in (WITHIN, EQUIVALENCE) and column else None
        over = network_of_kind(kind, network, groups)
        found += [ExposureTerm(over, named_kind(kind, column), attribute, lag) for lag in lags_in(lags)]
    if not found:
        msg = f"--exposures is empty. Name at least one of {', '.join(KINDS)}."
        raise TableError(msg)
    repeated = [each.term for each in found if [other.term for other in found].count(each.term) > 1]
    if repeated:
        msg = f"--exposures or --lags names {repeated[0]} twice. Name it once."
        raise TableError(msg)
    return found, {name: count for name, count in missing.items() if count}


def unknown_exposure(kind: str, column: str) -> str:
    """Return the message for an exposure that is not known."""
    given = f"{kind}:{column}" if column else kind
    return (
        f"--exposures {given} is not an exposure. Choose among {DIRECT}, attribute:COLUMN, within:COLUMN, "
        f"{EQUIVALENCE} and {EQUIVALENCE}:COLUMN, separated by commas."
    )


def network_of_kind(kind: str, network: TieNetwork, groups: Sequence[str] | None) -> TieNetwork:
    """Return the network over which people are exposed."""
    if kind == EQUIVALENCE:
        return EquivalenceNetwork(network, groups)
    return WithinGroups(network, groups) if kind == WITHIN and groups is not None else network


def named_kind(kind: str, column: str) -> str:
    """Return the name of a kind of exposure in the formula, which is empty for exposure over all ties."""
    return {
        DIRECT: "",
        ATTRIBUTE: f"weighted by {column}",
        WITHIN: f"within {column}",
        EQUIVALENCE: f"by structural equivalence{f' within {column}' if column else ''}",
    }[kind]


def lags_in(option: str) -> list[int]:
    """Return the lags of exposure. Raises `TableError` if one is not a whole number from 1 to 20."""
    texts = listed(option)
    if not texts or not all(each.isdecimal() and 1 <= int(each) <= MOST_LAGS for each in texts):
        msg = (
            f"--lags {option!r} is invalid. Write whole numbers from 1 to {MOST_LAGS}, separated by commas, as in 1,2."
        )
        raise TableError(msg)
    return [int(each) for each in texts]
