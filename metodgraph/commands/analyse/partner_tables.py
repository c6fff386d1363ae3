"""Reading of the tables of the command `analyse partners`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.table import PartnerTable, table_of_edges
from metodgraph.commands.analyse.tables import Table, Texts
from tables.problems import TableError

# attributes of the model, and the columns in which they are
GROUP_COLUMNS = {"region": "country", "kind": "organisation_type"}


def participation_table(participations: Path, topics: Path | None, renamed: Mapping[str, str]) -> PartnerTable:
    """Return the participations of a table, with the topics of projects if there is a table of topics.

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
    return PartnerTable(
        organisations.tolist(),
        members.astype(np.int64),
        projects.astype(np.int64),
        days_of(years, projects, ids, participations.name),
        None if topics is None else topics_of(Table(topics, renamed), ids),
        groups,
    )


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


def edge_table(edges: Path, renamed: Mapping[str, str]) -> tuple[PartnerTable, int]:
    """Return the undirected network of a table of edges, and the number of rows left out.

    Edges of organisations to themselves and repeated edges are left out. Raises `TableError` if no edge remains.
    """
    table = Table(edges, renamed)
    names, ends = np.unique(np.concatenate([table.keys("from"), table.keys("to")]), return_inverse=True)
    one, other = np.sort(np.split(ends.astype(np.int64), 2), axis=0)
    pairs = np.unique(np.column_stack([one, other])[one != other], axis=0)
    if not len(pairs):
        msg = f"{edges.name} has no edge between two different nodes."
        raise TableError(msg)
    return table_of_edges(names.tolist(), pairs[:, 0], pairs[:, 1]), len(table) - len(pairs)
