"""Traversal of the pages of a list, forwards and backwards, as clients do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from resolvers.running.engine import Engine

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass(frozen=True)
class Listing:
    """A paginated list: an operation with $first, $after, $last and $before, and the path to its page."""

    text: str
    variables: Mapping[str, Any]
    place: tuple[str, ...]

    async def page(self, engine: Engine, **arguments: Any) -> dict[str, Any]:
        """Return one page."""
        answer = await engine.answer(self.text, {**self.variables, **arguments})
        assert "errors" not in answer.body, answer.body["errors"]
        page: Any = answer.body["data"]
        for key in self.place:
            page = page[key]
        return dict(page)


async def forwards(engine: Engine, listing: Listing, size: int) -> list[list[dict[str, Any]]]:
    """Return all pages from the first to the last, and check `hasPreviousPage` of each."""
    pages = [await listing.page(engine, first=size)]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        pages.append(await listing.page(engine, first=size, after=pages[-1]["pageInfo"]["endCursor"]))
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [False] + [True] * (len(pages) - 1)
    return [page["edges"] for page in pages]


async def backwards(engine: Engine, listing: Listing, size: int) -> list[list[dict[str, Any]]]:
    """Return all pages, read from the last to the first, in the order of the list; check `hasNextPage` of each."""
    pages = [await listing.page(engine, last=size)]
    while pages[0]["pageInfo"]["hasPreviousPage"]:
        pages.insert(0, await listing.page(engine, last=size, before=pages[0]["pageInfo"]["startCursor"]))
    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True] * (len(pages) - 1) + [False]
    return [page["edges"] for page in pages]
