"""Execution: the engine, caches, worker processes."""
