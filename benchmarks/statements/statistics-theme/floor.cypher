MATCH (:Theme {code: $theme})<-[:ABOUT]-(p:Practice)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
WITH o, a.startedOn.year AS year, count(*) AS adoptions
MATCH (o)-[:LOCATED_IN]->(g:Region)
WITH g, year, sum(adoptions) AS adoptions, count(o) AS organisations
WITH g, year, adoptions, organisations ORDER BY g.id, year
RETURN collect({
  region: {id: g.id, code: g.code, name: g.name}, year: year, adoptions: adoptions, organisations: organisations
}) AS answer
