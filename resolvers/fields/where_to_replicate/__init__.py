"""`Practice.whereToReplicate`: the organisations where a practice should be replicated next."""
