// The objects of the cases: the largest of their kind, and those with long lists.
WITH head(COLLECT {
  MATCH (p:Practice) RETURN p.code ORDER BY COUNT { (p)<-[:OF]-(:Adoption) } DESC, p.id LIMIT 1
}) AS practice, COLLECT {
  MATCH (t:Theme) RETURN t.code ORDER BY COUNT { (t)<-[:ABOUT]-(:Practice)<-[:OF]-(:Adoption) } DESC, t.code LIMIT 2
} AS themes, COLLECT {
  MATCH (r:Region)
  WITH r, COUNT { (r)<-[:BELONGS_TO]-(:Person) } AS people WHERE people > 0
  RETURN r.code ORDER BY people DESC, r.code
} AS regions, head(COLLECT {
  MATCH (c:Competence) RETURN c.code ORDER BY COUNT { (c)<-[:DEVELOPS]-(:Program) } DESC, c.code LIMIT 1
}) AS competence, COLLECT {
  MATCH (o:Organisation {kind: 'SCHOOL'}) WHERE COUNT { (o)-[:PARTNER_OF]-() } IN [1, 2, 3]
  RETURN o ORDER BY o.id LIMIT 15
} AS schools, head(COLLECT {
  MATCH (p:Practice)
  WITH p ORDER BY p.title, p.id
  WITH collect([p.title, p.id]) AS places
  WITH places, CASE WHEN size(places) > 10100 THEN 10000 ELSE size(places) / 2 END AS offset
  RETURN {title: places[offset - 1][0], id: places[offset - 1][1], offset: offset}
}) AS deep
WITH *, CASE WHEN $preferred IN regions THEN $preferred ELSE head(regions) END AS region
WITH *, head(COLLECT {
  MATCH (:Region {code: region})<-[:BELONGS_TO]-(p:Person)
  WHERE p.synthetic AND 'TEACHER' IN p.roles AND EXISTS { (p)-[:HAS_DEFICIT]->() }
  RETURN p.personId ORDER BY COUNT { (p)-[:HAS_DEFICIT]->() } DESC, p.id LIMIT 1
}) AS teacher, head(COLLECT {
  WITH head(schools) AS one
  UNWIND schools AS other
  WITH one, other WHERE one <> other
  MATCH way = shortestPath((one)-[:PARTNER_OF*..8]-(other))
  WHERE all(r IN relationships(way) WHERE coalesce(r.since <= date(), true) AND coalesce(r.until >= date(), true))
    AND all(o IN nodes(way)[1..-1] WHERE coalesce(o.validTo >= date(), true))
  RETURN [one.id, other.id] ORDER BY length(way) DESC, other.id LIMIT 1
}) AS ends
RETURN {
  practice: practice, themes: themes, region: region, regions: regions[..3], competence: competence,
  teacher: teacher, ends: ends, deep: deep
} AS chosen
