"""The country of the replication model and the stored model, from shared arrays."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.plan import StoredModel
from resolvers.compiling.computed_field import Steps, memory, share
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.partner_suggestions.statement import BORDERS
from resolvers.fields.replication_country.arrays import REPLICATION_RECORDS, country_of, stored_needs
from resolvers.fields.replication_country.model import REPLICATION_MODEL


def country_and_model() -> Steps[tuple[ReplicationCountry, StoredModel | Wording]]:
    """Return the country, which is cached for the version of the data, and the stored model."""
    model = yield from share(REPLICATION_MODEL)
    links = yield from share(COUNTRY_LINKS)
    records = yield from share(REPLICATION_RECORDS)
    borders = yield from share(BORDERS)
    keep = yield from memory()
    needs = stored_needs(model.needs, links.organisations.municipality_ids)
    return keep("replication country", lambda: country_of(links, records, borders, needs)), model.stored
