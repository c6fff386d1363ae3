MATCH (:Region {code: $region})<-[:BELONGS_TO]-(p:Person)
WHERE EXISTS { (p)-[:HAS_DEFICIT]->(d:Deficit) WHERE d.synthetic } AND p.synthetic AND 'TEACHER' IN p.roles
WITH collect(p) AS found
RETURN {
  totalCount: size(found),
  list: COLLECT {
    UNWIND found AS p
    WITH p ORDER BY p.id LIMIT 20
    RETURN {
      id: p.id,
      deficits: COLLECT {
        MATCH (p)-[:HAS_DEFICIT]->(d:Deficit)-[:IN_COMPETENCE]->(c:Competence) WHERE d.synthetic
        WITH d, c ORDER BY d.id LIMIT 5
        RETURN {
          id: d.id, severity: d.severity, foundOn: toString(d.foundOn), competence: {id: c.id, code: c.code, name: c.name}
        }
      }
    }
  }
} AS answer
