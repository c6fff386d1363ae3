"""Queries that attempt to reveal real people; REAL stands for the pseudonym of one, SEEN of a generated one."""

ATTACKS = {
    "by global id": '{ node(id: "Person:REAL") { __typename id ... on Person { bornYear } } }',
    "by several ids": """{
      nodes(ids: ["Person:REAL", "Attempt:A-2", "Attempt:A-3", "Deficit:DF-3", "Route:R-3", "Enrolment:E-3",
        "Mentorship:M-3", "Placement:PL-3", "Identity:REAL"]) { __typename id }
    }""",
    "an identity": '{ node(id: "Identity:REAL") { __typename id } }',
    "by pseudonym": '{ person(personId: "REAL") { id name } }',
    "lists": """{
      people { totalCount nodes { id bornYear firstWorkedOn } facets { roles { value count } region { value count } } }
      teachers { totalCount }
      mentors { totalCount }
      mentorships { totalCount nodes { id } }
    }""",
    "filters that cut the pseudonym": """{
      a: people(where: {personId: {startsWith: "P0000000000000000000"}}) { totalCount }
      b: people(where: {personId: {gte: "REAL"}}) { totalCount nodes { id } }
    }""",
    "filters on values": """{
      a: people(where: {bornYear: {eq: 1961}, roles: {has: MENTOR}}) { totalCount }
      b: organisations(where: {people: {some: {firstWorkedOn: {eq: "2024-05-17"}}}}) { totalCount }
      c: organisations(where: {people: {none: {}}}) { totalCount }
      d: organisations(where: {people: {every: {bornYear: {eq: 1961}}}}) { totalCount }
      e: programs(where: {versions: {some: {enrolments: {some: {status: {eq: ENROLLED}}}}}}) { totalCount }
      f: practices(where: {authors: {some: {}}}) { totalCount }
      g: diagnostics(where: {attempts: {some: {score: {gt: 40}}}}) { totalCount }
      h: competences(where: {deficits: {some: {severity: {eq: HIGH}}}}) { totalCount }
      i: internships(where: {placements: {some: {}}}) { totalCount }
      j: regions(where: {people: {some: {}}}) { totalCount }
      k: organisations(where: {people: {some: {young: {eq: false}}}}) { totalCount }
      l: people(where: {young: {isNull: true}}) { totalCount nodes { id } }
    }""",
    "filters on numbers of people": """{
      a: organisations(where: {people: {count: {gte: 5}}}) { totalCount }
      b: organisations(where: {people: {count: {lt: 5}}}) { totalCount }
      c: regions(where: {people: {count: {lt: 5}}}) { totalCount }
      d: competences(where: {deficits: {count: {lt: 5}}}) { totalCount }
      e: diagnostics(where: {attempts: {count: {lt: 5}}}) { totalCount }
    }""",
    "filters on relations of people": """{
      a: organisations(where: {people: {some: {edge: {position: {startsWith: ""}}}}}) { totalCount }
      b: organisations(where: {people: {none: {edge: {asOf: "2024-06-01"}}}}) { totalCount }
      c: organisations(where: {people: {every: {not: {edge: {asOf: "2024-06-01"}}}}}) { totalCount }
      d: managementTeams(where: {members: {some: {edge: {role: {in: [HEAD, MEMBER, SECRETARY]}}}}}) { totalCount }
      e: programs(where: {routes: {some: {edge: {order: {gte: 0}}}}}) { totalCount }
    }""",
    "orders and pages": """{
      people(first: 1, orderBy: [{field: BORN_YEAR, direction: DESC}]) {
        edges { cursor node { id } }
        pageInfo { hasNextPage endCursor }
      }
      last: people(last: 2) { nodes { id } pageInfo { hasPreviousPage } }
    }""",
    "from the school": """{
      organisation(orgId: "S-1") {
        people { totalCount edges { position since node { id } } }
        then: people(asOf: "2024-06-01") { totalCount }
        practices { nodes { authors { totalCount nodes { id } } } }
      }
    }""",
    "from the region": '{ region(code: "79") { people { totalCount } } }',
    "from the profile of the region": """{
      region(code: "79") { deficitProfile { people suppressed competences { people suppressed } } }
    }""",
    "from the targets of a practice": """{
      practice(code: "PR-1") { whereToReplicate { targets { organisation { id } reasons { code text contribution } } } }
    }""",
    "from the recommendations for a region": """{
      practicesToReplicate(region: "79") {
        nodes { practice { id } score coversDeficits { competence { id } teachers } reasons { text contribution } }
        completeness { complete reason }
      }
      competence: practicesToReplicate(region: "79", forCompetences: ["C-1"]) { nodes { score } }
    }""",
    "from a joint plan": """{
      replicationPlan(practices: ["PR-1"], regions: ["79"], size: 5, budgetPerOrganisation: 1, floor: 0) {
        assignments { organisation { id } needing benefit capacityLeft }
        completeness { reason }
      }
    }""",
    "from the people reached by a practice": '{ practice(code: "PR-1") { peopleReached { people } } }',
    "from the list of routes": """{
      routes {
        totalCount
        nodes { id drawnUpOn person { id bornYear } }
        facets { status { value count } region { value count } regionAbsent }
      }
      programs(where: {routes: {some: {}}}) { totalCount }
    }""",
    "from the completion of routes": """{
      routeCompletion(on: "2024-12-31") { routes suppressed reason byRegion { routes allDone noneDone suppressed } }
      region(code: "79") { routeCompletion(on: "2024-12-31") { routes partlyDone suppressed reason } }
    }""",
    "from the activities of people": """{
      program(code: "PG-1") {
        versions { nodes {
          enrolments { totalCount nodes { id status person { id } } }
          conclusions { nodes { experts { totalCount nodes { id } } } }
        } }
        routes { totalCount }
      }
      diagnostics { nodes {
        attempts { totalCount nodes { id score person { id } deficits { totalCount } } }
        best: attempts(where: {score: {gte: 41.5}}) { totalCount }
      } }
      competences { nodes {
        deficits { totalCount nodes { id person { id } } facets { severity { value count } } }
      } }
      internships { nodes { placements { totalCount } } }
      managementTeams { nodes { members { totalCount } } }
    }""",
    "from a generated person": """{
      person(personId: "SEEN") {
        name
        mentors { totalCount nodes { mentor { id } } }
        attempts { totalCount }
        deficits { totalCount }
        routes { totalCount }
      }
    }""",
    "search": """{
      a: search(text: "Ломоносова Александра Михайловна") { totalCount }
      b: search(text: "Ломоносова") { totalCount }
      c: search(text: "REAL") { totalCount }
    }""",
    "paths": '{ paths(from: "Person:REAL", to: "Organisation:S-1") { paths { length } } }',
    "a field of the identity": "{ people { nodes { identifiedBy { name } } } }",
    "a filter by name": '{ people(where: {name: {eq: "Ломоносова Александра Михайловна"}}) { totalCount } }',
    "an order by name": "{ people(orderBy: [{field: NAME}]) { totalCount } }",
    "the types": """{
      a: __type(name: "Identity") { name }
      b: __type(name: "PersonWhere") { inputFields { name } }
      c: __type(name: "PersonOrderField") { enumValues { name } }
    }""",
}
