WITH date.truncate('month', date() + duration({days: 1})) - duration({days: 1}) AS day
MATCH (r:Region {code: $code})<-[:LOCATED_IN]-(:Organisation)<-[w:WORKS_AT]-(p:Person)
WHERE EXISTS { (p)-[:TOOK]->() } AND p.synthetic
  AND coalesce(w.since <= day, true) AND coalesce(w.until >= day, true)
WITH DISTINCT day, p
MATCH (p)-[:HAS_DEFICIT|OVERCAME]->(d:Deficit)-[:IN_COMPETENCE]->(c:Competence)
WHERE d.synthetic AND coalesce(d.foundOn <= day, true) AND coalesce(d.closedOn > day, true)
WITH p, c, max(CASE d.severity WHEN 'LOW' THEN 0 WHEN 'MEDIUM' THEN 1 ELSE 2 END) AS severity
WITH c, severity, count(*) AS people
WITH c, severity, people ORDER BY c.id, severity
WITH c, sum(people) AS people, collect({severity: ['LOW', 'MEDIUM', 'HIGH'][severity], people: people}) AS severities
RETURN collect({competence: {id: c.id}, people: people, bySeverity: severities}) AS answer
