"""The origin of an export: its data version and date, its sources and their licences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exchange.exporting.selection import ExportError, Selection
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.model import MODEL_VERSION
from tables.texts import joined

PROGRAM = "MetodGraph"
HIDDEN = "people who are not synthetic, the records that depend on them, and names and contacts"
SOURCES = """
MATCH (source:DataSource)
RETURN source.sourceId, source.name, source.licence, source.attribution ORDER BY source.sourceId
"""


@dataclass(frozen=True)
class ExportedSource:
    """A data source of the graph."""

    source_id: str
    name: str
    licence: str
    attribution: str | None


@dataclass(frozen=True)
class ExportOrigin:
    """The origin of exported data; `left_out` describes the data that the export omits."""

    data_version: int
    model_version: int
    exported_on: date
    sources: tuple[ExportedSource, ...]
    filters: Mapping[str, str]
    left_out: str

    @property
    def attribution(self) -> str:
        """The attributions of the sources, each once; works based on the export must name them."""
        named = (part for each in self.sources if each.attribution for part in each.attribution.split("; "))
        return "; ".join(dict.fromkeys(named))

    @property
    def licences(self) -> str:
        """The licences of the sources, each once."""
        return "; ".join(dict.fromkeys(each.licence for each in self.sources))

    def attributes(self) -> dict[str, str | int | bool]:
        """Return the origin as attributes of a graph, without empty texts."""
        found: dict[str, str | int | bool] = {
            "program": PROGRAM,
            "dataVersion": self.data_version,
            "modelVersion": self.model_version,
            "exportedOn": self.exported_on.isoformat(),
            "filters": "; ".join(f"{name}: {text}" for name, text in self.filters.items()),
            "leftOut": self.left_out,
            "truncated": False,
            "sources": joined([f"{each.source_id}: {each.name} ({each.licence})" for each in self.sources]),
            "licences": self.licences,
            "attribution": self.attribution,
        }
        return {name: value for name, value in found.items() if value != ""}


async def origin_of(database: Database, selection: Selection) -> ExportOrigin:
    """Return the origin of an export made now.

    Raises:
        ExportError: No data are loaded, or they have another version of the model.
    """
    state = await stored_state(database)
    if state.model_version is None:
        msg = "There is nothing to export: no data are loaded."
        raise ExportError(msg)
    if state.model_version != MODEL_VERSION:
        msg = f"The graph has version {state.model_version} of the model; this program supports {MODEL_VERSION}."
        raise ExportError(msg)
    sources = tuple(ExportedSource(*row) for row in await database.read(SOURCES, {}))
    left_out = "" if selection.personal_data else HIDDEN
    return ExportOrigin(state.data_version, MODEL_VERSION, date.today(), sources, selection.filters, left_out)


async def demand_unchanged(database: Database, origin: ExportOrigin) -> None:
    """Check that the data have not changed since the export began, so that all pages are of one version.

    Raises:
        ExportError: The data version has changed.
    """
    now = (await stored_state(database)).data_version
    if now != origin.data_version:
        msg = (
            f"The graph changed while it was exported (data version {origin.data_version}, then {now}), so nothing "
            "was kept. Repeat the export when no load or import is running."
        )
        raise ExportError(msg)
