"""Findings: violations of the rules of the order, and how far each rule could be decided."""
