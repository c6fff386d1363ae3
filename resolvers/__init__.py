"""From a GraphQL selection to a read tree, its limits and its answer."""
