"""`Practice.whereToReplicate`: the organisations to which a practice should be passed on next."""
