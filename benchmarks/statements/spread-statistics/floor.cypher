MATCH (p:Practice {code: $code})
WITH p, COLLECT { MATCH (p)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation) RETURN DISTINCT o.kind } AS kinds
WITH p, kinds, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
  WHERE a.startedOn <= date()
  WITH o, min(a.startedOn).year AS year
  WITH year, count(*) AS adopters ORDER BY year
  RETURN [year, adopters]
} AS years, COLLECT {
  MATCH (o:Organisation) WHERE o.kind IN kinds
  WITH o.validFrom AS since, o.validTo AS until, count(*) AS organisations
  RETURN [toString(since), toString(until), organisations]
} AS population, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)-[t:PARTNER_OF]-(q:Organisation)
  WHERE q.kind IN kinds AND coalesce(t.since <= date(), true)
  WITH DISTINCT a, o, q
  OPTIONAL MATCH (q)<-[:BY]-(b:Adoption)-[:OF]->(p) WHERE b.startedOn.year <= a.startedOn.year
  WITH o, count(DISTINCT q) AS partners, count(DISTINCT b) AS adopted
  RETURN [o.id, partners, adopted]
} AS thresholds, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)
  WITH a, COLLECT { MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource) RETURN s.certainty } AS told
  WITH told, count(*) AS adoptions
  RETURN [told, adoptions]
} AS sources
RETURN {years: years, population: population, thresholds: thresholds, sources: sources} AS answer
