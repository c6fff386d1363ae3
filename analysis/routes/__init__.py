"""Suggestions of routes: programs, practices and internships that close the open deficits of a person."""
