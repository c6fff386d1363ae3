"""The rules on the certification of programs: R06 to R10."""

from graph_model.kinds.people import Person
from graph_model.kinds.people_terms import PersonRole, Verdict
from graph_model.kinds.programs import Certificate, ExpertConclusion, RegisterEntry
from resolvers.fields.cypher import held, in_register
from resolvers.fields.findings.rule_query import Doubt, RuleLack, RuleQuery

VERSION = (
    "(region)<-[:LOCATED_IN]-(place:Organisation)<-[:OFFERED_BY]-(program:Program)-[:HAS_VERSION]->"
    "(version:ProgramVersion)"
)
CONCLUSION = f"{VERSION}<-[:ON]-(object:ExpertConclusion)"
CONCLUDED = "coalesce(object.concludedOn <= $day, true)"
LEAST_EXPERTS = 2

R06 = RuleQuery(
    code="R06",
    kind=Certificate,
    given="object.validFrom <= $day",
    # over the conclusion, or over the register entry of a certificate without one
    path=f"{VERSION}<-[:ON|FOR]-(record)-[:BASED_ON|UNDER]-(object:Certificate)",
    reads={
        "conclusion": "head(COLLECT { MATCH (object)-[:BASED_ON]->(found:ExpertConclusion) "
        "WHERE seen(found:ExpertConclusion) RETURN found })",
        "reviewed": "COLLECT { MATCH (conclusion)-[:ON]->(version:ProgramVersion) RETURN version.id }",
        "entered": "COLLECT { MATCH (object)<-[:UNDER]-(entry:RegisterEntry)-[:FOR]->(version:ProgramVersion) "
        "WHERE seen(entry:RegisterEntry) RETURN version.id }",
    },
    facts={
        "code": "object.code",
        "certified_on": "toString(object.validFrom)",
        "concluded_on": "toString(conclusion.concludedOn)",
    },
    lacks=(
        RuleLack(
            "conclusion IS NULL",
            "Сертификат {code} выдан без заключения экспертов.",
            "положительное заключение экспертов",
        ),
        RuleLack(
            f"conclusion.verdict <> '{Verdict.POSITIVE.value}'",
            "Заключение, на котором основан сертификат {code}, не положительное.",
            "положительное заключение экспертов",
        ),
        RuleLack(
            "conclusion.concludedOn > object.validFrom",
            "Сертификат {code} действует с {certified_on}, раньше заключения от {concluded_on}.",
            "заключение, данное не позднее сертификата",
        ),
        RuleLack(
            "conclusion IS NOT NULL AND any(each IN entered WHERE NOT each IN reviewed)",
            "Заключение, на котором основан сертификат {code}, дано на другую версию программы, чем внесена в реестр.",
            "заключение на версию программы, внесённую в реестр",
        ),
    ),
    doubts=(Doubt("conclusion IS NOT NULL AND conclusion.concludedOn IS NULL", "день заключения не указан"),),
)
R07 = RuleQuery(
    code="R07",
    kind=ExpertConclusion,
    given=CONCLUDED,
    path=CONCLUSION,
    reads={
        # all signatures, as in `ExpertConclusion.certifies`
        "experts": "COUNT { MATCH (object)-[:SIGNED_BY]->(expert:Person) RETURN DISTINCT expert }"
    },
    facts={"code": "object.code"},
    lacks=(
        RuleLack(
            "experts = 0",
            "Заключение {code} не подписано ни одним экспертом.",
            "подписи не менее двух экспертов",
        ),
        RuleLack(
            f"experts > 0 AND experts < {LEAST_EXPERTS}",
            "Заключение {code} подписано одним экспертом, а не группой.",
            "подпись второго эксперта",
        ),
    ),
)
R08 = RuleQuery(
    code="R08",
    kind=Person,
    given=f"'{PersonRole.EXPERT.value}' IN object.roles",
    path="(region)<-[:BELONGS_TO]-(object:Person)",
    reads={
        "located": "EXISTS { MATCH (object)-[tie:WORKS_AT|MEMBER_OF]->(place:Organisation)-[:LOCATED_IN]->"
        f"(home:Region) WHERE seen(place:Organisation) AND seen(home:Region) AND {held('tie')} }}"
    },
    lacks=(
        RuleLack(
            "NOT located",
            "Эксперт на {day} не работает и не состоит ни в одной организации, расположенной в субъекте РФ.",
            "организация эксперта в субъекте РФ",
        ),
    ),
)
R09 = RuleQuery(
    code="R09",
    kind=RegisterEntry,
    given="object.enteredOn <= $day",
    path=f"{VERSION}<-[:FOR]-(object:RegisterEntry)",
    reads={
        "certificate": "head(COLLECT { MATCH (object)-[:UNDER]->(found:Certificate) WHERE seen(found:Certificate) "
        "RETURN found })",
    },
    facts={
        "code": "object.code",
        "entered_on": "toString(object.enteredOn)",
        "from_on": "toString(certificate.validFrom)",
        "to_on": "toString(certificate.validTo)",
    },
    lacks=(
        RuleLack(
            "certificate IS NULL",
            "Запись реестра {code} внесена {entered_on} без сертификата.",
            "сертификат программы",
        ),
        RuleLack(
            "certificate.validFrom > object.enteredOn",
            "Запись реестра {code} внесена {entered_on}, до начала действия сертификата ({from_on}).",
            "сертификат, действующий в день включения",
        ),
        RuleLack(
            "certificate.validTo < object.enteredOn",
            "Запись реестра {code} внесена {entered_on}, после окончания действия сертификата ({to_on}).",
            "сертификат, действующий в день включения",
        ),
        RuleLack(
            f"certificate.validTo >= object.enteredOn AND certificate.validTo < $day AND {in_register('object')}",
            "Сертификат записи реестра {code} действовал по {to_on}, но на {day} запись остаётся в реестре.",
            "действующий сертификат программы",
        ),
    ),
)
AT_PROVIDER = (
    "MATCH (object)-[:ON]->(version:ProgramVersion)<-[:HAS_VERSION]-(program:Program)-[:OFFERED_BY]->"
    "(provider:Organisation)<-[job:WORKS_AT]-(expert:Person)<-[:SIGNED_BY]-(object) "
    "WHERE seen(provider:Organisation) AND seen(expert:Person)"
)
R10 = RuleQuery(
    code="R10",
    kind=ExpertConclusion,
    given=CONCLUDED,
    path=CONCLUSION,
    reads={
        "then": f"COLLECT {{ {AT_PROVIDER} AND {held('job', 'object.concludedOn')} RETURN DISTINCT provider.name }}",
        "ever": f"EXISTS {{ {AT_PROVIDER} }}",
    },
    facts={"code": "object.code", "providers": "then"},
    lacks=(
        RuleLack(
            "size(then) > 0 AND object.concludedOn IS NOT NULL",
            "Среди экспертов, подписавших заключение {code}, есть работник организации «{providers}», которая "
            "реализует эту программу.",
            "эксперты, не работающие в организации программы",
        ),
    ),
    doubts=(
        Doubt(
            "object.concludedOn IS NULL AND ever",
            "день заключения не указан, поэтому не известно, работал ли эксперт в организации программы в этот день",
        ),
    ),
)
CERTIFICATION_RULES = (R06, R07, R08, R09, R10)
