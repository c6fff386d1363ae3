"""The country of the replication model, which several computed fields share."""
