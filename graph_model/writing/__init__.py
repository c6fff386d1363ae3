"""Writing: nodes and links in batches, pending references, withdrawal, deletion, and reverts."""
