"""`Person.mentorSuggestions` and `Person.mentorSearch`: mentors suggested for a person, with reasons."""
