"""The printed figures of the command `analyse partners`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console

from analysis.models.logistic import FitError
from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.calibration_figures import CalibrationFigures, calibration_figures
from analysis.partners.prediction.evaluation import AREA_RESAMPLES, MODEL, RESAMPLES, PartnerAssessment, assess
from analysis.partners.prediction.features import FEATURES
from analysis.partners.prediction.learning import LearnedPartners, learn_partners, learn_ties
from analysis.partners.prediction.pairs import Scores, natural_pairs
from analysis.partners.prediction.records import PartnerRecords
from analysis.partners.prediction.splits import PartnerSplit, known_split
from analysis.partners.tables import LARGEST
from analysis.scoring import LEVEL
from graph_model.progress import Reporter
from metodgraph.commands.analyse.next_figures import progress
from metodgraph.commands.analyse.partner_tables import edge_records, participation_records
from metodgraph.commands.analyse.tables import mapping
from tables.problems import TableError

# with fewer askers, a note reports that the figures of lists vary by chance
FEW_ASKERS = 100
# candidate pairs of the calibration
NATURAL = 30_000_000
CONVENTIONS = {
    "partners": f"organisations of a common project with 2 to {LARGEST} participants",
    "new_pairs": "pairs that become partners after `until`, of organisations with a partner by then",
    "auc_uniform": "new pairs against pairs of the same asker with a uniformly drawn candidate; all pairs together",
    "auc_degree_matched": "against a candidate of the 33 above and 33 below in the order of numbers of partners",
    "auc_degree_matched_within_askers": "each new pair against its own other pair only; equal scores count half",
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
            records, hidden, left_out = edge_records(
                request.edges, mapping(request.renamed), request.hold_out, request.seed
            )
            learned = learn_ties(records, hidden, request.seed, report)
            split, notes = known_split(records, 1.0, 2.0), [f"{left_out} repeated or self edges: left out."]
        else:
            records, until, last = dated_records(request)
            learned = learn_partners(records, until, last, request.seed, report)
            split, notes = known_split(records, until, last), []
        refuse_empty(split)
        found, calibration = assessed(learned, split, request.seed, report)
    return {
        **counts(found, split),
        **scores(found),
        "calibration": calibration.figures(),
        **described(records, learned, found, notes),
    }


def assessed(
    learned: LearnedPartners, split: PartnerSplit, seed: int, report: Reporter
) -> tuple[PartnerAssessment, CalibrationFigures]:
    """Return the results of the model and of all baselines, and the calibration of the model."""
    random, count, model = np.random.default_rng(seed), len(learned.model.features), learned.model
    scorers: dict[str, Scores] = {MODEL: partial(model.scores, split), **baselines(split.view)}
    found = assess(split, scorers, seed, random, report, count)
    natural = natural_pairs(split, scorers[MODEL], NATURAL, random, count, report)
    return found, calibration_figures(model.probabilities(natural.scores), natural.outcomes)


def dated_records(request: PartnerRequest) -> tuple[PartnerRecords, int, int]:
    """Return the records with the last years of learning and of the evaluation.

    Raises `TableError` if `until` is missing, or there are too few years on either side.
    """
    if request.participations is None or request.until is None:
        msg = "--participations needs --until: the last year for learning."
        raise TableError(msg)
    records, first, latest = participation_records(request.participations, request.topics, mapping(request.renamed))
    last = latest if request.test_until is None else request.test_until
    if not first < request.until < last <= latest:
        msg = (
            f"The years are {first} to {latest}: --until must be later than {first} and earlier than --test-until "
            f"(now {last}), and --test-until at most {latest}."
        )
        raise TableError(msg)
    return records, request.until, last


def refuse_empty(split: PartnerSplit) -> None:
    """Raise `FitError` if no pair is new."""
    if not split.pairs:
        msg = "No pair of known organisations is new in the evaluation. Choose a longer period or hold out more edges."
        raise FitError(msg)


def counts(found: PartnerAssessment, split: PartnerSplit) -> dict[str, object]:
    """Return the sizes of the evaluation."""
    return {
        "organisations": len(split.candidates),
        "pairs": int(split.view.partners.nnz) // 2,
        "new_pairs": found.new_pairs,
        "compared_pairs": len(found.pair_askers),
        "askers": len(found.askers),
        "newcomers": int(found.lists[MODEL].newcomers.sum()),
    }


def scores(found: PartnerAssessment) -> dict[str, object]:
    """Return the figures of the model and of the baselines with differences."""
    others = [name for name in found.pairs if name != MODEL]
    return {
        **found.figures(MODEL),
        "baselines": {name: {**found.figures(name), "differences": differences(found, name)} for name in others},
    }


def differences(found: PartnerAssessment, name: str) -> dict[str, object]:
    """Return the figures of the model minus those of a baseline, with paired intervals."""
    return {figure: each._asdict() for figure, each in found.differences(name).items()}


def described(
    records: PartnerRecords, learned: LearnedPartners, found: PartnerAssessment, notes: Sequence[str]
) -> dict[str, object]:
    """Return the description of the model, and notes about data and figures."""
    missing = [f"{each.name}: left out, needs {each.needs}." for each in FEATURES if not each.available(records)]
    few = [f"Only {len(found.askers)} askers have a new partner: figures of lists vary by chance."]
    return {
        "features": learned.model.weights(),
        "method": {
            "form": learned.form,
            "forms_on_the_learning_period": learned.compared,
            "learned_from_new_pairs": learned.split.pairs,
            "learned_from_organisations": len(learned.split.candidates),
            "horizon_factor": learned.horizon,
            "seed": found.seed,
        },
        "conventions": CONVENTIONS,
        "left_out": [*notes, *missing, *learned.notes, *(few if len(found.askers) < FEW_ASKERS else [])],
    }
