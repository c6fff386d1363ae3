"""`deficitProfile` of a region, a municipality and an organisation: the number of people lacking each competence."""
