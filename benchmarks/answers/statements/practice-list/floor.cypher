MATCH (t:Theme) WHERE t.code IN $themes
WITH collect(t) AS asked
MATCH (chosen:Region) WHERE chosen.code IN $regions
MATCH (chosen)<-[:LOCATED_IN]-(:Organisation)<-[:AUTHORED_BY]-(p:Practice)
WHERE EXISTS { (p)-[:ABOUT]->(t) WHERE t IN asked }
WITH DISTINCT p
WITH collect(p) AS listed
WITH listed, COLLECT {
  UNWIND listed AS p
  MATCH (p)-[:ABOUT]->(t:Theme)
  WITH t, count(*) AS count
  WITH t.code AS value, t.name AS label, count ORDER BY count DESC, value
  RETURN {value: value, label: label, count: count}
} AS themes, COLLECT {
  UNWIND listed AS p
  MATCH (p)-[:AUTHORED_BY]->(:Organisation)-[:LOCATED_IN]->(g:Region)
  WITH g, count(DISTINCT p) AS count
  WITH g.code AS value, g.name AS label, count ORDER BY count DESC, value
  RETURN {value: value, label: label, count: count}
} AS regions, COLLECT {
  UNWIND listed AS p
  WITH p.evidence AS value, count(*) AS count ORDER BY count DESC, value
  RETURN {value: value, count: count}
} AS evidence, COLLECT {
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
RETURN {
  totalCount: size(listed), facets: {theme: themes, region: regions, evidence: evidence}, list: practices
} AS answer
