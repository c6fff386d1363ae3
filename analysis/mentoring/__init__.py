"""Suggestions of mentors for a person."""
