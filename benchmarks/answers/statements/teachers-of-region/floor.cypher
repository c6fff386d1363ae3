MATCH (:Region {code: $region})<-[:BELONGS_TO]-(p:Person) WHERE p.synthetic AND 'TEACHER' IN p.roles
WITH collect(p) AS found
RETURN {
  totalCount: size(found),
  list: COLLECT {
    UNWIND found AS p
    WITH p ORDER BY p.id LIMIT 20
    RETURN {
      id: p.id, roles: p.roles, firstWorkedOn: toString(p.firstWorkedOn),
      employments: COLLECT {
        MATCH (p)-[w:WORKS_AT]->(o:Organisation)
        WITH w, o ORDER BY o.id LIMIT 3
        RETURN {position: w.position, id: o.id, name: o.name}
      }
    }
  }
} AS answer
