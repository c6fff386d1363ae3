"""Tests of the operations of users on the demo country, compared with hand-written Cypher."""
