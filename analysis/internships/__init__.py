"""Suggestions of internships for a person."""
