"""Replication of practices: plans and recommendations from a discrete-time hazard model of adoptions."""
