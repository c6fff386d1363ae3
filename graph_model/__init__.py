"""The stored graph: declarations of nodes and relations, the read tree and its Cypher, the database, writing."""
