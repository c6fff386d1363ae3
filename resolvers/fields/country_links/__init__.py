"""The links between all organisations of the country, shared by the fields that analyse their network."""
