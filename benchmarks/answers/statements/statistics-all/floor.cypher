MATCH (g:Region)
WITH g, COLLECT {
  MATCH (g)<-[:LOCATED_IN]-(o:Organisation)<-[:BY]-(a:Adoption)
  WITH o, a.startedOn.year AS year, count(*) AS adoptions
  WITH year, sum(adoptions) AS adoptions, count(*) AS organisations ORDER BY year
  RETURN {year: year, adoptions: adoptions, organisations: organisations}
} AS years ORDER BY g.id
UNWIND years AS each
RETURN collect(each {.*, region: {id: g.id, code: g.code, name: g.name}}) AS answer
