"""The network around an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described

if TYPE_CHECKING:
    from schema.types.interfaces import Completeness, Method, Node
    from schema.types.links import GraphLink
    from schema.types.organisations import Organisation


@computed
class EgoPosition:
    """The position of an organisation in an ego network.

    The figures are computed over the nodes and links of this answer, not over the whole country: one undirected,
    unweighted edge for each pair of linked organisations (положение организации в сети).
    """

    organisation: Organisation = described("The organisation.")
    distance: int = described("Number of links of a shortest path from the first organisation; 0 for itself.")
    degree: int = described("Number of organisations of this network that are linked to it (число соседей).")
    betweenness: float = described(
        "Betweenness, not normalised: the number of pairs of other organisations of this network whose shortest paths "
        "run through it; a pair with several shortest paths counts with the share of those paths (посредничество)."
    )
    page_rank: float = described("PageRank over this network, damping 0.85; the values add up to 1.")
    community: int = described(
        "The community of the organisation by the Leiden method (modularity): communities of this network are numbered "
        "from 1, the largest first (сообщество)."
    )


@computed
class EgoNetwork:
    """The organisations around an organisation, with all links between them on a day (сеть вокруг организации)."""

    nodes: list[Node] = described(
        "The organisation itself, then the others: the nearer first; at equal distance those that more records link to "
        "nearer organisations, then those with the newer record, then by id."
    )
    links: list[GraphLink] = described(
        "The links between these nodes, one for each kind and pair, in the order of their nodes. PARTNERSHIP and "
        "PROJECT have no direction; for the other kinds each direction has its own link. `weight` is the number of "
        "records, `since` their first day (null if one is not known), `until` their last day (null if one is open or "
        "not known), `record` the newest record."
    )
    positions: list[EgoPosition] = described(
        "The position of each node in this network, in the order of `nodes`; computed only if it is selected."
    )
    method: Method = described("How the positions are computed.")
    completeness: Completeness = described(
        "Whether `first` cut the network: how many organisations exist at each distance, and how many are shown. Also "
        "links that are not stored or not counted."
    )
