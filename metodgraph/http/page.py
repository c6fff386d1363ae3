"""The root page: HTML for browsers, a list of addresses as text for other clients."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

PAGE = Path(__file__).with_name("page.html")
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
FORBIDDEN = ("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")


async def welcome(request: Request) -> Response:
    """Respond with the root page or the list of addresses."""
    if "text/html" in request.headers.get("accept", "").lower():
        return HTMLResponse(page(), headers={"content-security-policy": policy(page()), "vary": "accept"})
    base = str(request.base_url)
    lines = [f"GraphQL: {base}graphql", f"Schema:  {base}schema.graphql", f"Health:  {base}health"]
    return PlainTextResponse("\n".join(["MetodGraph", "", *lines, ""]), headers={"vary": "accept"})


@cache
def page() -> str:
    """Return the HTML of the page from a cache."""
    return PAGE.read_text(encoding="utf-8")


@cache
def policy(html: str) -> str:
    """Return the content security policy of a page: its inline script and style by digest, and its own service only."""
    inline = [f"{kind}-src {digest(text)}" for kind, text in INLINE.findall(html)]
    return "; ".join(["default-src 'none'", *inline, "connect-src 'self'", *FORBIDDEN])


def digest(text: str) -> str:
    """Return the digest of an inline script or style as a source expression of the policy."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
