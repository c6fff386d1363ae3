"""The stored graph: declarations of nodes and relations, the read tree, its Cypher, the database, and writing."""
