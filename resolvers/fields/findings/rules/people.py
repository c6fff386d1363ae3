"""The rules on people: R13, R14, R17, R18 and R21."""

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people import Person
from graph_model.kinds.people_terms import EnrolmentStatus, PersonRole, PlacementStatus, RouteStatus
from graph_model.kinds.young_teachers import NEW_YEARS, YOUNGER_THAN
from graph_model.kinds.young_teachers import UNIVERSITIES as EXCLUDED
from graph_model.terms import OrganisationKind
from resolvers.fields.cypher import held
from resolvers.fields.findings.rule_query import Doubt, Need, RuleLack, RuleQuery, existed

CENTRE = f"{{kind: '{OrganisationKind.CNPPM.value}'}}"
COORDINATOR = f"{{kind: '{OrganisationKind.FEDERAL_COORDINATOR.value}'}}"
COMPLETED = f"training.status = '{EnrolmentStatus.COMPLETED.value}' AND coalesce(training.endedOn <= $day, true)"
OF_REGION = "(region)<-[:BELONGS_TO]-(object:Person)"
TEACHER = f"'{PersonRole.TEACHER.value}' IN object.roles"

R13 = RuleQuery(
    code="R13",
    kind=Person,
    given=f"EXISTS {{ MATCH (object)-[work:WORKS_AT]->(at:Organisation {CENTRE}) "
    f"WHERE seen(at:Organisation) AND {held('work')} }}",
    path=f"(region)<-[:LOCATED_IN]-(centre:Organisation {CENTRE})<-[:WORKS_AT]-(object:Person)",
    every=f"(centre:Organisation {CENTRE})<-[:WORKS_AT]-(object:Person)",
    reads={
        "trained": "EXISTS { MATCH (object)<-[:OF]-(training:Enrolment)-[:IN]->(:ProgramVersion)<-[:HAS_VERSION]-"
        f"(program:Program)-[:OFFERED_BY]->(:Organisation {COORDINATOR}) "
        f"WHERE seen(training:Enrolment) AND seen(program:Program) AND {COMPLETED} }}"
    },
    needs={
        "programs": Need(
            f"EXISTS {{ MATCH (:Organisation {COORDINATOR})<-[:OFFERED_BY]-(:Program) }}",
            "в графе нет программ федерального координатора",
        )
    },
    lacks=(
        RuleLack(
            "NOT trained",
            "В данных нет завершённого к {day} обучения сотрудника ЦНППМ у федерального координатора.",
            "обучение на базе федерального координатора",
            "programs",
        ),
    ),
)
TUTORS = (
    "MATCH (object)<-[work:WORKS_AT]-(tutor:Person) "
    f"WHERE seen(tutor:Person) AND {held('work')} "
    f"AND ('{PersonRole.TUTOR.value}' IN tutor.roles OR work.position = 'tutor')"
)
R14 = RuleQuery(
    code="R14",
    kind=Organisation,
    given=f"object.kind = '{OrganisationKind.CNPPM.value}' AND {existed('object')}",
    path="(region)<-[:LOCATED_IN]-(object:Organisation)",
    reads={
        "anyTutor": f"EXISTS {{ {TUTORS} }}",
        "trained": f"EXISTS {{ {TUTORS} AND EXISTS {{ MATCH (tutor)<-[:OF]-(training:Enrolment) "
        f"WHERE seen(training:Enrolment) AND {COMPLETED} }} }}",
    },
    facts={"name": "object.name"},
    needs={
        "staff": Need(
            f"EXISTS {{ MATCH (:Organisation {CENTRE})<-[:WORKS_AT]-(:Person) }}", "в графе нет сотрудников ЦНППМ"
        ),
        "trainings": Need("EXISTS { MATCH (:Enrolment) }", "в графе нет сведений об обучении"),
    },
    lacks=(
        RuleLack("NOT anyTutor", "В «{name}» на {day} нет ни одного тьютора.", "тьютор, прошедший подготовку", "staff"),
        RuleLack(
            "anyTutor AND NOT trained",
            "В «{name}» на {day} нет тьютора, завершившего обучение.",
            "подготовка тьютора",
            "trainings",
        ),
    ),
)
MANAGEMENT = ["head", "deputy_head", "unit_head"]
R17 = RuleQuery(
    code="R17",
    kind=Person,
    given=f"EXISTS {{ MATCH (object)-[part:MEMBER_OF]->(own:ManagementTeam) WHERE {held('part')} }}",
    path="(region)<-[:BELONGS_TO]-(team:ManagementTeam)<-[:MEMBER_OF]-(object:Person)",
    every="(team:ManagementTeam)<-[:MEMBER_OF]-(object:Person)",
    reads={
        "positions": f"COLLECT {{ MATCH (object)-[job:WORKS_AT]->(:Organisation) WHERE {held('job')} "
        "RETURN DISTINCT job.position ORDER BY job.position }",
        "names": "COLLECT { MATCH (held:Position) WHERE held.code IN positions RETURN held.name ORDER BY held.name }",
    },
    facts={"positions": "CASE WHEN size(names) = size(positions) THEN names ELSE positions END"},
    lacks=(
        RuleLack(
            f"size(positions) > 0 AND none(each IN positions WHERE each IN {MANAGEMENT})",
            "Участник управленческой команды занимает на {day} другую должность: {positions}.",
            "должность руководителя, заместителя руководителя или руководителя структурного подразделения",
        ),
    ),
    doubts=(Doubt("size(positions) = 0", "должность участника команды на день проверки не указана"),),
)
UNIVERSITIES = [each.value for each in EXCLUDED]
# organisations that carry out educational activity, without universities
EDUCATIONAL = [
    OrganisationKind.SCHOOL.value,
    OrganisationKind.KINDERGARTEN.value,
    OrganisationKind.COLLEGE.value,
    OrganisationKind.REGIONAL_INSTITUTE.value,
    OrganisationKind.CNPPM.value,
    OrganisationKind.FEDERAL_COORDINATOR.value,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE.value,
]
R18 = RuleQuery(
    code="R18",
    kind=Person,
    given=TEACHER,
    path=OF_REGION,
    reads={
        "employers": "COLLECT { MATCH (object)-[job:WORKS_AT]->(employer:Organisation) "
        f"WHERE seen(employer:Organisation) AND {held('job')} RETURN employer.kind }}"
    },
    lacks=(
        RuleLack(
            "size(employers) = 0",
            "Педагогический работник на {day} не состоит в трудовых отношениях ни с одной организацией.",
            "образовательная организация – работодатель",
        ),
        RuleLack(
            f"size(employers) > 0 AND all(each IN employers WHERE each IN {UNIVERSITIES})",
            "Педагогический работник на {day} работает только в вузе; преподаватели вузов исключены из понятия.",
            "работодатель, не являющийся вузом",
        ),
        RuleLack(
            f"any(each IN employers WHERE NOT each IN {UNIVERSITIES}) "
            f"AND none(each IN employers WHERE each IN {EDUCATIONAL})",
            "Педагогический работник на {day} не работает ни в одной организации, осуществляющей образовательную "
            "деятельность вне высшего образования.",
            "образовательная организация – работодатель",
        ),
    ),
)
BEGINNER = f"object.firstWorkedOn > $day - duration({{years: {NEW_YEARS}}}) AND object.firstWorkedOn <= $day"
R21 = RuleQuery(
    code="R21",
    kind=Person,
    # the day of birth is not known, so the age is known within a year
    given=f"{TEACHER} AND coalesce(object.bornYear >= $day.year - {YOUNGER_THAN}, true) AND coalesce({BEGINNER}, true)",
    path=OF_REGION,
    reads={
        "mentored": "EXISTS { MATCH (object)-[:MENTEE_IN]->(support:Mentorship) "
        f"WHERE seen(support:Mentorship) AND {held('support')} }}",
        "routed": f"EXISTS {{ MATCH (object)-[:FOLLOWS]->(route:Route {{status: '{RouteStatus.ACTIVE.value}'}}) "
        "WHERE seen(route:Route) AND coalesce(route.drawnUpOn <= $day, true) }",
        "placed": "EXISTS { MATCH (object)<-[:OF]-(placement:Placement) WHERE seen(placement:Placement) "
        f"AND placement.status <> '{PlacementStatus.CANCELLED.value}' }}",
        "supported": "mentored OR routed OR placed",
    },
    lacks=(
        RuleLack(
            f"NOT supported AND object.bornYear > $day.year - {YOUNGER_THAN} AND {BEGINNER}",
            "Учитель до 35 лет в первые три года работы: на {day} нет ни наставника, ни маршрута, ни стажировки.",
            "наставник или другая форма поддержки",
        ),
    ),
    doubts=(
        Doubt(
            f"NOT supported AND object.bornYear = $day.year - {YOUNGER_THAN}",
            "известен только год рождения, поэтому не известно, исполнилось ли педагогу 35 лет",
        ),
        Doubt("NOT supported AND object.bornYear IS NULL", "год рождения не указан"),
        Doubt("NOT supported AND object.firstWorkedOn IS NULL", "день начала работы не указан"),
    ),
)
PEOPLE_RULES = (R13, R14, R17, R18, R21)
