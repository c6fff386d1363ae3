MATCH (:Theme {code: $theme})<-[:ABOUT]-(p:Practice)<-[:OF]-(a:Adoption)-[:BY]->(o)
WITH o, collect(coalesce(a.startedOn.year, 0)) AS years WHERE o:Organisation
MATCH (o)-[:LOCATED_IN]->(g:Region)
UNWIND years AS year
WITH g, nullIf(year, 0) AS year, count(*) AS adoptions, count(DISTINCT o) AS organisations
WITH g, year, adoptions, organisations ORDER BY g.id, year
RETURN collect({
  region: {id: g.id, code: g.code, name: g.name}, year: year, adoptions: adoptions, organisations: organisations
}) AS answer
