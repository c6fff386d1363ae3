"""What is measured: an operation as users send it, and the best hand-written Cypher for the same answer."""

from __future__ import annotations

from benchmarks.case import Case, Target, user_operation
from benchmarks.data_cases import data_cases

NODE = """
query Refetch($id: ID!) {
  node(id: $id) {
    __typename id ... on Organisation { name kind } ... on Practice { title } ... on Region { name code }
  }
}
"""

ORGANISATIONS = """
query Organisations($first: Int!) {
  organisations(first: $first, orderBy: [{field: NAME}]) { nodes { id name kind region { id code name } } }
}
"""

MUNICIPALITIES = """
query Municipalities($first: Int!) {
  municipalities(first: $first, orderBy: [{field: NAME}]) { nodes { id name type population oktmo } }
}
"""

REGION_PAGE_CYPHER = """
MATCH (r:Region {code: $code})
WITH r, COLLECT {
  MATCH (r)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'REGIONAL'
  WITH o.kind AS value, count(*) AS count ORDER BY count DESC, value
  RETURN {value: value, count: count}
} AS kinds
RETURN {
  id: r.id, name: r.name, federalDistrict: r.federalDistrict, population: r.population,
  municipalities: {
    totalCount: COUNT { (r)<-[:IN_REGION]-(:Municipality) },
    nodes: COLLECT {
      MATCH (r)<-[:IN_REGION]-(m:Municipality)
      WITH m ORDER BY m.population IS NULL, m.population DESC, m.id LIMIT 20
      RETURN {
        id: m.id, name: m.name, population: m.population,
        organisations: {
          totalCount: COUNT { (m)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'MUNICIPAL' },
          nodes: COLLECT {
            MATCH (m)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'MUNICIPAL'
            WITH o ORDER BY o.id LIMIT 5
            RETURN {id: o.id, name: o.name, kind: o.kind}
          }
        }
      }
    }
  },
  organisations: {
    totalCount: COUNT { (r)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'REGIONAL' },
    facets: kinds,
    nodes: COLLECT {
      MATCH (r)<-[:LOCATED_IN]-(o:Organisation) WHERE o.level = 'REGIONAL'
      WITH o ORDER BY o.id LIMIT 10
      RETURN {id: o.id, name: o.name, kind: o.kind, unitOf: head([(o)-[:UNIT_OF]->(h) | {id: h.id, name: h.name}])}
    }
  },
  practices: {
    totalCount: COUNT { (r)<-[:LOCATED_IN]-(:Organisation)<-[:AUTHORED_BY]-(:Practice) },
    nodes: COLLECT {
      MATCH (r)<-[:LOCATED_IN]-(:Organisation)<-[:AUTHORED_BY]-(p:Practice)
      WITH DISTINCT p ORDER BY p.publishedOn IS NULL, p.publishedOn DESC, p.id LIMIT 6
      RETURN {
        id: p.id, title: p.title, publishedOn: toString(p.publishedOn),
        author: head([(p)-[:AUTHORED_BY]->(a:Organisation) | {id: a.id, shortName: a.shortName}])
      }
    }
  }
} AS answer
"""

SEARCH_CYPHER = """
CALL db.index.fulltext.queryNodes('search', $query, {limit: 1000}) YIELD node, score
WITH collect([node, score]) AS hits
UNWIND hits[..10] AS hit
WITH hits, hit[0] AS n, hit[1] AS score
WITH hits, score, CASE
  WHEN n:Organisation THEN {
    kind: n.kind, id: n.id, name: n.name, region: head([(n)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}])
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
"""


def cases() -> list[Case]:
    """All cases."""
    page, page_variables = user_operation("frontend/region-page")
    search, search_variables = user_operation("frontend/search")
    partners, partners_variables = user_operation("federal-center/partners")
    node = "MATCH (n:Organisation {id: $id}) RETURN {id: n.id, name: n.name, kind: n.kind} AS answer"
    organisations = """
        MATCH (o:Organisation) WITH o ORDER BY o.name, o.id LIMIT 50
        WITH o, head([(o)-[:LOCATED_IN]->(r:Region) | {id: r.id, code: r.code, name: r.name}]) AS region
        RETURN collect({id: o.id, name: o.name, kind: o.kind, region: region}) AS answer
    """
    municipalities = """
        MATCH (m:Municipality) WITH m ORDER BY m.name, m.id LIMIT 2000
        RETURN collect({id: m.id, name: m.name, type: m.type, population: m.population, oktmo: m.oktmo}) AS answer
    """
    query = (
        "(searchText:функцианальной^4 OR searchText:функцианальн~1) AND "
        "(searchText:грамотности^4 OR searchText:грамотн~1)"
    )
    wide = Target(ratio=0.9, plus_milliseconds=0.0, tail_ratio=None)
    return [
        Case("node by id", NODE, {"id": "Organisation:RU-ACADEMY"}, node, {"id": "Organisation:RU-ACADEMY"}),
        Case("region-page", page, page_variables, REGION_PAGE_CYPHER, page_variables),
        Case("50 organisations with region", ORGANISATIONS, {"first": 50}, organisations, {}),
        Case("search", search, search_variables, SEARCH_CYPHER, {"query": query}),
        Case("partners", partners, partners_variables, None, partners_variables),
        Case("2,000 municipalities, 5 fields", MUNICIPALITIES, {"first": 2000}, municipalities, {}, wide),
        *data_cases(),
    ]
