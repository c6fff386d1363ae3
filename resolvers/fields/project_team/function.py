"""The arguments and the function of project teams."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from analysis.teams.composing import TeamRequest, compose
from analysis.ties.content import OrganisationContent, Topics
from analysis.ties.country_links import CountryLinks
from graph_model.declarations import global_id, kind_of_id
from graph_model.kinds.organisations import Organisation
from resolvers.compiling.computed_field import ArgumentValues, Steps, kept, share
from resolvers.fields.country_links.arrays import COUNTRY_LINKS, named_records
from resolvers.fields.days import requested_day
from resolvers.fields.organisation_content import ORGANISATION_CONTENT
from resolvers.fields.project_team.result import ProjectTeam, named_nodes, team_of
from resolvers.fields.project_team.statement import RegionsRow
from resolvers.requests.errors import bad_input

Known = TypeVar("Known")

SMALLEST, LARGEST = 2, 12
MOST_TOPICS = 12
DEFAULT_KM, MOST_KM = 300.0, 20_000.0


@dataclass(frozen=True)
class ProjectTeamArguments:
    """Codes of themes, competences and regions (None: all), the size, the lead (global id), the day, and kilometres."""

    themes: tuple[str, ...]
    competences: tuple[str, ...]
    regions: tuple[str, ...] | None
    size: int
    lead: str | None
    as_of: date
    near_km: float


def validated(given: ArgumentValues) -> ProjectTeamArguments:
    """Validate and return the arguments. Raises a `RequestError` for values outside of their limits."""
    themes, competences = (tuple(dict.fromkeys(given.get(each) or ())) for each in ("themes", "competences"))
    if not 1 <= len(themes) + len(competences) <= MOST_TOPICS:
        raise bad_input(
            f"themes and competences name {len(themes) + len(competences)} topics. Give 1 to {MOST_TOPICS} codes."
        )
    size, near_km, regions = given.get("size"), given.get("nearKm"), given.get("regions")
    if not SMALLEST <= size <= LARGEST:
        raise bad_input(f"size is {size}. Ask for {SMALLEST} to {LARGEST} organisations.")
    near_km = DEFAULT_KM if near_km is None else float(near_km)
    if not 0 <= near_km <= MOST_KM:
        raise bad_input(f"nearKm is {near_km:g}. Give 0 to {MOST_KM:,.0f} kilometres; 0 allows only linked members.")
    if regions is not None and not regions:
        raise bad_input("regions is empty. Give at least one code, or omit it to use the whole country.")
    return ProjectTeamArguments(
        themes=themes,
        competences=competences,
        regions=None if regions is None else tuple(dict.fromkeys(regions)),
        size=size,
        lead=organisation_id(given.get("lead")),
        as_of=requested_day(given.get("asOf")),
        near_km=near_km,
    )


def organisation_id(identifier: str | None) -> str | None:
    """Return the global id of the requested lead. Raises a `RequestError` for the id of another kind."""
    if identifier is not None and kind_of_id(identifier) is not Organisation:
        example = global_id(Organisation, "RU-ACADEMY")
        raise bad_input(f"lead: {identifier!r} is not the id of an organisation. Give one, such as {example!r}.")
    return identifier


def project_team(arguments: ProjectTeamArguments, rows: list[RegionsRow]) -> Steps[ProjectTeam]:
    """Return the team. Raises a `RequestError` for unknown codes, and for a lead that does not exist on the day."""
    (row,) = rows

    def computed() -> Steps[ProjectTeam]:
        country, content = (yield from share(COUNTRY_LINKS)), (yield from share(ORGANISATION_CONTENT))
        found = compose(country, content, request_of(arguments, row, country, content))
        return team_of(found, (yield from named_records(named_nodes(found))))

    return kept(("project team", arguments), computed)


def request_of(
    arguments: ProjectTeamArguments, row: RegionsRow, country: CountryLinks, content: OrganisationContent
) -> TeamRequest:
    """Return the request with indices in place of codes and ids."""
    return TeamRequest(
        themes=topics_of("theme", arguments.themes, content.themes),
        competences=topics_of("competence", arguments.competences, content.competences),
        regions=regions_of(arguments.regions, row, country),
        size=arguments.size,
        lead=lead_of(arguments, country),
        day=arguments.as_of.toordinal(),
        near_km=arguments.near_km,
    )


def topics_of(kind: str, codes: Sequence[str], topics: Topics) -> tuple[int, ...]:
    """Return the indices of topics. Raises a `RequestError` if a code does not exist."""
    return tuple(sorted(found(kind, code, topics.by_code.get) for code in codes))


def found(kind: str, code: str, known: Callable[[str], Known | None]) -> Known:
    """Return the value that is known by a code. Raises a `RequestError` if the code does not exist."""
    value = known(code)
    if value is None:
        raise bad_input(f"There is no {kind} with the code {code!r}. Find codes with {kind}s.")
    return value


def regions_of(codes: Sequence[str] | None, row: RegionsRow, country: CountryLinks) -> tuple[int, ...] | None:
    """Return the indices of the regions that have organisations. Raises a `RequestError` if a code does not exist."""
    if codes is None:
        return None
    known: Mapping[str, str] = dict(zip(row.codes, row.ids, strict=True))
    ids = [found("region", code, known.get) for code in codes]
    numbers = {each: number for number, each in enumerate(country.organisations.region_ids)}
    return tuple(sorted(numbers[each] for each in ids if each in numbers))


def lead_of(arguments: ProjectTeamArguments, country: CountryLinks) -> int | None:
    """Return the number of the requested lead. Raises a `RequestError` if it does not exist on the day."""
    if arguments.lead is None:
        return None
    number = country.organisations.numbers.get(arguments.lead)
    if number is None:
        raise bad_input(f"lead: there is no organisation with the id {arguments.lead!r}. Find ids with organisations.")
    if not country.organisations.existing(arguments.as_of.toordinal())[number]:
        raise bad_input(
            f"lead: the organisation {arguments.lead!r} does not exist on {arguments.as_of}. Give another lead or day, "
            "or omit lead."
        )
    return number
