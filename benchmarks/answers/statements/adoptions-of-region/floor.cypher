MATCH (:Region {code: $region})<-[:LOCATED_IN]-(o:Organisation)<-[:BY]-(a:Adoption)
WITH a, o, a.startedOn AS on ORDER BY on IS NULL, on DESC, a.id LIMIT 50
RETURN collect({
  id: a.id, startedOn: toString(on), stage: a.stage,
  practice: head([(a)-[:OF]->(p:Practice) | {id: p.id, title: p.title}]), organisation: {id: o.id, name: o.name}
}) AS answer
