MATCH (p:Practice {code: $code})
WITH p, COLLECT { MATCH (p)<-[:OF]-(:Adoption)-[:BY]->(o:Organisation) RETURN DISTINCT o.kind } AS kinds
WITH p, kinds, COLLECT {
  MATCH (o:Organisation) WHERE o.kind IN kinds
  WITH o.validFrom AS since, o.validTo AS until, count(*) AS organisations
  RETURN [toString(since), toString(until), organisations]
} AS population, COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
  WHERE a.startedOn <= date()
  WITH a, o, COLLECT {
    MATCH (o)-[t:PARTNER_OF]-(q:Organisation) WHERE q.kind IN kinds AND coalesce(t.since <= date(), true)
    RETURN q.id
  } AS partners, COLLECT { MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource) RETURN s.certainty } AS sources
  RETURN [o.id, toString(a.startedOn), partners, sources]
} AS adopters
RETURN {population: population, adopters: adopters} AS answer
