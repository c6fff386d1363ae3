"""The execution of GraphQL operations: validation, limits, compilation to a read tree, and responses."""
