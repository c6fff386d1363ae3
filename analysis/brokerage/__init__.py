"""Brokerage in networks of organisations: roles of brokers, structural holes, missing bridges, communities."""
