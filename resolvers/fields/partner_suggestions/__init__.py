"""`Organisation.partnerSuggestions`: with which organisations one could work, and why."""
