"""`Practice.peopleReached`: the people whom a practice reached, by the reports of its adopters."""
