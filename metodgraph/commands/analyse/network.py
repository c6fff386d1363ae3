"""The command `analyse network`: brokers, structural holes, components and communities of organisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from analysis.vocabulary import LinkKind
from graph_model.database.driver import Database
from graph_model.terms import BrokerGrouping
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.running import OnTheGraph
from metodgraph.progress import progress_bar

if TYPE_CHECKING:
    from jobs.network.analysing import NetworkRequest, NetworkResult

# the properties of a stored analysis that are printed
FIGURES = (
    *("organisations", "isolated", "links_within", "links_between", "e_i_index", "assortativity"),
    *("components", "largest_component", "communities", "largest_community", "modularity"),
    *("brokers", "groups_without_link", "large_projects", "without_group"),
)


def register(analyse: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def network(
        through: Annotated[
            list[LinkKind] | None,
            typer.Option(help="Kind of links of the network. Repeatable. Default: PARTNERSHIP and PROJECT."),
        ] = None,
        between: Annotated[
            list[BrokerGrouping] | None,
            typer.Option(help="Groups between which brokers are sought. Repeatable. Default: all groupings."),
        ] = None,
        as_of: Annotated[
            datetime | None,
            typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day on which the links hold. Default: today."),
        ] = None,
        first: Annotated[int, typer.Option(min=0, help="Number of brokers and of groups to print.")] = 10,
        store: Annotated[bool, typer.Option("--store", help="Store the results in place of earlier ones.")] = False,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of the communities.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Analyse the network of organisations: brokers between groups, structural holes, components, communities.

        Stored results are readable as networkAnalyses and Organisation.networkPositions. Definitions: docs/methods.md.
        """
        request = requested(through, between, as_of.date() if as_of else date.today(), seed)
        on_the_graph(lambda _, database: analysed(database, request, first, store, console, as_json))


def requested(
    through: list[LinkKind] | None, between: list[BrokerGrouping] | None, day: date, seed: int
) -> NetworkRequest:
    """Return the request. Raises `typer.BadParameter` for links over regions."""
    from analysis.ties.country_links import LINKED
    from jobs.network.analysing import NetworkRequest

    kinds = set(through or (LinkKind.PARTNERSHIP, LinkKind.PROJECT))
    if refused := sorted(kinds - {*LINKED}):
        usable = ", ".join(LINKED)
        raise typer.BadParameter(f"{', '.join(refused)} joins all organisations of a region. Use {usable}.")
    groupings = tuple(dict.fromkeys(between or BrokerGrouping))
    return NetworkRequest(groupings, tuple(each for each in LINKED if each in kinds), day, seed)


async def analysed(
    database: Database, request: NetworkRequest, first: int, store: bool, console: Console, as_json: bool
) -> None:
    """Analyse the network, store the results if requested, and print the figures."""
    from jobs.country.version import one_version
    from jobs.network.analysing import analyse_network
    from jobs.network.storing import store_networks
    from resolvers.fields.country_links.arrays import COUNTRY_LINKS
    from resolvers.running.shared_reading import read_shared

    with progress_bar(console) as reporter:
        async with one_version(database) as version:
            country = await read_shared(database, COUNTRY_LINKS)
        results = analyse_network(country, request, reporter)
        stored = await store_networks(database, results, version, reporter) if store else None
    counts = None if stored is None else {"positions_written": stored.written, "positions_removed": stored.removed}
    printed(
        {
            "as_of": request.day.isoformat(),
            "through": [each.value for each in request.through],
            "stored": counts,
            **{each.network.scope.between.value: figures(each, first) for each in results},
        },
        as_json,
    )


def figures(result: NetworkResult, first: int) -> dict[str, object]:
    """Return the figures of a result, with at most `first` brokers and pairs of groups without a link."""
    from jobs.network.records import AnalysisRecords

    node = AnalysisRecords(result, "", synthetic=False).analysis(0, current=False)
    brokers = result.figures.brokers(result.network.organisations.ids)
    groups = result.network.described_groups()
    return {
        **{each: getattr(node, each) for each in FIGURES},
        "first_brokers": [each._asdict() for each in brokers[:first]],
        "first_groups_without_link": [
            {"one": groups[each.one].name, "other": groups[each.other].name, "common_groups": each.common_groups}
            for each in result.unlinked[:first]
        ],
    }
