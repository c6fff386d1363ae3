"""The printed figures of the command `analyse provenance`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.provenance.evaluation import Evaluation
    from analysis.scoring import Bin, Interval
    from jobs.provenance.inferring import Options, Report


def figures(report: Report, options: Options) -> dict[str, object]:
    """Return the figures of a run by name."""
    from analysis.provenance.inference import named_weights

    subjects, fit = report.subjects, report.fit
    return {
        "method": report.method,
        "seed": options.seed,
        "learned_from": {
            "declared_sources": len(subjects.declared),
            "of_them_sampled": fit.choices,
            "pairs": fit.pairs,
            "log_likelihood": fit.log_likelihood,
            "steps": fit.iterations,
            "converged": fit.converged,
        },
        "asked": {
            "adoptions_without_a_declared_source": len(subjects.undeclared),
            "left_out_start_not_known": subjects.undated,
            "left_out_no_earlier_adoption": subjects.first,
            "left_out_declared_source_cannot_be_true": subjects.unusable,
        },
        "projects_left_out_too_many_participants": report.projects_left_out,
        "answers": {
            "threshold": options.threshold,
            "adoptions_answered": report.answered,
            "adoptions_without_an_answer": len(subjects.undeclared) - report.answered,
            "sources_that_are_adoptions": report.answers - report.beyond,
            "sources_beyond_the_record": report.beyond,
        },
        "stored": "nothing (dry run)" if report.stored is None else vars(report.stored),
        "held_out_declarations": evaluation(report.held_out),
        "against_the_truth": evaluation(report.against_truth, report.untold),
        "weights": named_weights(fit.weights),
    }


def evaluation(found: Evaluation | None, untold: int | None = None) -> dict[str, object] | None:
    """Return the figures of an evaluation, or None if nothing was compared."""
    if found is None:
        return None
    return {
        "learners": found.learners,
        **({} if untold is None else {"not_in_the_table": untold}),
        "of_them_from_an_adoption": found.from_adoptions,
        "share_right_with_sources_beyond": interval(found.overall),
        "share_right_among_those_from_an_adoption": intervals(found.accuracy),
        "gain_over_rules_paired": intervals(found.gains),
        "gain_over_rules_with_sources_beyond_paired": intervals(found.overall_gains),
        "brier": found.brier,
        "log_score": found.log_score,
        "expected_calibration_error": found.error,
        "reliability": table(found.reliability),
        "reliability_of_probable_adoptions": table(found.of_adoptions),
    }


def interval(found: Interval) -> dict[str, float]:
    """Return an estimate with its 95 % interval."""
    return {"estimate": found.value, "low": found.low, "high": found.high}


def intervals(found: Mapping[str, Interval]) -> list[dict[str, object]]:
    """Return a row for each rule with its estimate and interval."""
    return [{"rule": name, **interval(each)} for name, each in found.items()]


def table(found: Sequence[Bin]) -> list[dict[str, object]]:
    """Return the rows of a reliability table."""
    return [
        {
            "low": each.low,
            "high": each.high,
            "answers": each.number,
            "probability": each.forecast,
            "right": each.happened,
        }
        for each in found
    ]
