"""The rules on the structure of the system: R02 to R05 and R26."""

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Region
from graph_model.terms import OrganisationKind, ResourceKind
from resolvers.fields.cypher import held
from resolvers.fields.findings.rule_query import Doubt, Need, RuleLack, RuleQuery, existed

IN_REGION = "(region)<-[:LOCATED_IN]-(object:Organisation)"
UNIVERSITIES = [OrganisationKind.PEDAGOGICAL_UNIVERSITY.value, OrganisationKind.UNIVERSITY.value]
HOSTS = [OrganisationKind.REGIONAL_INSTITUTE.value, *UNIVERSITIES]
HOSTS_OF = (
    "COLLECT { MATCH (object)-[:UNIT_OF]->(host:Organisation) WHERE seen(host:Organisation) "
    "RETURN host ORDER BY host.id }"
)
HOST_FACTS = {"name": "object.name", "hosts": "[each IN hosts | each.name]"}
# the business keys of the two ministries in the reference data, and the code of the function of certification
EDUCATION, SCIENCE, CERTIFIES = "RU-MP", "RU-MON", "FK-12"


def of_kind(kind: OrganisationKind) -> str:
    """Write the condition that the object is an organisation of a kind that exists on the day."""
    return f"object.kind = '{kind.value}' AND {existed('object')}"


def several_hosts(missing: str) -> RuleLack:
    """Return the violation of an organisation that is a unit of several organisations."""
    return RuleLack(
        "size(hosts) > 1", "«{name}» числится структурным подразделением нескольких организаций: {hosts}.", missing
    )


R02 = RuleQuery(
    code="R02",
    kind=Organisation,
    given=of_kind(OrganisationKind.CNPPM),
    path=IN_REGION,
    reads={"hosts": HOSTS_OF},
    facts={**HOST_FACTS, "host_kind": "hosts[0].kind"},
    lacks=(
        RuleLack("size(hosts) = 0", "«{name}» не входит в состав ни одной организации.", "головная организация ЦНППМ"),
        several_hosts("единственная головная организация ЦНППМ"),
        RuleLack(
            f"size(hosts) = 1 AND NOT hosts[0].kind IN {HOSTS}",
            "«{name}» – подразделение организации «{hosts}» ({host_kind}), а не организации ДПО или вуза.",
            "головная организация: институт развития образования или вуз",
        ),
    ),
)
R03 = RuleQuery(
    code="R03",
    kind=Organisation,
    given=of_kind(OrganisationKind.FEDERAL_CENTRE),
    path=IN_REGION,
    reads={"hosts": HOSTS_OF},
    facts={**HOST_FACTS, "host_kind": "hosts[0].kind"},
    lacks=(
        RuleLack("size(hosts) = 0", "«{name}» не входит в состав ни одного вуза.", "вуз федерального центра"),
        several_hosts("единственный вуз федерального центра"),
        RuleLack(
            f"size(hosts) = 1 AND NOT hosts[0].kind IN {UNIVERSITIES}",
            "«{name}» – подразделение организации «{hosts}» ({host_kind}), а не вуза.",
            "вуз федерального центра",
        ),
    ),
)
R04 = RuleQuery(
    code="R04",
    kind=Organisation,
    given=of_kind(OrganisationKind.FEDERAL_CENTRE),
    path=IN_REGION,
    reads={
        "hosts": HOSTS_OF,
        "founders": "COLLECT { UNWIND hosts AS host MATCH (host)-[:FOUNDED_BY]->(founder:Organisation) "
        "WHERE seen(founder:Organisation) RETURN founder ORDER BY founder.id }",
        "agreed": "EXISTS { UNWIND [object] + hosts AS party MATCH (party)-[agreement:AGREED_WITH]->"
        f"(ministry:Organisation {{orgId: '{SCIENCE}'}}) WHERE seen(ministry:Organisation) AND {held('agreement')} }}",
    },
    facts={**HOST_FACTS, "founders": "[each IN founders | each.name]"},
    lacks=(
        RuleLack(
            f"size(founders) > 0 AND NOT agreed AND none(each IN founders WHERE each.orgId = '{EDUCATION}')",
            "Учредитель вуза «{hosts}» – {founders}, а не Минпросвещения России; согласования с Минобрнауки России "
            "для центра «{name}» в данных нет.",
            "согласование с Минобрнауки России",
        ),
    ),
    doubts=(
        Doubt("size(hosts) = 0 AND NOT agreed", "вуз федерального центра не указан (см. R03)"),
        Doubt("size(hosts) > 0 AND size(founders) = 0 AND NOT agreed", "учредитель вуза не указан"),
    ),
)


def operates(kind: ResourceKind) -> str:
    """Write the condition that the coordinator operates a resource of a kind on the day."""
    return (
        f"EXISTS {{ MATCH (object)-[work:OPERATES]->(resource:DigitalResource {{kind: '{kind.value}'}}) "
        f"WHERE seen(resource:DigitalResource) AND {held('work')} }}"
    )


