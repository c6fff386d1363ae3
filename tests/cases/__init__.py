"""Tests of the compilation from GraphQL to Cypher; they need no database."""
