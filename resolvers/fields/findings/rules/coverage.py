"""The rules on regions: centres (R01), cabinets (R15) and management teams (R16)."""

from datetime import date

from graph_model.kinds.territory import Region
from graph_model.terms import OrganisationKind, ResourceKind
from resolvers.fields.cypher import held
from resolvers.fields.findings.rule_query import Doubt, Need, RuleLack, RuleQuery, existed

REGION = "(object:Region)"
# only the regions of 2021 are in the scope of the order
GIVEN = "object.inScope"
CENTRES_DUE, TEAMS_DUE = date(2021, 12, 31), date(2022, 12, 31)
LEAST_TEAMS = 2
CENTRE = f"{{kind: '{OrganisationKind.CNPPM.value}'}}"
CABINET = f"{{kind: '{ResourceKind.CABINET.value}'}}"
ON_DAY = f"date('{CENTRES_DUE}')"

R01 = RuleQuery(
    code="R01",
    kind=Region,
    given=GIVEN,
    path=REGION,
    due=CENTRES_DUE,
    reads={
        "centres": f"COLLECT {{ MATCH (object)<-[:LOCATED_IN]-(centre:Organisation {CENTRE}) "
        f"WHERE seen(centre:Organisation) AND {existed('centre', ON_DAY)} RETURN centre }}",
    },
    facts={"name": "object.name"},
    needs={"centres": Need(f"EXISTS {{ MATCH (:Organisation {CENTRE}) }}", "в графе нет ни одного ЦНППМ")},
    lacks=(
        RuleLack(
            "size(centres) = 0",
            "{name}: на 31.12.2021 действующего ЦНППМ нет.",
            "ЦНППМ, действующий на 31.12.2021",
            "centres",
        ),
    ),
    doubts=(
        Doubt(
            "size(centres) > 0 AND all(each IN centres WHERE each.validFrom IS NULL)",
            "день начала работы ЦНППМ не указан",
        ),
    ),
)
R15 = RuleQuery(
    code="R15",
    kind=Region,
    given=GIVEN,
    path=REGION,
    reads={
        "cabinets": f"COLLECT {{ MATCH (object)<-[:FOR]-(cabinet:DigitalResource {CABINET}) "
        "WHERE seen(cabinet:DigitalResource) RETURN cabinet }",
        "used": f"EXISTS {{ MATCH (object)<-[:FOR]-(cabinet:DigitalResource {CABINET})<-[work:OPERATES]-"
        f"(centre:Organisation {CENTRE}) WHERE seen(cabinet:DigitalResource) AND seen(centre:Organisation) "
        f"AND {held('work')} AND {existed('centre')} AND EXISTS {{ (centre)-[:LOCATED_IN]->(object) }} }}",
    },
    facts={"name": "object.name"},
    needs={
        "cabinets": Need(
            f"EXISTS {{ MATCH (:DigitalResource {CABINET}) }}", "в графе нет ни одного личного кабинета субъекта"
        )
    },
    lacks=(
        RuleLack(
            "size(cabinets) = 0",
            "{name}: в данных нет личного кабинета субъекта на Портале.",
            "личный кабинет субъекта",
            "cabinets",
        ),
        RuleLack(
            "size(cabinets) > 1",
            "{name}: у субъекта несколько личных кабинетов.",
            "единственный личный кабинет субъекта",
        ),
        RuleLack(
            "size(cabinets) > 0 AND NOT used",
            "{name}: личный кабинет есть, но ЦНППМ субъекта не указан его пользователем на {day}.",
            "доступ ЦНППМ к личному кабинету",
        ),
    ),
)
R16 = RuleQuery(
    code="R16",
    kind=Region,
    given=GIVEN,
    path=REGION,
    due=TEAMS_DUE,
    reads={
        "trained": "COUNT { MATCH (object)<-[:BELONGS_TO]-(team:ManagementTeam) WHERE seen(team:ManagementTeam) "
        f"AND team.trainedOn <= date('{TEAMS_DUE}') }}",
        "later": "COUNT { MATCH (object)<-[:BELONGS_TO]-(team:ManagementTeam) WHERE seen(team:ManagementTeam) "
        f"AND team.trainedOn > date('{TEAMS_DUE}') AND team.trainedOn <= $day }}",
    },
    facts={"name": "object.name", "trained": "trained", "later": "later", "needed": f"{LEAST_TEAMS} - trained"},
    needs={
        "teams": Need("EXISTS { MATCH (:ManagementTeam) }", "в графе нет сведений об управленческих командах"),
    },
    lacks=(
        RuleLack(
            f"trained < {LEAST_TEAMS}",
            f"{{name}}: к 31.12.2022 обучено управленческих команд: {{trained}}, требуется не менее {LEAST_TEAMS}; "
            "после этого срока обучено: {later}.",
            "обученные управленческие команды: {needed}",
            "teams",
        ),
    ),
)
COVERAGE_RULES = (R01, R15, R16)
