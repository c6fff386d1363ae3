"""`Query.brokers`: the organisations that link others, and the groups without links."""