COORDINATOR = f"(each:Organisation {{kind: '{OrganisationKind.FEDERAL_COORDINATOR.value}'}})"
R05 = RuleQuery(
    code="R05",
    kind=Organisation,
    # without a coordinator, the one row has no object
    every=f"WITH COLLECT {{ MATCH {COORDINATOR} WHERE seen(each:Organisation) AND {existed('each')} RETURN each }} "
    "AS coordinators\nUNWIND CASE WHEN size(coordinators) = 0 THEN [null] ELSE coordinators END AS object",
    reads={
        "portal": operates(ResourceKind.PORTAL),
        "register": operates(ResourceKind.REGISTER),
        "certifies": f"EXISTS {{ MATCH (object)-[work:PERFORMS]->(:Function {{code: '{CERTIFIES}'}}) "
        f"WHERE {held('work')} }}",
        "lastDay": f"CASE WHEN object IS NULL THEN head(COLLECT {{ MATCH {COORDINATOR} WHERE seen(each:Organisation) "
        "AND each.validTo < $day RETURN toString(each.validTo) ORDER BY each.validTo DESC LIMIT 1 }) END",
    },
    facts={
        "name": "object.name",
        "names": "[each IN coordinators | each.name]",
        "last_on": "lastDay",
    },
    needs={
        "resources": Need("EXISTS { MATCH (:DigitalResource) }", "в графе нет сведений о цифровых ресурсах"),
        "functions": Need("EXISTS { MATCH (:Function)<-[:PERFORMS]-() }", "в графе нет сведений о функциях"),
    },
    lacks=(
        RuleLack(
            "object IS NULL AND lastDay IS NULL",
            "В данных нет федерального координатора, действующего на {day}.",
            "федеральный координатор",
        ),
        RuleLack(
            "object IS NULL AND lastDay IS NOT NULL",
            "На {day} действующего федерального координатора нет: последний действовал по {last_on}.",
            "федеральный координатор",
        ),
        RuleLack(
            "size(coordinators) > 1",
            "На {day} действует несколько федеральных координаторов: {names}.",
            "единственный федеральный координатор",
        ),
        RuleLack(
            "object IS NOT NULL AND NOT portal",
            "«{name}» не указана оператором единого федерального портала.",
            "оператор единого федерального портала",
            "resources",
        ),
        RuleLack(
            "object IS NOT NULL AND NOT register",
            "«{name}» не указана организацией, которая ведёт Федеральный реестр программ.",
            "ведение Федерального реестра",
            "resources",
        ),
        RuleLack(
            "object IS NOT NULL AND NOT certifies",
            "За организацией «{name}» не закреплена сертификация программ.",
            "функция сертификации программ",
            "functions",
        ),
    ),
)


def present(kind: OrganisationKind) -> str:
    """Write the condition that the region has an organisation of a kind on the day."""
    return (
        f"EXISTS {{ MATCH (object)<-[:LOCATED_IN]-(body:Organisation {{kind: '{kind.value}'}}) "
        f"WHERE seen(body:Organisation) AND {existed('body')} }}"
    )


def known(kind: OrganisationKind, reason: str) -> Need:
    """Return the need of at least one organisation of a kind in the graph."""
    return Need(f"EXISTS {{ MATCH (:Organisation {{kind: '{kind.value}'}}) }}", reason)


# the kinds of which each region has one, by the name of the fact that it has
OF_REGION = {
    "authority": OrganisationKind.REGIONAL_AUTHORITY,
    "institute": OrganisationKind.REGIONAL_INSTITUTE,
    "union": OrganisationKind.RUMO,
}
OF_MUNICIPALITY = OrganisationKind.MUNICIPAL_METHOD_SERVICE
# the names of the municipalities of a region (`object`) without a method service and without a methodist on the day
UNSERVED = f"""COLLECT {{ MATCH (object)<-[:IN_REGION]-(place:Municipality)
  WHERE seen(place:Municipality) AND {existed("place")}
    AND NOT EXISTS {{ MATCH (place)<-[:LOCATED_IN]-(service:Organisation {{kind: '{OF_MUNICIPALITY.value}'}})
      WHERE seen(service:Organisation) AND {existed("service")} }}
    AND NOT EXISTS {{ MATCH (place)<-[:LOCATED_IN]-(work:Organisation)<-[job:WORKS_AT]-(person:Person)
      WHERE seen(work:Organisation) AND {held("job")} AND 'METHODIST' IN person.roles AND seen(person:Person) }}
  RETURN place.name ORDER BY place.name }}"""
R26 = RuleQuery(
    code="R26",
    kind=Region,
    given="object.inScope",
    path="(object:Region)",
    reads={
        **{name: present(kind) for name, kind in OF_REGION.items()},
        "municipalities": UNSERVED,
    },
    facts={"municipalities": "municipalities"},
    needs={
        "authorities": known(
            OrganisationKind.REGIONAL_AUTHORITY, "в графе нет региональных органов управления образованием"
        ),
        "institutes": known(OrganisationKind.REGIONAL_INSTITUTE, "в графе нет институтов развития образования"),
        "unions": known(OrganisationKind.RUMO, "в графе нет региональных учебно-методических объединений"),
        "services": known(OrganisationKind.MUNICIPAL_METHOD_SERVICE, "в графе нет муниципальных методических служб"),
    },
    lacks=(
        RuleLack(
            "NOT authority",
            "В данных нет регионального органа управления образованием.",
            "региональный орган управления образованием",
            "authorities",
        ),
        RuleLack(
            "NOT institute",
            "В данных нет института развития образования (повышения квалификации).",
            "институт развития образования",
            "institutes",
        ),
        RuleLack(
            "NOT union",
            "В данных нет регионального учебно-методического объединения.",
            "региональное учебно-методическое объединение",
            "unions",
        ),
        RuleLack(
            "size(municipalities) > 0",
            "Нет ни методической службы, ни методиста в муниципальных образованиях: {municipalities}.",
            "методическая служба или ответственное лицо: {municipalities}",
            "services",
        ),
    ),
)
STRUCTURE_RULES = (R02, R03, R04, R05, R26)
