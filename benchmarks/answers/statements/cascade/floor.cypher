MATCH (p:Practice {code: $code})
RETURN COLLECT {
  MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)-[:LOCATED_IN]->(g:Region)
  WITH a, o, g, COLLECT {
    MATCH (a)-[:LEARNED_THROUGH]->(s:LearningSource)
    RETURN {certainty: s.certainty, adoption: head([(s)-[:LEARNED_FROM]->(e:Adoption) | {id: e.id}])}
  } AS sources
  RETURN {
    id: a.id, startedOn: toString(a.startedOn), stage: a.stage, learnedFrom: sources,
    organisation: {id: o.id, name: o.name, region: {id: g.id, code: g.code}}
  }
} AS answer
