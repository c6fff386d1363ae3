"""Suggestions of partners for an organisation."""
