"""Analyses as pure functions: arrays in, dataclasses out."""
