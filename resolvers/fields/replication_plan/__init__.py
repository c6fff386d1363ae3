"""The computed field `replicationPlan`."""
