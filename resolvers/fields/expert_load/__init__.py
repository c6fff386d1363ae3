"""`Query.expertLoad`: the conclusions that the experts of each region signed in a period."""
