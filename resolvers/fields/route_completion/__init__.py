"""`Query.routeCompletion`, `Region.routeCompletion`, `Municipality.routeCompletion`: how far routes are completed."""
