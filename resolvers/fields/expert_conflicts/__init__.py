"""`Query.conflictsOfInterest` and `ExpertConclusion.conflicts`: experts with an interest in the reviewed program."""
