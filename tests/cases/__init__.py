"""GraphQL in, Cypher out: cases that need no database."""
