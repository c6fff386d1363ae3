CALL db.index.fulltext.queryNodes('search', $query) YIELD node, score
WITH node, score / 1000000000 AS score ORDER BY score DESC, node.id
WITH collect([node, score]) AS hits
UNWIND hits[..10] AS hit
WITH hits, hit[0] AS n, hit[1] AS score
WITH hits, score, CASE
  WHEN n:Organisation THEN {
    id: n.id, name: n.name, kind: n.kind, region: head([(n)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}])
  }
  WHEN n:Municipality THEN {
    id: n.id, name: n.name, region: head([(n)-[:IN_REGION]->(g:Region) | {id: g.id, name: g.name}])
  }
  WHEN n:Practice THEN {
    id: n.id, title: n.title, author: head([(n)-[:AUTHORED_BY]->(a:Organisation) | {id: a.id, shortName: a.shortName}])
  }
  WHEN n:Program THEN {id: n.id, title: n.title, hours: n.hours}
  ELSE {id: n.id, name: n.name}
END AS found
WITH size(hits) AS total, collect({score: score, node: found}) AS edges
RETURN {totalCount: total, edges: edges} AS answer
