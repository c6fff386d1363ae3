"""`Organisation.partnerSuggestions`: organisations suggested as partners, with reasons."""
