"""The kinds of nodes and relations that the graph stores."""
