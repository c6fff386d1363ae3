MATCH (r:Region {code: $code})
RETURN {
  id: r.id, code: r.code, name: r.name,
  municipalities: COLLECT {
    MATCH (r)<-[:IN_REGION]-(m:Municipality)
    WITH m ORDER BY m.id LIMIT 20
    RETURN {
      id: m.id, name: m.name, population: m.population,
      organisations: COLLECT {
        MATCH (m)<-[:LOCATED_IN]-(o:Organisation)
        WITH o ORDER BY o.id LIMIT 5
        RETURN {id: o.id, name: o.name, kind: o.kind}
      }
    }
  }
} AS answer
