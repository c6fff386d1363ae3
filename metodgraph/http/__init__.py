"""The HTTP layer: ASGI application, GraphQL handler and server."""
