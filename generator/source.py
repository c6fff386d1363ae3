"""The data source of a generated set: the parameters of the records, and whether the set is complete."""

import hashlib
from dataclasses import dataclass

from generator.country import VERSION, Country
from graph_model.database.driver import Database
from graph_model.kinds.catalogue import DataSource
from graph_model.model import MODEL_VERSION

READ = """
MATCH (source:DataSource) WHERE source.sourceId STARTS WITH 'generated-'
RETURN source.sourceId, source.sha256, source.rows
"""
NAMES = {
    "demo": "Демонстрационные данные: созданы программой, людей и организаций с такими именами нет",
    "federal": "Данные в масштабе страны: созданы программой, людей и организаций с такими именами нет",
}
LICENCE = "CC0 1.0"


@dataclass(frozen=True)
class StoredSet:
    """A generated set in the graph; `rows` is None if the set is incomplete."""

    source_id: str
    digest: str | None
    rows: int | None


def digest_of(country: Country, reference_digest: str) -> str:
    """Return a digest of the country, the version of the generator, and the reference data."""
    rules = f"model {MODEL_VERSION} generator {VERSION}"
    return hashlib.sha256(f"{country!r} {reference_digest} {rules}".encode()).hexdigest()


def source_of(country: Country, digest: str, rows: int | None) -> DataSource:
    """Return the data source of a set; `rows` is None while the set is being written."""
    return DataSource(
        source_id=country.source_id,
        name=NAMES[country.name],
        licence=LICENCE,
        attribution=f"MetodGraph, генератор версии {VERSION}, начальное число {country.seed}",
        sha256=digest,
        rows=rows,
        state_of=country.today.isoformat(),
        synthetic=True,
        source_ids=(country.source_id,),
    )


async def stored_sets(database: Database) -> list[StoredSet]:
    """Return the generated sets in the graph."""
    return [StoredSet(*row) for row in await database.read(READ, {})]
