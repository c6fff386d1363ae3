"""The execution of operations: the engine, caches, and worker processes."""
