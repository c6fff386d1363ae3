"""HTTP: the ASGI application, the GraphQL handler and the server."""
