"""Joint plans of replication: several practices for many organisations, within their capacities."""
