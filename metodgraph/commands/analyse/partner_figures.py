"""The printed figures of the command `analyse partners`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from analysis.models.logistic import FitError
from analysis.partners.tables.calibrated_classes import CalibrationFigures
from analysis.partners.tables.evaluation import (
    AREA_RESAMPLES,
    MATCHED,
    MODEL,
    RESAMPLES,
    UNIFORM,
    PartnerAssessment,
    assess_partners,
)
from analysis.partners.tables.features import FEATURES, features_for
from analysis.partners.tables.learning import LearnedPartners, learn_partners, learn_ties
from analysis.partners.tables.splits import PartnerSplit, dated_split, split_of
from analysis.partners.tables.table import PartnerTable
from analysis.partners.tables.view import LARGEST
from analysis.scoring import LEVEL, Interval
from metodgraph.commands.analyse.next_figures import progress
from metodgraph.commands.analyse.partner_tables import edge_table, participation_table
from metodgraph.commands.analyse.tables import mapping
from tables.problems import TableError

# with fewer askers, a note reports that the figures of lists vary by chance
FEW_ASKERS = 100
CONVENTIONS = {
    "partners": f"organisations of a common project with 2 to {LARGEST} participants",
    "new_pairs": "pairs that become partners after `until`, of organisations with a partner by then",
    "auc_uniform": "new pairs against pairs of the same asker with a uniformly drawn candidate; all pairs together",
    "auc_degree_matched": "against a candidate of the 33 above and 33 below in the order of numbers of partners",
    "precision_at_10": "first ten of all candidates, for askers that have a new partner",
    "newcomers": "askers with at most ten partners",
    "calibration": "all candidate pairs of a random sample of organisations",
    "intervals": f"{LEVEL:.0%}, paired: {AREA_RESAMPLES} resamples of pairs (areas), {RESAMPLES} of askers (distinct), "
    "2000 of askers (precision)",
}


@dataclass(frozen=True)
class PartnerRequest:
    """The arguments of the command."""

    participations: Path | None
    topics: Path | None
    until: int | None
    test_until: int | None
    edges: Path | None
    hold_out: float
    renamed: tuple[str, ...]
    seed: int


def partner_figures(request: PartnerRequest, console: Console) -> dict[str, object]:
    """Return all printed figures.

    Raises `TableError` if the options or tables cannot be used, and `FitError` if no model can be fitted.
    """
    if (request.participations is None) == (request.edges is None):
        msg = "Give either --participations with --until, or --edges."
        raise TableError(msg)
    with progress(console) as report:
        if request.edges is not None:
            table, left_out = edge_table(request.edges, mapping(request.renamed))
            hidden = hidden_edges(len(table.days), request)
            learned = learn_ties(table, hidden, request.seed, report)
            split, notes = split_of(table, ~hidden, hidden, 0.0), [f"{left_out} repeated or self edges: left out."]
        else:
            table, until, last = dated_table(request)
            learned = learn_partners(table, until, last - until, request.seed, report)
            split, notes = dated_split(table, until, last - until), []
        refuse_empty(split)
        found = assess_partners(learned.model, split, request.seed, report)
    return {**counts(found), **scores(found), **described(table, learned, found, notes)}


def hidden_edges(number: int, request: PartnerRequest) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return which edges [p] are held out."""
    hidden = np.zeros(number, dtype=np.bool_)
    chosen = np.random.default_rng(request.seed).choice(number, max(1, round(number * request.hold_out)), replace=False)
    hidden[chosen] = True
    return hidden


