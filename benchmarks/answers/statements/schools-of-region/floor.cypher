MATCH (:Region {code: $region})<-[:LOCATED_IN]-(o:Organisation) WHERE o.kind = 'SCHOOL'
WITH o ORDER BY o.name, o.id LIMIT 50
RETURN collect({
  id: o.id, name: o.name, city: o.city, pupils: o.pupils,
  municipality: head([(o)-[:LOCATED_IN]->(m:Municipality) | {id: m.id, name: m.name}])
}) AS answer
