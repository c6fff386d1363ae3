"""Whom to begin with so that most are reached: spread over ties under the independent cascade model."""
