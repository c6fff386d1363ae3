"""`Query.practicesToReplicate`: the practices that fit what the people of a region lack."""
