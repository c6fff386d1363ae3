"""Recomputation of the search texts of stored nodes, after a change of the rules for index terms."""

from __future__ import annotations

from pydantic.alias_generators import to_camel

from graph_model.database.driver import Database, Reader, Rows
from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node, kinds, search_text_of
from graph_model.progress import Reporter
from graph_model.record_states import STATES

SIZE = 5000


async def renew_search_texts(database: Database, reporter: Reporter) -> None:
    """Compute the search texts of all nodes again, in one transaction for each page. A repeated run changes nothing."""
    searched = [kind for kind in kinds().values() if kind.searched]
    for done, kind in enumerate(searched):
        reporter(f"search texts: {kind.__name__}", done, len(searched))
        for label in (kind.__name__, *STATES):
            after: str | None = f"{kind.__name__}:"
            while after is not None:
                after = await _page(database, kind, label, after)


async def _page(database: Database, kind: type[Node], label: str, after: str) -> str | None:
    name = kind.__name__
    values = ", ".join(f"node.{to_camel(each)}" for each in kind.searched)
    rows = await database.read(
        f"MATCH (node:{label}) WHERE node.id > $after AND node.id STARTS WITH '{name}:' "
        f"WITH node ORDER BY node.id LIMIT $size RETURN node.id, {values}",
        {"after": after, "size": SIZE},
    )
    change = (
        f"UNWIND $rows AS row MATCH (node:{label} {{id: row[0]}}) "
        f"SET node.{SEARCH_TEXT} = row[1], node.{SEARCH_KIND} = '{name.lower()}'"
    )

    changed = [[id_, search_text_of(dict(zip(kind.searched, texts, strict=True)))] for id_, *texts in rows]

    async def write(run: Reader) -> Rows:
        return await run(change, {"rows": changed})

    await database.write(write)
    return str(rows[-1][0]) if len(rows) == SIZE else None
