"""The country of partner suggestions, from shared arrays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analysis.partners.country import PartnerCountry
from analysis.ties.content import CompetenceNeeds, OrganisationContent
from analysis.ties.country_links import CountryLinks, CountryOrganisations
from resolvers.compiling.computed_field import Steps, memory, share
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.organisation_content import COMPETENCE_NEEDS, ORGANISATION_CONTENT
from resolvers.fields.partner_suggestions.rows import BordersRow
from resolvers.fields.partner_suggestions.statement import BORDERS

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def country_on(day: date) -> Steps[PartnerCountry]:
    """Return the country on a day. It is cached for the version of the data."""
    links = yield from share(COUNTRY_LINKS)
    content = yield from share(ORGANISATION_CONTENT)
    needs = yield from share(COMPETENCE_NEEDS)
    borders = yield from share(BORDERS)
    keep = yield from memory()
    return keep(("partner country", day), lambda: country_of(links, content, needs, borders, day))


def country_of(
    links: CountryLinks, content: OrganisationContent, needs: CompetenceNeeds, borders: BordersRow, day: date
) -> PartnerCountry:
    """Return the country on a day."""
    return PartnerCountry(links, content, needs, borders_of(borders, links.organisations), float(day.toordinal()))


def borders_of(row: BordersRow, organisations: CountryOrganisations) -> csr_matrix:
    """Return which municipalities with organisations border each other [t, t], symmetric."""
    from scipy.sparse import csr_matrix

    numbers = {each: number for number, each in enumerate(organisations.municipality_ids)}
    pairs = zip(row.one, row.other, strict=True)
    known = [(numbers[one], numbers[other]) for one, other in pairs if one in numbers and other in numbers]
    ends = np.array(known, dtype=np.int64).reshape(-1, 2).T
    forth = csr_matrix((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(len(numbers), len(numbers)))
    return csr_matrix(forth + forth.T)
