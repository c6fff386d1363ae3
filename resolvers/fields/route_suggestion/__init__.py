"""`Person.routeSuggestion`: a route that closes the open deficits of a person within given hours."""
