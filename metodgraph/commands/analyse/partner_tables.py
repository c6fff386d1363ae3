"""Reading of the tables of the command `analyse partners`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import PartnerRecords
from analysis.partners.tables import PartnerTable, records_of_edges
from metodgraph.commands.analyse.tables import Table, Texts
from tables.problems import TableError

# attributes of the model, and the columns in which they are
GROUP_COLUMNS = {"region": "country", "kind": "organisation_type"}


def participation_records(
    participations: Path, topics: Path | None, renamed: Mapping[str, str]
) -> tuple[PartnerRecords, int, int]:
    """Return the records of tables of participations and, if there is one, of topics, with the first and last year.

    Raises `TableError` if a column is missing, an organisation or project has no id, or a year is missing or no number.
    """
    table = Table(participations, renamed)
    organisations, members = np.unique(table.keys("organisation_id"), return_inverse=True)
    ids, projects = np.unique(table.keys("project_id"), return_inverse=True)
    years = table.numbers("start_year")
    missing = np.flatnonzero(np.isnan(years))
    if len(missing):
        msg = f"{participations.name}: start_year is empty in line {missing[0] + 2}. Give each project a year."
        raise TableError(msg)
    groups = {
        name: codes_of(table.texts(column), members, len(organisations))
        for name, column in GROUP_COLUMNS.items()
        if table.has(column)
    }
    found = PartnerTable(
        organisations.tolist(),
        members.astype(np.int64),
        projects.astype(np.int64),
        days_of(years, projects, ids, participations.name),
        None if topics is None else topics_of(Table(topics, renamed), ids),
        groups,
    )
    return found.records(), int(years.min()), int(years.max())


def days_of(years: Floats, projects: Integers, ids: Texts, name: str) -> Floats:
    """Return the years of projects [p]. Raises `TableError` if the rows of a project have different years."""
    first, last = np.full(len(ids), np.inf), np.full(len(ids), -np.inf)
    np.minimum.at(first, projects, years)
    np.maximum.at(last, projects, years)
    differing = np.flatnonzero(first != last)
    if len(differing):
        msg = f"{name}: project {ids[differing[0]]} has several values of start_year. Keep one for each project."
        raise TableError(msg)
    return first


def codes_of(values: Texts, members: Integers, number: int) -> Integers:
    """Return codes [n] of an attribute of organisations, -1 if empty; of several values, the last one."""
    names, codes = np.unique(values, return_inverse=True)
    found = np.full(number, -1, dtype=np.int64)
    found[members] = np.where(names[codes] == "", -1, codes)
    return found


def topics_of(table: Table, ids: Texts) -> csr_array:
    """Return the topics of projects [p, t]. Raises `TableError` if no project of the participations has a topic."""
    given = table.keys("project_id")
    place = np.minimum(np.searchsorted(ids, given), len(ids) - 1)
    found = ids[place] == given
    if not found.any():
        msg = f"{table.path.name}: no project_id occurs in the participations. Use the same ids in both tables."
        raise TableError(msg)
    names, codes = np.unique(table.keys("topic"), return_inverse=True)
    cells = np.ones(int(found.sum())), (place[found], codes[found])
    return csr_array(cells, shape=(len(ids), len(names)))


def edge_records(edges: Path, renamed: Mapping[str, str], part: float, seed: int) -> tuple[PartnerRecords, float, int]:
    """Return the records of a plain network, the number of hidden edges, and the number of edges left out.

    A part of the edges, drawn at random, has the period 2 and is predicted. The same part of the others has the period
    1 and is hidden for learning. The first number is divided by that of the edges of the period 1. Repeated edges and
    edges of a node to itself are left out. Raises `TableError` if a column is missing or no edge remains.
    """
    table = Table(edges, renamed)
    names, ends = np.unique(np.concatenate([table.keys("from"), table.keys("to")]), return_inverse=True)
    one, other = np.sort(np.split(ends.astype(np.int64), 2), axis=0)
    pairs = np.unique(np.column_stack([one, other])[one != other], axis=0)
    if not len(pairs):
        msg = f"{edges.name} has no edge between two different nodes."
        raise TableError(msg)
    periods = periods_of(len(pairs), part, seed)
    if not (periods == 1).any():
        msg = f"{edges.name} has too few edges: none is left to learn from. Give a larger network."
        raise TableError(msg)
    records = records_of_edges(len(names), pairs[:, 0], pairs[:, 1], periods)
    return records, float((periods == 2).sum() / (periods == 1).sum()), len(table) - len(pairs)


def periods_of(number: int, part: float, seed: int) -> Floats:
    """Return the periods of edges [m]: 2 for a random part, 1 for the same part of the others, else 0."""
    periods = np.zeros(number)
    periods[np.random.default_rng(seed).choice(number, max(1, round(number * part)), replace=False)] = 2.0
    known, share = np.flatnonzero(periods == 0), float((periods == 2).mean())
    inner = max(1, round(len(known) * share))
    periods[np.random.default_rng(seed).choice(known, min(inner, len(known)), replace=False)] = 1.0
    return periods
