MATCH (a:Organisation {id: $from}), (b:Organisation {id: $to})
MATCH way = shortestPath((a)-[:PARTNER_OF*..8]-(b))
WHERE all(r IN relationships(way) WHERE coalesce(r.since <= date(), true) AND coalesce(r.until >= date(), true))
  AND all(o IN nodes(way)[1..-1] WHERE coalesce(o.validTo >= date(), true))
RETURN {
  length: length(way),
  nodes: [o IN nodes(way) | {id: o.id, name: o.name}],
  links: [r IN relationships(way) | {kind: 'PARTNERSHIP', since: toString(r.since)}]
} AS answer
