"""Security headers of every response."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


class SecurityHeaders:
    """A middleware that adds the security headers that a response does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application and add the missing headers to its response."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.setdefault("headers", [])
                present = {name for name, _ in given}
                message["headers"] = [*given, *(each for each in HEADERS if each[0] not in present)]
            await send(message)

        await self._app(scope, receive, completed)
