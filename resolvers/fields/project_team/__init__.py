"""`Query.projectTeam`: organisations that cover themes and competences together and can cooperate."""
