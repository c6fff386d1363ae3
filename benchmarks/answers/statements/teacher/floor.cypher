MATCH (t:Person {personId: $personId}) WHERE t.synthetic
RETURN {
  id: t.id, roles: t.roles, firstWorkedOn: toString(t.firstWorkedOn),
  employments: COLLECT {
    MATCH (t)-[w:WORKS_AT]->(o:Organisation)
    WITH w, o ORDER BY o.id LIMIT 20
    RETURN {
      position: w.position, since: toString(w.since), until: toString(w.until), id: o.id, name: o.name,
      municipality: head([(o)-[:LOCATED_IN]->(m:Municipality) | {id: m.id, name: m.name}])
    }
  },
  deficits: COLLECT {
    MATCH (t)-[:HAS_DEFICIT]->(d:Deficit)-[:IN_COMPETENCE]->(c:Competence) WHERE d.synthetic
    WITH d, c ORDER BY d.id LIMIT 20
    WITH d, c, COLLECT {
      MATCH (c)<-[:DEVELOPS]-(p:Program)
      WITH p ORDER BY p.id
      WITH p WHERE EXISTS {
        MATCH (p)-[:HAS_VERSION]->(:ProgramVersion)<-[:FOR]-(e:RegisterEntry)-[:UNDER]->(f:Certificate)
        WHERE e.enteredOn <= date($on) AND (e.leftOn IS NULL OR e.leftOn > date($on))
          AND f.validFrom <= date($on) AND (f.validTo IS NULL OR f.validTo >= date($on))
          AND EXISTS { (f)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->(:Person) }
      }
      RETURN {
        id: p.id, title: p.title, hours: p.hours,
        provider: head([(p)-[:OFFERED_BY]->(o:Organisation) | {id: o.id, name: o.name}])
      } LIMIT 5
    } AS programs
    RETURN {
      id: d.id, severity: d.severity, foundOn: toString(d.foundOn),
      competence: {id: c.id, code: c.code, name: c.name, programs: programs}
    }
  }
} AS answer
