"""The export of an ego network: the answer of the API as a network file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from exchange.exporting.origin import ExportOrigin, origin_of
from exchange.exporting.selection import select
from exchange.graph_formats.network_file import NetworkFile, NetworkLink, NetworkNode, Value, write_network
from graph_model.database.driver import Database
from metodgraph.commands.ego_network import EgoAnswer, EgoOptions, Row, read_ego_network
from metodgraph.console_output import print_text

# links without a direction
MUTUAL = frozenset({"PARTNERSHIP", "PROJECT"})


async def export_ego_network(
    database: Database, options: EgoOptions, target: Path, console: Console, *, undirected: bool
) -> None:
    """Write the ego network of an organisation, and print a summary.

    Raises:
        EgoNetworkError: The API refuses the options.
        ExportError: The target cannot be written.
    """
    answer = await read_ego_network(database, options)
    origin = await origin_of(database, select(["Organisation"]))
    # the answer contains no people, and its filters are the options of the network
    network = network_file(answer, replace(origin, filters=filters_of(options, answer), left_out=""))
    remark = write_network(network, target, undirected=undirected)
    for sentence in sentences(network, target, remark):
        print_text(console, sentence)


def filters_of(options: EgoOptions, answer: EgoAnswer) -> dict[str, str]:
    """Return the options of the network as texts."""
    given = {name: value for name, value in options.variables().items() if name != "orgId"}
    texts = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in given.items()}
    return {"ego": f"Organisation:{options.variables()['orgId']}", **texts, "asOf": answer.as_of.isoformat()}


def network_file(answer: EgoAnswer, origin: ExportOrigin) -> NetworkFile:
    """Return the network file of an answer."""
    return NetworkFile(
        nodes=[node_of(node, position) for node, position in zip(answer.nodes, answer.positions, strict=True)],
        links=[link_of(each) for each in answer.links],
        origin=origin,
        truncated=answer.truncated,
        remarks=answer.reason or "",
    )


def node_of(node: Row, position: Row) -> NetworkNode:
    """Return an organisation with its position in the network."""
    place = node["location"]
    values = {
        "nodeKind": "Organisation",
        **{name: node[name] for name in ("name", "shortName", "kind", "level", "city", "synthetic")},
        "region": node["region"]["code"] if node["region"] else None,
        "regionName": node["region"]["name"] if node["region"] else None,
        "municipality": node["municipality"]["name"] if node["municipality"] else None,
        "location.lat": place["lat"] if place else None,
        "location.lon": place["lon"] if place else None,
        "validFrom": node["validFrom"],
        "validTo": node["validTo"],
        **position,
    }
    return NetworkNode(node["id"], node["shortName"] or node["name"], known(values))


def link_of(link: Row) -> NetworkLink:
    """Return a link with its days and its newest record."""
    record = link["record"]["id"] if link["record"] else None
    return NetworkLink(
        source=link["source"]["id"],
        target=link["target"]["id"],
        kind=link["kind"],
        mutual=link["kind"] in MUTUAL,
        weight=link["weight"],
        values=known({"since": link["since"], "until": link["until"], "record": record}),
    )


def known(values: dict[str, Value | None]) -> dict[str, Value]:
    """Return the values that are known."""
    return {name: value for name, value in values.items() if value is not None}


def sentences(network: NetworkFile, target: Path, remark: str) -> Iterator[str]:
    """Yield the sentences of the summary."""
    origin = network.origin
    yield (
        f"Wrote {len(network.nodes):,} organisations and {len(network.links):,} links to {target} "
        f"(data version {origin.data_version})."
    )
    yield f"Limited to {'; '.join(f'{name}: {text}' for name, text in origin.filters.items())}."
    yield from filter(None, [network.remarks, remark])
    if origin.attribution:
        yield f"Attribution required for publication: {origin.attribution}"
