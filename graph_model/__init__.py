"""What is stored: kinds of nodes and relations, the read tree and its Cypher, the database."""