def dated_table(request: PartnerRequest) -> tuple[PartnerTable, int, int]:
    """Return the table with the last years of learning and of the evaluation.

    Raises `TableError` if `until` is missing, or there are too few years on either side.
    """
    if request.participations is None or request.until is None:
        msg = "--participations needs --until: the last year for learning."
        raise TableError(msg)
    table = participation_table(request.participations, request.topics, mapping(request.renamed))
    first, latest = int(table.days.min()), int(table.days.max())
    last = latest if request.test_until is None else request.test_until
    if not first < request.until < last <= latest:
        msg = (
            f"The years are {first} to {latest}: --until must be later than {first} and earlier than --test-until "
            f"(now {last}), and --test-until at most {latest}."
        )
        raise TableError(msg)
    return table, request.until, last


def refuse_empty(split: PartnerSplit) -> None:
    """Raise `FitError` if no pair is new."""
    if not split.pairs:
        msg = "No pair of known organisations is new in the evaluation. Choose a longer period or hold out more edges."
        raise FitError(msg)


def counts(found: PartnerAssessment) -> dict[str, object]:
    """Return the sizes of the evaluation."""
    return {
        "organisations": found.organisations,
        "pairs": found.ties,
        "new_pairs": found.new_pairs,
        "compared_pairs": len(found.pairs[MODEL]),
        "askers": found.askers,
        "newcomers": int(found.lists[MODEL].newcomers.sum()),
    }


def scores(found: PartnerAssessment) -> dict[str, object]:
    """Return the figures of the model and of the baselines with differences, and the calibration."""
    others = [name for name in found.pairs if name != MODEL]
    return {
        **scorer(found, MODEL),
        "baselines": {name: {**scorer(found, name), "differences": differences(found, name)} for name in others},
        "calibration": calibration(found.calibration),
    }


def scorer(found: PartnerAssessment, name: str) -> dict[str, object]:
    """Return the figures of a scorer."""
    lists = found.lists[name]
    return {
        "auc_uniform": found.area(name, UNIFORM),
        "auc_degree_matched": found.area(name, MATCHED),
        "precision_at_10": lists.precision,
        "distinct_recommended": lists.distinct,
        "newcomers_precision_at_10": lists.newcomers_precision,
    }


def differences(found: PartnerAssessment, name: str) -> dict[str, object]:
    """Return the figures of the model minus those of a baseline, with paired intervals."""
    return {
        "auc_uniform": interval(found.area_difference(name, UNIFORM)),
        "auc_degree_matched": interval(found.area_difference(name, MATCHED)),
        "precision_at_10": interval(found.precision_difference(name)),
        "distinct_recommended": interval(found.distinct_difference(name)),
        "newcomers_precision_at_10": interval(found.precision_difference(name, newcomers=True)),
    }


def interval(found: Interval) -> dict[str, float]:
    """Return a difference with its interval."""
    return found._asdict()


def calibration(found: CalibrationFigures) -> dict[str, object]:
    """Return the figures of the calibration."""
    return {
        "slope": found.slope,
        "candidate_pairs": found.pairs,
        "expected": found.expected,
        "observed": found.observed,
        "expected_by_observed": found.expected / found.observed if found.observed else None,
        "classes": [{**each._asdict(), "expected_by_observed": each.ratio} for each in found.classes],
    }


def described(
    table: PartnerTable, learned: LearnedPartners, found: PartnerAssessment, notes: Sequence[str]
) -> dict[str, object]:
    """Return the description of the model, and notes about data and figures."""
    model = learned.model
    used = {each.name for each in features_for(table)}
    missing = [f"{each.name}: left out, needs {each.needs}." for each in FEATURES if each.name not in used]
    few = [f"Only {found.askers} askers have a new partner: figures of lists vary by chance."]
    return {
        "features": model.weights(),
        "method": {
            "popularity_in_lists": model.popularity,
            "popularity_in_lists_for_newcomers": model.popularity_for_newcomers,
            "learned_from_new_pairs": learned.split.pairs,
            "learned_from_organisations": len(learned.split.view),
            "horizon_factor": learned.horizon,
            "seed": found.seed,
        },
        "conventions": CONVENTIONS,
        "left_out": [*notes, *missing, *model.notes, *(few if found.askers < FEW_ASKERS else [])],
    }
