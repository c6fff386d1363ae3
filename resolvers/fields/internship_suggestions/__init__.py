"""`Person.internshipSuggestions` and `Person.internshipSearch`: internships suggested for a person, with reasons."""
