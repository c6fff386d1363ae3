"""Teams of organisations that cover requested themes and competences together and can cooperate."""
