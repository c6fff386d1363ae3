"""`coverage` of a region and of the country: functions, structures, documents and deficits, against the order."""
