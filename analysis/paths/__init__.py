"""Shortest paths between organisations."""
