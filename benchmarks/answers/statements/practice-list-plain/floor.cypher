MATCH (t:Theme) WHERE t.code IN $themes
WITH collect(t) AS asked
MATCH (chosen:Region) WHERE chosen.code IN $regions
MATCH (chosen)<-[:LOCATED_IN]-(:Organisation)<-[:AUTHORED_BY]-(p:Practice)
WHERE EXISTS { (p)-[:ABOUT]->(t) WHERE t IN asked }
WITH DISTINCT p
WITH collect(p) AS listed
WITH listed, COLLECT {
  UNWIND listed AS p
  WITH p ORDER BY p.title, p.id LIMIT 25
  WITH p, COLLECT { MATCH (p)-[:ABOUT]->(t:Theme) RETURN {code: t.code, name: t.name} ORDER BY t.id } AS themes,
    head([(p)-[:AUTHORED_BY]->(a:Organisation) | a]) AS author, COUNT { (p)<-[:OF]-(:Adoption) } AS adoptions
  WITH p, themes, author, adoptions, head([(author)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}]) AS region
  RETURN {
    id: p.id, code: p.code, title: p.title, evidence: p.evidence, themes: themes,
    author: {id: author.id, name: author.name, region: region}, adoptions: {totalCount: adoptions}
  }
} AS practices
RETURN {totalCount: size(listed), list: practices} AS answer
