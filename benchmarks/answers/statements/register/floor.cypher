MATCH (:Competence {code: $deficit})<-[:DEVELOPS]-(p:Program)-[:HAS_VERSION]->(:ProgramVersion)
  <-[:FOR]-(e:RegisterEntry)-[:UNDER]->(c:Certificate)
WHERE e.enteredOn <= date($on) AND (e.leftOn IS NULL OR e.leftOn > date($on))
  AND c.validFrom <= date($on) AND (c.validTo IS NULL OR c.validTo >= date($on))
  AND EXISTS { (c)-[:BASED_ON]->(:ExpertConclusion {verdict: 'POSITIVE'})-[:SIGNED_BY]->(:Person) }
WITH e, p, c ORDER BY e.id
WITH collect([e, p, c]) AS found
RETURN {
  totalCount: size(found),
  list: COLLECT {
    UNWIND found[..20] AS each
    WITH each[0] AS e, each[1] AS p, each[2] AS c
    WITH e, p, c, head(COLLECT {
      MATCH (c)-[:BASED_ON]->(x:ExpertConclusion)
      RETURN {
        id: x.id, verdict: x.verdict, concludedOn: toString(x.concludedOn),
        experts: {totalCount: COUNT { (x)-[:SIGNED_BY]->(s:Person) WHERE s.synthetic }}
      }
    }) AS conclusion
    RETURN {
      id: e.id, enteredOn: toString(e.enteredOn), leftOn: toString(e.leftOn),
      program: {
        id: p.id, title: p.title, hours: p.hours, kind: p.kind,
        provider: head([(p)-[:OFFERED_BY]->(o:Organisation) | {id: o.id, name: o.name}])
      },
      certificate: {
        id: c.id, validFrom: toString(c.validFrom), validTo: toString(c.validTo), conclusion: conclusion
      }
    }
  }
} AS answer
