"""`deficitProfile` of a region, a municipality and an organisation: how many of its people lack which competence."""
