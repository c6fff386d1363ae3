"""`Query.practicesToReplicate`: the practices that fit the deficits of the people of a region."""
