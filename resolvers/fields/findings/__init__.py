"""`findings` of a region and of the country: violations of the rules of the order."""
