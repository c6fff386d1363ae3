MATCH (p:Practice {code: $code})
WITH p, head([(p)-[:AUTHORED_BY]->(a:Organisation) | a]) AS author
RETURN {
  id: p.id, title: p.title, summary: p.summary, stage: p.stage, evidence: p.evidence,
  publishedOn: toString(p.publishedOn),
  author: {
    id: author.id, name: author.name, kind: author.kind,
    region: head([(author)-[:LOCATED_IN]->(g:Region) | {id: g.id, name: g.name}])
  },
  competences: COLLECT {
    MATCH (p)-[:ADDRESSES]->(c:Competence) WITH c ORDER BY c.id LIMIT 10 RETURN {id: c.id, code: c.code, name: c.name}
  },
  reviews: COLLECT {
    MATCH (p)<-[:OF]-(r:Review) WITH r ORDER BY r.id LIMIT 5
    RETURN {
      id: r.id, verdict: r.verdict, reviewedOn: toString(r.reviewedOn),
      organisation: head([(r)-[:BY]->(o:Organisation) | {id: o.id, shortName: o.shortName}])
    }
  },
  adoptions: {
    totalCount: COUNT { (p)<-[:OF]-(:Adoption) },
    list: COLLECT {
      MATCH (p)<-[:OF]-(a:Adoption) WITH a, a.startedOn AS on ORDER BY on, a.id LIMIT 50
      MATCH (a)-[:BY]->(o:Organisation)
      WITH a, on, o, COLLECT {
        MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource)
        RETURN {certainty: s.certainty, adoption: head([(s)-[:LEARNED_FROM]->(e:Adoption)-[:BY]->(t:Organisation) |
          {id: e.id, organisation: {id: t.id, name: t.name}}])} ORDER BY s.id
      } AS sources ORDER BY on, a.id
      RETURN {
        id: a.id, startedOn: toString(on), stage: a.stage, learnedFrom: sources,
        organisation: {
          id: o.id, name: o.name, location: {lat: o.location.latitude, lon: o.location.longitude},
          municipality: head([(o)-[:LOCATED_IN]->(m:Municipality) | {id: m.id, name: m.name}]),
          region: head([(o)-[:LOCATED_IN]->(g:Region) | {id: g.id, code: g.code, name: g.name}])
        }
      }
    }
  }
} AS answer
