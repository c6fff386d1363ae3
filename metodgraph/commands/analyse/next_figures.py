"""The printed figures of the command `analyse next`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from analysis.models.numbers import Integers
from analysis.next_adopters.evaluation import MODEL, Assessed, Assessment, PredictedPlace, assess
from analysis.next_adopters.learning import Learned, Reporter, learn
from analysis.next_adopters.table import AdoptionTable, PlaceColumns, Texts, TieColumns, adoptions_of
from analysis.next_adopters.table_source import BASELINES, TableSource
from analysis.scoring import LEVEL, RESAMPLES, Bin, Interval
from metodgraph.commands.analyse.tables import Table, mapping
from tables.problems import TableError

CONVENTIONS = {
    "candidates": "places that had not adopted by `until`, for each practice that had an adopter by then",
    "mean_auc": "mean over practices with both adopters and non-adopters in the horizon; equal scores count half",
    "precision_at_5": "mean over practices with an adopter in the horizon; equal scores: expectation over their orders",
    "brier_of_base_rate": "of a constant forecast: the share of all candidates that adopted in the horizon",
    "brier_of_latest_rate": "of a constant forecast: the share that adopted in the latest window before `until`",
    "intervals": f"{LEVEL:.0%}; of differences: paired, {RESAMPLES} resamples of practices; "
    "of probabilities: delta method",
}


@dataclass(frozen=True)
class NextPlacesRequest:
    """The arguments of the command."""

    adoptions: Path
    places: Path | None
    ties: Path | None
    until: int
    horizon: int
    renamed: tuple[str, ...]
    top: int
    seed: int


def figures(request: NextPlacesRequest, console: Console) -> dict[str, object]:
    """Return all printed figures.

    Raises `TableError` or `AlignmentError` if the tables cannot be used, and `FitError` if no model can be fitted.
    """
    table = read(request)
    source = TableSource.of(table)
    source.refuse(request.until, request.horizon)
    horizon = observed_horizon(table, request)
    with progress(console) as reporter:
        learned = learn(source, request.until, horizon, seed=request.seed, reporter=reporter)
        found = assess(
            source,
            learned,
            request.until,
            held_out=request.until < int(table.period[-1]),
            top=request.top,
            seed=request.seed,
            reporter=reporter,
        )
    return printed(request, table, learned, found, horizon)


def observed_horizon(table: AdoptionTable, request: NextPlacesRequest) -> int:
    """Return the horizon, limited to the observed periods if the table has periods after `until`."""
    last = int(table.period[-1])
    return min(request.horizon, last - request.until) if request.until < last else request.horizon


def read(request: NextPlacesRequest) -> AdoptionTable:
    """Read the tables of the request."""
    names = mapping(request.renamed)
    table = Table(request.adoptions, names)
    practice, place = table.keys("practice"), table.keys("place")
    dated, period = periods(table)
    return adoptions_of(
        practice[dated],
        place[dated],
        period,
        None if request.places is None else described(Table(request.places, names), names.get("place", "place")),
        None if request.ties is None else tied(Table(request.ties, names)),
        place[~dated],
    )


def periods(table: Table) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Integers]:
    """Return which rows have a period, of shape (rows,), and these periods.

    A row without a period means that the place exists and has not adopted. Raises `TableError` if a period is not an
    integer.
    """
    values = table.numbers("period")
    dated = np.isfinite(values)
    broken = np.flatnonzero(dated & (values != np.floor(values)))
    if len(broken):
        msg = f"{table.path.name}: the period in line {broken[0] + 2} is not an integer. Number the periods: 1, 2, 3."
        raise TableError(msg)
    return dated, values[dated].astype(np.int64)


def described(table: Table, name: str) -> PlaceColumns:
    """Return the attributes of places. Their ids are in the column `name`, `place` or `id`, the first that exists."""
    key = next((each for each in (name, "place", "id") if each in table.names), "place")
    columns: dict[str, Texts] = {each: table.texts(each) for each in table.names if each != key}
    return PlaceColumns(table.keys(key), columns)


def tied(table: Table) -> TieColumns:
    """Return the ties, with weight 1 if the weight is missing."""
    one, other = table.keys("from"), table.keys("to")
    weights = table.numbers("weight") if table.has("weight") else np.ones(len(one))
    return TieColumns(one, other, np.where(np.isnan(weights), 1.0, weights))


def printed(
    request: NextPlacesRequest, table: AdoptionTable, learned: Learned, found: Assessment, horizon: int
) -> dict[str, object]:
    """Return the printed result."""
    return {
        "practices": len(table.practices),
        "places": len(table.places),
        "adoptions": len(table.period),
        "until": request.until,
        "horizon": horizon,
        "held_out": found.held_out,
        **(scores(found) if found.held_out else {}),
        "per_practice": [one(each) for each in found.practices],
        "method": method(request, learned),
        "conventions": CONVENTIONS,
        "left_out": left_out(request, table, learned, found, horizon),
    }


def scores(found: Assessment) -> dict[str, object]:
    """Return the evaluation of the forecasts."""
    return {
        "compared_practices": found.compared,
        "mean_auc": number(found.mean_area(MODEL)),
        "precision_at_5": number(found.mean_precision(MODEL)),
        "baselines": {name: baseline(found, name) for name in BASELINES if name in found.scorers},
        "brier": number(found.brier),
        "brier_of_base_rate": number(found.brier_of_base_rate),
        "brier_of_latest_rate": number(found.brier_of_latest_rate),
        "base_rate": number(found.base_rate),
        "latest_rate": number(found.latest_rate),
        "calibration": [calibrated(each) for each in found.calibration.bins()],
    }


def baseline(found: Assessment, name: str) -> dict[str, object]:
    """Return the scores of a baseline, and the differences between the model and the baseline."""
    return {
        "mean_auc": number(found.mean_area(name)),
        "precision_at_5": number(found.mean_precision(name)),
        "mean_auc_difference": interval(found.area_difference(name)),
        "precision_at_5_difference": interval(found.precision_difference(name)),
    }


def calibrated(found: Bin) -> dict[str, object]:
    """Return the figures of a calibration bin."""
    return {
        "low": found.low,
        "high": found.high,
        "candidates": found.number,
        "forecast": found.forecast,
        "happened": found.happened,
    }


def interval(found: Interval) -> dict[str, object]:
    """Return a difference with its interval."""
    return {name: number(value) for name, value in found._asdict().items()}


def one(assessed: Assessed) -> dict[str, object]:
    """Return the figures of a practice."""
    return {
        "practice": assessed.practice,
        "adopters": assessed.adopters,
        "candidates": assessed.candidates,
        "expected": assessed.expected,
        "positives": assessed.positives,
        "auc": number(assessed.areas.get(MODEL)),
        "precision_at_5": number(assessed.precisions.get(MODEL)),
        "next": [target(each) for each in assessed.targets],
    }


def target(found: PredictedPlace) -> dict[str, object]:
    """Return a predicted place. Its reasons add up to the probability."""
    return {**found._asdict(), "reasons": dict(found.reasons)}


def readable(found: Mapping[str, object]) -> dict[str, object]:
    """Return the figures for text output: the places of each practice in one line, without their reasons."""
    practices = cast("Sequence[Mapping[str, Sequence[Mapping[str, float]]]]", found["per_practice"])
    return {**found, "per_practice": [{**each, "next": in_words(each["next"])} for each in practices]}


def in_words(targets: Sequence[Mapping[str, float]]) -> str:
    """Return a text with places, their probabilities and intervals."""
    parts = (f"{each['place']} {each['probability']:.3f} [{each['low']:.3f}, {each['high']:.3f}]" for each in targets)
    return "; ".join(parts)


def number(value: float | None) -> float | None:
    """Return a figure, or None if it is undefined."""
    return None if value is None or np.isnan(value) else value


def method(request: NextPlacesRequest, learned: Learned) -> Mapping[str, object]:
    """Return the description of the model and its fit."""
    model = learned.model
    return {
        "name": model.name,
        "version": model.version,
        "reference": model.reference,
        "origins": list(learned.origins),
        "learned_horizon": learned.learned_horizon,
        "rows": model.rows,
        "adoptions": model.adoptions,
        "ridges": dict(model.ridges),
        "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
        "seed": request.seed,
    }


def left_out(
    request: NextPlacesRequest, table: AdoptionTable, learned: Learned, found: Assessment, horizon: int
) -> list[str]:
    """Return notes about the data that were not evaluated."""
    notes = [*table.notes, *learned.notes]
    if horizon < request.horizon:
        notes.append(f"The table ends in {table.period[-1]}: of {request.horizon} periods, {horizon} are observed.")
    unknown = len(table.practices) - found.known
    if unknown:
        notes.append(f"{unknown} practices without adopters by {request.until}: excluded.")
    if len(found.practices) < found.known:
        notes.append(f"Of {found.known} practices, a random sample of {len(found.practices)} was evaluated.")
    if table.coordinates is None:
        notes.append("Distances: there are no coordinates (columns lat and lon of the table of places).")
    if table.ties is None:
        notes.append("Exposure: there are no ties.")
    return notes


@contextmanager
def progress(console: Console) -> Iterator[Reporter]:
    """Yield a reporter that shows a progress bar on a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")

        def report(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield report
