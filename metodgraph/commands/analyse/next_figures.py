"""The figures of `metodgraph analyse next`: from tables to the printed result."""

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
    "candidates": "places that had not adopted by `until`, of practices that somebody had",
    "mean_auc": "over practices with both adopters and others in the horizon; equal scores count half",
    "precision_at_5": "over practices with an adopter in the horizon; equal scores: the expectation over their orders",
    "brier_of_base_rate": "of who knows beforehand which part of all candidates adopts, and says it for each",
    "brier_of_latest_rate": "of who says for each candidate the part that adopted in the latest window before `until`",
    "intervals": f"{LEVEL:.0%}; of differences: paired, {RESAMPLES} resamples of practices; "
    "of probabilities: delta method",
}


@dataclass(frozen=True)
class NextPlacesRequest:
    """What the command was asked for."""

    adoptions: Path
    places: Path | None
    ties: Path | None
    until: int
    horizon: int
    renamed: tuple[str, ...]
    top: int
    seed: int


def figures(asked: NextPlacesRequest, console: Console) -> dict[str, object]:
    """Everything that is printed.

    Raises a `TableError` or an `AlignmentError` where the tables cannot be used, a `FitError` where no model fits them.
    """
    table = read(asked)
    source = TableSource.of(table)
    source.refuse(asked.until, asked.horizon)
    horizon = observed_horizon(table, asked)
    with progress(console) as reporter:
        learned = learn(source, asked.until, horizon, seed=asked.seed, reporter=reporter)
        found = assess(
            source,
            learned,
            asked.until,
            held_out=asked.until < int(table.period[-1]),
            top=asked.top,
            seed=asked.seed,
            reporter=reporter,
        )
    return printed(asked, table, learned, found, horizon)


def observed_horizon(table: AdoptionTable, asked: NextPlacesRequest) -> int:
    """The horizon, cut where the table ends: what lies beyond was not seen, which is not the same as did not happen."""
    last = int(table.period[-1])
    return min(asked.horizon, last - asked.until) if asked.until < last else asked.horizon


def read(asked: NextPlacesRequest) -> AdoptionTable:
    """The tables that were given."""
    names = mapping(asked.renamed)
    table = Table(asked.adoptions, names)
    practice, place = table.keys("practice"), table.keys("place")
    dated, period = periods(table)
    return adoptions_of(
        practice[dated],
        place[dated],
        period,
        None if asked.places is None else described(Table(asked.places, names), names.get("place", "place")),
        None if asked.ties is None else tied(Table(asked.ties, names)),
        place[~dated],
    )


def periods(table: Table) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Integers]:
    """Which rows have a period (the others say that a place is there and has not adopted), and these."""
    values = table.numbers("period")
    dated = np.isfinite(values)
    broken = np.flatnonzero(dated & (values != np.floor(values)))
    if len(broken):
        msg = f"{table.path.name}: the period in line {broken[0] + 2} is no whole number. Number the periods: 1, 2, 3."
        raise TableError(msg)
    return dated, values[dated].astype(np.int64)


def described(table: Table, name: str) -> PlaceColumns:
    """Return the attributes of places; their ids are in the column that the adoptions have too, or in `id`."""
    key = next((each for each in (name, "place", "id") if each in table.names), "place")
    columns: dict[str, Texts] = {each: table.texts(each) for each in table.names if each != key}
    return PlaceColumns(table.keys(key), columns)


def tied(table: Table) -> TieColumns:
    """Ties, of weight 1 where nothing is said."""
    one, other = table.keys("from"), table.keys("to")
    weights = table.numbers("weight") if table.has("weight") else np.ones(len(one))
    return TieColumns(one, other, np.where(np.isnan(weights), 1.0, weights))


def printed(
    asked: NextPlacesRequest, table: AdoptionTable, learned: Learned, found: Assessment, horizon: int
) -> dict[str, object]:
    """Return the printed result."""
    return {
        "practices": len(table.practices),
        "places": len(table.places),
        "adoptions": len(table.period),
        "until": asked.until,
        "horizon": horizon,
        "held_out": found.held_out,
        **(scores(found) if found.held_out else {}),
        "per_practice": [one(each) for each in found.practices],
        "method": method(asked, learned),
        "conventions": CONVENTIONS,
        "left_out": left_out(asked, table, learned, found, horizon),
    }


def scores(found: Assessment) -> dict[str, object]:
    """How well it was foretold."""
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
    """How a baseline did, and by how much the model is better."""
    return {
        "mean_auc": number(found.mean_area(name)),
        "precision_at_5": number(found.mean_precision(name)),
        "mean_auc_difference": interval(found.area_difference(name)),
        "precision_at_5_difference": interval(found.precision_difference(name)),
    }


def calibrated(found: Bin) -> dict[str, object]:
    """The candidates of one range of probability."""
    return {
        "low": found.low,
        "high": found.high,
        "candidates": found.number,
        "forecast": found.forecast,
        "happened": found.happened,
    }


def interval(found: Interval) -> dict[str, object]:
    """A difference with its interval."""
    return {name: number(value) for name, value in found._asdict().items()}


def one(assessed: Assessed) -> dict[str, object]:
    """One practice."""
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
    """A place where a practice may go; the reasons add up to the probability."""
    return {**found._asdict(), "reasons": dict(found.reasons)}


def readable(found: Mapping[str, object]) -> dict[str, object]:
    """The figures for a person: the places of each practice in one line, without their reasons."""
    practices = cast("Sequence[Mapping[str, Sequence[Mapping[str, float]]]]", found["per_practice"])
    return {**found, "per_practice": [{**each, "next": in_words(each["next"])} for each in practices]}


def in_words(targets: Sequence[Mapping[str, float]]) -> str:
    """Places with their probabilities and intervals."""
    said = (f"{each['place']} {each['probability']:.3f} [{each['low']:.3f}, {each['high']:.3f}]" for each in targets)
    return "; ".join(said)


def number(value: float | None) -> float | None:
    """A figure, null where it is not defined."""
    return None if value is None or np.isnan(value) else value


def method(asked: NextPlacesRequest, learned: Learned) -> Mapping[str, object]:
    """How it was found."""
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
        "seed": asked.seed,
    }


def left_out(
    asked: NextPlacesRequest, table: AdoptionTable, learned: Learned, found: Assessment, horizon: int
) -> list[str]:
    """Return the data that were not evaluated, with reasons."""
    notes = [*table.notes, *learned.notes]
    if horizon < asked.horizon:
        notes.append(f"The table ends in {table.period[-1]}: of {asked.horizon} periods, {horizon} can be seen.")
    unknown = len(table.practices) - found.known
    if unknown:
        notes.append(f"{unknown} practices that nobody had adopted by {asked.until}: nothing was known of them then.")
    if len(found.practices) < found.known:
        notes.append(f"Of {found.known} practices, {len(found.practices)} drawn at random were looked at.")
    if table.coordinates is None:
        notes.append("Distances: there are no coordinates (columns lat and lon of the table of places).")
    if table.ties is None:
        notes.append("Exposure: there are no ties.")
    return notes


@contextmanager
def progress(console: Console) -> Iterator[Reporter]:
    """Shows how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")

        def report(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield report
