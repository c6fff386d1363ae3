"""The printed figures of the command `analyse next` for cascades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
from rich.console import Console

from analysis.next_adopters.cascades.cascade_table import MOST, Cascade, CascadeSplit, CascadeTable, split_of
from analysis.next_adopters.cascades.evaluation import Scorer, feature_scorer, rank_next, scorer_of
from analysis.next_adopters.cascades.features import DESCRIPTIONS, CascadeFeatures
from analysis.next_adopters.cascades.forecast import LikelyAdopter, likely_next
from analysis.next_adopters.cascades.learning import LearnedCascades, learn_cascades
from analysis.next_adopters.cascades.ranking import MEASURES, RankedPositions
from analysis.next_adopters.cascades.seven_features import SevenFeatures
from analysis.scoring import LEVEL, RESAMPLES
from graph_model.progress import Reporter
from metodgraph.commands.analyse.cascade_tables import read_cascades
from metodgraph.commands.analyse.tables import mapping
from metodgraph.progress import progress_bar

MODEL, SEVEN = "model", "seven_features"
ALONE = ("popularity", "followed recent adopters")
# forecasts of a run without an asked item
LATEST = 5
CONVENTIONS = {
    "positions": "each adopter of a test cascade after the first, ranked among all who are not yet in the cascade",
    "candidates": "all adopters of the table of cascades, and all ends of ties",
    "equal scores": "the expectation over their orders counts",
    "intervals": f"{LEVEL:.0%}, {RESAMPLES} resamples of whole cascades; of differences: paired",
    "weights": "of standardised features, in the logarithm of the odds",
    "probability": "of being the next adopter, given that one of the candidates is the next",
    "reasons": "add up to the score: the logarithm of the odds against the mean candidate",
}


@dataclass(frozen=True)
class CascadeRequest:
    """The arguments of the command; `seven` adds the reference of seven simple features."""

    cascades: Path
    ties: Path | None
    item: str | None
    renamed: tuple[str, ...]
    top: int
    seed: int
    strict: bool = False
    seven: bool = False


def cascade_figures(request: CascadeRequest, console: Console) -> dict[str, object]:
    """Return all printed figures.

    Raises `TableError` or `AlignmentError` if the tables cannot be used, and `FitError` if no model can be fitted.
    """
    table = read_cascades(request.cascades, request.ties, mapping(request.renamed))
    whole = split_of(table.usable)
    split = whole.strict() if request.strict else whole
    asked = asked_of(table, request.item)
    with progress_bar(console) as report:
        learned = learned_of(table, split, CascadeFeatures, request.seed, report)
        scorers: dict[str, Scorer] = {MODEL: scorer_of(learned)}
        scorers |= {name: feature_scorer(learned, name) for name in ALONE}
        if request.seven:
            scorers[SEVEN] = scorer_of(learned_of(table, split, SevenFeatures, request.seed, report))
        found = rank_next(split.testing, len(table.adopters), scorers, request.seed, report)
        forecasts = forecasts_of(table, asked, learned, request.top)
    return {
        **sizes(table, split, found),
        **scores(found),
        "features": weights_of(learned),
        "next": forecasts,
        "method": method_of(learned, request),
        "conventions": CONVENTIONS,
        "left_out": left_out_of(table, request),
    }


def asked_of(table: CascadeTable, item: str | None) -> Sequence[Cascade]:
    """Return the cascade of the asked item, or those with the latest adoptions."""
    if item is not None:
        return [table.named(item)]
    return sorted(table.cascades, key=lambda each: -float(each.times[-1]))[:LATEST]


def learned_of(
    table: CascadeTable,
    split: CascadeSplit,
    kind: type[CascadeFeatures] | type[SevenFeatures],
    seed: int,
    report: Reporter,
) -> LearnedCascades:
    """Return the model of a kind of features, learned from the learning cascades."""
    size = len(table.adopters)
    known = np.bincount(np.concatenate([each.adopters for each in split.learning]), minlength=size)
    features = kind.of(split.learning, size, table.ties)
    return learn_cascades(features, split, known.astype(np.float64), seed, report)


def forecasts_of(
    table: CascadeTable, asked: Sequence[Cascade], learned: LearnedCascades, top: int
) -> list[dict[str, object]]:
    """Return the most likely next adopters of cascades, with features of all cascades and the learned weights."""
    usable = table.usable
    features = CascadeFeatures.of(usable, len(table.adopters), table.ties)
    numbers = {each.item: number for number, each in enumerate(usable)}
    listed = partial(likely_next, table, features=features, model=learned.model, top=top)
    return [
        {
            "item": each.item,
            "adopters": len(each.adopters),
            "likely": [likely(one) for one in listed(each, own=numbers.get(each.item, -1))],
        }
        for each in asked
    ]


def likely(found: LikelyAdopter) -> dict[str, object]:
    """Return a printed candidate."""
    return {**found._asdict(), "reasons": dict(found.reasons)}


def sizes(table: CascadeTable, split: CascadeSplit, found: RankedPositions) -> dict[str, object]:
    """Return the sizes of the tables and of the evaluation."""
    return {
        "items": len(table.cascades),
        "adopters": len(table.adopters),
        "adoptions": sum(len(each.adopters) for each in table.cascades),
        "ties": 0 if table.ties is None else int(table.ties.nnz) // 2,
        "learning_cascades": len(split.learning),
        "choosing_cascades": len(split.choosing),
        "test_cascades": len(split.testing),
        "test_positions": len(found.cascades),
    }


def scores(found: RankedPositions) -> dict[str, object]:
    """Return the measures of the model, and those of the baselines with paired differences."""
    return {
        **{each: found.figure(MODEL, each)._asdict() for each in MEASURES},
        "baselines": {name: compared(found, name) for name in found.measures if name != MODEL},
    }


def compared(found: RankedPositions, name: str) -> dict[str, object]:
    """Return the measures of a baseline, and by how much the model is better."""
    measures = {each: found.figure(name, each).value for each in MEASURES}
    return {**measures, **{f"{each}_difference": found.difference(MODEL, name, each)._asdict() for each in MEASURES}}


def weights_of(learned: LearnedCascades) -> list[dict[str, object]]:
    """Return each feature with its weight and its definition."""
    pairs = zip(learned.model.names, learned.model.weights, strict=True)
    return [{"feature": name, "weight": weight, "definition": DESCRIPTIONS[name]} for name, weight in pairs]


def method_of(learned: LearnedCascades, request: CascadeRequest) -> dict[str, object]:
    """Return the description of the model and its fit."""
    return {
        "name": "conditional logit",
        "learned_positions": learned.positions,
        "ridge": learned.model.ridge,
        "likelihood_on_choosing_cascades": [{"ridge": ridge, "mean": mean} for ridge, mean in learned.likelihoods],
        "protocol": "known when the first test cascade began" if request.strict else "complete learning cascades",
        "seed": request.seed,
    }


def left_out_of(table: CascadeTable, request: CascadeRequest) -> list[str]:
    """Return notes about the data that were not used, and about the evaluation."""
    notes = list(table.notes)
    if unused := len(table.cascades) - len(table.usable):
        notes.append(f"{unused} cascades with one adopter or more than {MOST}: not learned or tested.")
    if table.ties is None:
        notes.append("There are no ties: the feature of ties is left out.")
    if not request.strict:
        notes.append(
            "Learning cascades are complete, as in published comparisons: they go on after a test cascade began."
        )
    return notes


def readable_cascades(found: Mapping[str, object]) -> dict[str, object]:
    """Return the figures for text output: each measure with its interval, and each candidate, in one line."""
    measures = {each: in_one_line(cast("Mapping[str, float]", found[each])) for each in MEASURES}
    forecasts = cast("Sequence[Mapping[str, object]]", found["next"])
    lists = {str(each["item"]): [one_line(one) for one in cast("Sequence[Mapping[str, object]]", each["likely"])]
             for each in forecasts}  # fmt: skip
    baselines = cast("Mapping[str, Mapping[str, object]]", found["baselines"])
    shown = {name: {each: in_one_line(value) for each, value in figures.items()} for name, figures in baselines.items()}
    return {**found, **measures, "baselines": shown, "next": lists}


def in_one_line(value: object) -> object:
    """Return an estimate with its interval as text; other values are unchanged."""
    return "{value:.4f} [{low:.4f}, {high:.4f}]".format(**value) if isinstance(value, Mapping) else value


def one_line(candidate: Mapping[str, object]) -> dict[str, object]:
    """Return a candidate with its reasons as further figures."""
    reasons = cast("Mapping[str, float]", candidate["reasons"])
    return {**{name: value for name, value in candidate.items() if name != "reasons"}, **reasons}
