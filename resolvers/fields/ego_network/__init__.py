"""`Organisation.network`: the organisations around an organisation, and the links between them."""
