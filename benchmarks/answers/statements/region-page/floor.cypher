MATCH (r:Region {code: $code})
WITH r, COLLECT {
  MATCH (r)<-[:IN_REGION]-(m:Municipality)
  WITH m ORDER BY m.population IS NULL, m.population DESC, m.id LIMIT 20
  WITH m, COLLECT { MATCH (m)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'MUNICIPAL' RETURN o } AS found
  WITH m, found, COLLECT {
    UNWIND found AS o
    WITH o ORDER BY o.id LIMIT 5
    RETURN {id: o.id, name: o.name, kind: o.kind}
  } AS list
  RETURN {
    id: m.id, name: m.name, population: m.population, organisations: {totalCount: size(found), list: list}
  }
} AS municipalities, COUNT { (r)<-[:IN_REGION]-(:Municipality) } AS total,
COLLECT { MATCH (r)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'REGIONAL' RETURN o } AS organisations,
COLLECT {
  MATCH (r)<-[:LOCATED_IN]-(a:Organisation)<-[:AUTHORED_BY]-(p:Practice)
  RETURN DISTINCT p
} AS practices
WITH r, municipalities, total, size(organisations) AS organisationsTotal, size(practices) AS practicesTotal,
COLLECT {
  UNWIND organisations AS o
  WITH o.kind AS value, count(*) AS count ORDER BY count DESC, value
  RETURN {value: value, count: count}
} AS kinds, COLLECT {
  UNWIND organisations AS o
  WITH o ORDER BY o.id LIMIT 10
  RETURN {
    id: o.id, name: o.name, kind: o.kind,
    unitOf: head([(o)-[:UNIT_OF]->(h:Organisation) | {id: h.id, name: h.name}])
  }
} AS organisationsList, COLLECT {
  UNWIND practices AS p
  WITH p, p.publishedOn AS on ORDER BY on IS NULL, on DESC, p.id LIMIT 5
  RETURN {
    id: p.id, title: p.title, publishedOn: toString(on),
    author: head([(p)-[:AUTHORED_BY]->(a:Organisation) | {id: a.id, shortName: a.shortName}])
  }
} AS practicesList
RETURN {
  id: r.id, name: r.name, federalDistrict: r.federalDistrict, population: r.population,
  municipalities: {totalCount: total, list: municipalities},
  organisations: {totalCount: organisationsTotal, facets: {kind: kinds}, list: organisationsList},
  practices: {totalCount: practicesTotal, list: practicesList}
} AS answer
