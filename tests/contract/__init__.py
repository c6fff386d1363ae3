"""The operations of users on the demo country: what their answers hold, and the same from Cypher written by hand."""
