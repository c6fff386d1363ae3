MATCH (p:Practice) WHERE p.title >= $title AND (p.title > $title OR p.id > $id)
WITH p ORDER BY p.title, p.id LIMIT 50
WITH p, head([(p)-[:AUTHORED_BY]->(a:Organisation) | a]) AS author
WITH p, author, head([(author)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}]) AS region
RETURN collect({
  id: p.id, code: p.code, title: p.title, evidence: p.evidence, publishedOn: toString(p.publishedOn),
  author: CASE WHEN author IS NOT NULL THEN {id: author.id, name: author.name, region: region} END
}) AS answer
