"""Inference of provenance on the whole graph: reading, learning from declarations, inference, evaluation, storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import numpy as np

from analysis.provenance.evaluation import Evaluation, Scored, evaluated, scored, together
from analysis.provenance.inference import NEEDED, Answers, Inference, Subjects, answers_of, method_of
from analysis.provenance.likelihood import Fit, FittedWeights
from analysis.provenance.records import NOTHING, OUTSIDE, Booleans, Integers
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from jobs.country.version import demand_unchanged
from jobs.provenance.errors import NotConvergedError, TooLittleDeclaredError
from jobs.provenance.reading import Found, read_records
from jobs.provenance.writing import Result, Stored, results_of, store

# less probable sources carry little information; the threshold also limits the number of answers for an adoption
THRESHOLD = 0.2
FOLDS = 3


@dataclass(frozen=True)
class Options:
    """Options of an inference.

    `threshold` is the least probability that is stored, and `seed` the seed of samples and intervals. `folds` is the
    number of folds of practices that are held out in turn to evaluate the method on declared sources (0: none). With
    `dry_run`, nothing is stored.
    """

    threshold: float = THRESHOLD
    seed: int = 1
    folds: int = FOLDS
    dry_run: bool = False


@dataclass(frozen=True)
class Report:
    """The result of an inference: adoptions, the fit, the answers, and their evaluation against known sources.

    `projects_left_out` is the number of projects with too many participants to link organisations.
    """

    subjects: Subjects
    fit: Fit
    method: str
    answered: int
    answers: int
    beyond: int
    held_out: Evaluation | None
    against_truth: Evaluation | None
    untold: int
    projects_left_out: int
    stored: Stored | None


async def infer_provenance(
    database: Database,
    options: Options,
    truth: Mapping[str, str | None] | None = None,
    reporter: Reporter = silent,
    blocking: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Report:
    """Infer the sources of adoptions and store them.

    `truth` maps adoptions to their true sources, by global ids (None: outside all recorded adoptions). The computation
    blocks the event loop and runs within the context of `blocking`.

    Raises:
        ChangedMeanwhileError: The data changed during the analysis.
        TooLittleDeclaredError: There are too few declared sources.
        NotConvergedError: The weights did not converge.
    """
    found = await read_records(database, reporter)
    with blocking():
        report, results = computed(found, options, truth, reporter)
    if options.dry_run:
        return report
    await demand_unchanged(database, found.data_version)
    stored = await store(database, results, report.method, reporter)
    return Report(**{**vars(report), "stored": stored})


def computed(
    found: Found, options: Options, truth: Mapping[str, str | None] | None, reporter: Reporter
) -> tuple[Report, dict[str, Result]]:
    """Return the report and the results, without writing anything."""
    inference = Inference(found.records)
    subjects = inference.subjects()
    demand_enough(len(subjects.declared), options.folds)
    sample = inference.sample(subjects.declared, options.seed)
    reporter("Learning from declared sources", 0, len(sample))
    fit = converged(inference.fitted(sample))
    true = true_sources(found, truth) if truth is not None else None
    answers, scores = answered(inference, subjects.undeclared, fit.weights, options.threshold, true, reporter)
    report = Report(
        subjects=subjects,
        fit=fit,
        method=method_of(fit.weights),
        answered=len(np.unique(answers.learner)),
        answers=len(answers),
        beyond=int((answers.source == OUTSIDE).sum()),
        held_out=held_out(inference, sample, options, reporter) if options.folds else None,
        against_truth=evaluated(scores, options.seed) if scores is not None else None,
        untold=int((true[subjects.undeclared] == NOTHING).sum()) if true is not None else 0,
        projects_left_out=inference.features.around.project_links.left_out,
        stored=None,
    )
    return report, results_of(found, answers)


def demand_enough(declared: int, folds: int) -> None:
    """Check that the declared sources suffice for learning when one fold is held out.

    Raises:
        TooLittleDeclaredError: There are too few declared sources.
    """
    needed = NEEDED * folds // (folds - 1) + folds if folds else NEEDED
    if declared < needed:
        msg = (
            f"Only {declared} adoptions declare a usable source, and {needed} are needed to learn from. "
            "Import more declared sources."
        )
        raise TooLittleDeclaredError(msg)


def converged(fit: Fit) -> Fit:
    """Return the fit if it has converged.

    Raises:
        NotConvergedError: The gradient is not 0.
    """
    if fit.converged:
        return fit
    msg = (
        f"The weights for {fit.choices:,} declared sources did not converge in {fit.iterations} steps. Nothing was "
        "inferred. Try another --seed, which draws another sample of declarations."
    )
    raise NotConvergedError(msg)


def answered(
    inference: Inference,
    learners: Integers,
    weights: FittedWeights,
    threshold: float,
    true: Integers | None,
    reporter: Reporter,
) -> tuple[Answers, Scored | None]:
    """Return the answers for learners, and their scores if true sources are known."""
    answers, scores, done = [], [], 0
    for estimated in inference.estimates(learners, weights):
        answers.append(answers_of(estimated, threshold))
        if true is not None:
            known = true[estimated.pairs.learners]
            scores.append(scored(inference.features, estimated, known).of(known != NOTHING))
        done += len(estimated.pairs.learners)
        reporter("Sources inferred", done, len(learners))
    return Answers.together(answers), together(scores) if scores else None


def held_out(inference: Inference, learners: Integers, options: Options, reporter: Reporter) -> Evaluation:
    """Evaluate the recovery of declared sources by weights that were fitted to declarations about other practices.

    Answers are compared with declarations, so their probabilities include the error of declarations.
    """
    adoptions, scores = inference.records.adoptions, []
    fold = np.random.default_rng(options.seed).integers(options.folds, size=int(adoptions.practice.max()) + 1)
    for number in range(options.folds):
        in_fold: Booleans = fold[adoptions.practice[learners]] == number
        weights = converged(inference.fitted(learners[~in_fold])).weights
        for estimated in inference.estimates(learners[in_fold], weights):
            probabilities = estimated.as_declared(weights.error)
            scores.append(scored(inference.features, probabilities, adoptions.declared[probabilities.pairs.learners]))
        reporter("Checked on practices held out", number + 1, options.folds)
    return evaluated(together(scores), options.seed)


def true_sources(found: Found, truth: Mapping[str, str | None]) -> Integers:
    """Return the true source of each adoption as an index, OUTSIDE if not recorded, NOTHING if unknown."""
    numbers = {id_: number for number, id_ in enumerate(found.ids)}
    true = np.full(len(found.ids), NOTHING, dtype=np.int64)
    for id_, source in truth.items():
        if id_ in numbers:
            true[numbers[id_]] = OUTSIDE if source is None else numbers.get(source, NOTHING)
    return true
