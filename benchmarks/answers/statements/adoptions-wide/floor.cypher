MATCH (a:Adoption) WHERE a.id IS NOT NULL
WITH a ORDER BY a.id LIMIT 2000
RETURN collect({
  id: a.id, code: a.code, startedOn: toString(a.startedOn), stage: a.stage, provenance: a.provenance
}) AS answer
