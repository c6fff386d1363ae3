"""Closed vocabularies of the graph. Each value has an English code and a Russian term."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """An enumeration whose members have a stored code and a Russian term."""

    russian: str

    def __new__(cls, code: str, russian: str) -> Self:
        """Return a member with the code as its value and the Russian term as an attribute."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.russian = russian
        return member


class Confidence(Term):
    """The certainty of a record."""

    HIGH = "HIGH", "подтверждено источником"
    MEDIUM = "MEDIUM", "общеизвестно, без документа"
    ASSUMED = "ASSUMED", "предположено по правилу"


class Withdrawn(Term):
    """Inclusion of withdrawn records in lists. Withdrawn records are mistakes; closed or ended records are not."""

    EXCLUDE = "EXCLUDE", "без снятых с учёта записей"
    INCLUDE = "INCLUDE", "вместе со снятыми с учёта записями"


class Level(Term):
    """The level of government at which an organisation works."""

    FEDERAL = "FEDERAL", "федеральный"
    REGIONAL = "REGIONAL", "региональный"
    MUNICIPAL = "MUNICIPAL", "муниципальный"
    LOCAL = "LOCAL", "образовательная организация"


class OrganisationKind(Term):
    """The kind of an organisation."""

    FEDERAL_MINISTRY = "FEDERAL_MINISTRY", "федеральное министерство"
    FEDERAL_COORDINATOR = "FEDERAL_COORDINATOR", "федеральный координатор"
    SUPPORT_OPERATOR = "SUPPORT_OPERATOR", "оператор поддержки"
    FEDERAL_CENTRE = "FEDERAL_CENTRE", "федеральный центр научно-методического сопровождения"
    PEDAGOGICAL_UNIVERSITY = "PEDAGOGICAL_UNIVERSITY", "педагогический вуз"
    UNIVERSITY = "UNIVERSITY", "вуз"
    REGIONAL_INSTITUTE = "REGIONAL_INSTITUTE", "региональный институт развития образования"
    CNPPM = "CNPPM", "центр непрерывного повышения профессионального мастерства (ЦНППМ)"
    REGIONAL_AUTHORITY = "REGIONAL_AUTHORITY", "региональный орган управления образованием"
    MUNICIPAL_METHOD_SERVICE = "MUNICIPAL_METHOD_SERVICE", "муниципальная методическая служба"
    RUMO = "RUMO", "региональное учебно-методическое объединение"
    PROFESSIONAL_ASSOCIATION = "PROFESSIONAL_ASSOCIATION", "профессиональная ассоциация"
    METHODICAL_COUNCIL = "METHODICAL_COUNCIL", "методический совет"
    SCHOOL = "SCHOOL", "школа"
    KINDERGARTEN = "KINDERGARTEN", "детский сад"
    COLLEGE = "COLLEGE", "колледж"


class SchoolStage(Term):
    """A stage of general education."""

    PRESCHOOL = "PRESCHOOL", "дошкольное образование"
    PRIMARY = "PRIMARY", "начальное общее образование"
    BASIC = "BASIC", "основное общее образование"
    SECONDARY = "SECONDARY", "среднее общее образование"


class Settlement(Term):
    """The kind of settlement in which an organisation works."""

    URBAN = "URBAN", "город или посёлок городского типа"
    RURAL = "RURAL", "сельский населённый пункт"


class OrganisationContext(Term):
    """A condition under which an organisation works, and which a practice can be made for."""

    SMALL_RURAL = "SMALL_RURAL", "малокомплектная сельская школа"
    SPECIAL_NEEDS = "SPECIAL_NEEDS", "обучение детей с ограниченными возможностями здоровья"
    NATIVE_LANGUAGE = "NATIVE_LANGUAGE", "обучение на родном языке народов России"
    ORDINARY = "ORDINARY", "обычные условия: ни одно из названных"


class Equipment(Term):
    """Equipment that an organisation has, and that a practice can need."""

    BROADBAND = "BROADBAND", "широкополосный доступ в интернет"
    COMPUTER_CLASS = "COMPUTER_CLASS", "компьютерный класс"
    SCIENCE_LABORATORY = "SCIENCE_LABORATORY", "лаборатория естественно-научной направленности"
    ROBOTICS = "ROBOTICS", "оборудование для робототехники"
    GROWTH_POINT = "GROWTH_POINT", "центр «Точка роста»"


class MunicipalityType(Term):
    """The type of a municipality."""

    MUNICIPAL_DISTRICT = "MUNICIPAL_DISTRICT", "муниципальный район"
    URBAN_OKRUG = "URBAN_OKRUG", "городской округ"
    MUNICIPAL_OKRUG = "MUNICIPAL_OKRUG", "муниципальный округ"
    INTRACITY_TERRITORY = "INTRACITY_TERRITORY", "внутригородская территория"


class MunicipalityStatus(Term):
    """A special status of a municipality."""

    ZATO = "ZATO", "закрытое административно-территориальное образование"
    FEDERAL_TERRITORY = "FEDERAL_TERRITORY", "федеральная территория"


class CentreRole(Term):
    """The location of the centre of a municipality."""

    OWN = "OWN", "в самом муниципальном образовании"
    SHARED_HOST = "SHARED_HOST", "в самом муниципальном образовании; здесь же центр соседнего"
    IN_NEIGHBOUR = "IN_NEIGHBOUR", "в соседнем муниципальном образовании"


class BorderMethod(Term):
    """The method by which two municipalities were found to be neighbours."""

    OSM_BORDER = "OSM_BORDER", "общая граница по OpenStreetMap"
    CENTRE_GABRIEL = "CENTRE_GABRIEL", "граф Габриэля по центрам (приближение)"
    MANUAL = "MANUAL", "вручную"


class RegionBorderKind(Term):
    """The kind of a border between two regions."""

    LAND = "LAND", "сухопутная"
    MARITIME = "MARITIME", "морская"
    CORNER = "CORNER", "касание углом"


class Evidence(Term):
    """The evidence for the record of an organisation."""

    ORDER = "ORDER", "назван в Концепции"
    PUBLIC_SOURCE = "PUBLIC_SOURCE", "открытая публикация"
    GENERAL_KNOWLEDGE = "GENERAL_KNOWLEDGE", "общеизвестно"
    DERIVED_FROM_ORDER_RULE = "DERIVED_FROM_ORDER_RULE", "выведено из правила Концепции"


class Basis(Term):
    """The basis of a relation."""

    REPORTED = "REPORTED", "сообщено источником"
    DERIVED = "DERIVED", "выведено по правилу из других данных"
    ASSIGNED_BY_ORDER = "ASSIGNED_BY_ORDER", "закреплено Концепцией за видом организаций"


class CompetenceScheme(Term):
    """The scheme that a competence belongs to."""

    PROF_STANDARD = "PROF_STANDARD", "профессиональный стандарт"
    COMPETENCE_GROUP = "COMPETENCE_GROUP", "группа компетенций"
    FUNCTIONAL_LITERACY = "FUNCTIONAL_LITERACY", "функциональная грамотность"
    TALIS_2018 = "TALIS_2018", "TALIS 2018"


class PositionCategory(Term):
    """The category of a position."""

    PEDAGOGICAL = "PEDAGOGICAL", "педагогические работники"
    MANAGEMENT = "MANAGEMENT", "управленческие кадры"


class RuleKind(Term):
    """The subject of a rule of the order."""

    COVERAGE = "COVERAGE", "охват"
    STRUCTURE = "STRUCTURE", "структура"
    PROCESS = "PROCESS", "процедура"
    PEOPLE = "PEOPLE", "люди"
    ACCESS = "ACCESS", "доступ"
    PROGRAM = "PROGRAM", "программы"
    NETWORK = "NETWORK", "сеть"
    PRACTICE = "PRACTICE", "практики"
    TIME = "TIME", "время"


class Severity(Term):
    """The severity of a violation of a rule."""

    ERROR = "ERROR", "нарушение"
    WARNING = "WARNING", "предупреждение"
    INFO = "INFO", "сведение"


class IndicatorMeasure(Term):
    """The way in which an indicator is measured."""

    SHARE = "SHARE", "доля"
    COUNT = "COUNT", "количество"
    MINIMUM_PER_SUBJECT = "MINIMUM_PER_SUBJECT", "минимум на субъект"


class ProgramKind(Term):
    """The kind of a training program."""

    QUALIFICATION_UPGRADE = "QUALIFICATION_UPGRADE", "повышение квалификации"
    PROFESSIONAL_RETRAINING = "PROFESSIONAL_RETRAINING", "профессиональная переподготовка"


class StudyForm(Term):
    """The form in which a program or one of its sessions is taught."""

    IN_PERSON = "IN_PERSON", "очная"
    DISTANCE = "DISTANCE", "дистанционная"
    MIXED = "MIXED", "смешанная"


class RemovalReason(Term):
    """The reason for which an entry was removed from the register of programs."""

    CERTIFICATE_EXPIRED = "CERTIFICATE_EXPIRED", "истёк срок действия сертификата"
    REPLACED = "REPLACED", "включена новая версия программы"
    PROVIDER_REQUEST = "PROVIDER_REQUEST", "по заявлению организации"
    OUTDATED = "OUTDATED", "содержание устарело"
    VIOLATION = "VIOLATION", "выявлены нарушения"


class PracticeStage(Term):
    """The stage of development of a practice."""

    IDEA = "IDEA", "замысел"
    PILOT = "PILOT", "апробация"
    PROVEN = "PROVEN", "подтверждена экспертизой"
    IN_BANK = "IN_BANK", "в федеральном банке практик"


class EvidenceTier(Term):
    """The strength of the evidence that a practice works."""

    NONE = "NONE", "нет подтверждений"
    RATIONALE = "RATIONALE", "обоснование"
    PROMISING = "PROMISING", "обнадёживающие данные"
    MODERATE = "MODERATE", "умеренные доказательства"
    STRONG = "STRONG", "сильные доказательства"


class AdoptionStage(Term):
    """The stage of the adoption of a practice by an organisation."""

    EXPLORATION = "EXPLORATION", "изучение"
    INSTALLATION = "INSTALLATION", "подготовка"
    INITIAL = "INITIAL", "начальное внедрение"
    FULL = "FULL", "полное внедрение"
    ABANDONED = "ABANDONED", "прекращено"


class Provenance(Term):
    """The origin of an adopted practice."""

    OWN = "OWN", "собственная практика автора"
    LEARNED = "LEARNED", "заимствована у других"
    UNKNOWN = "UNKNOWN", "источник не известен"


class LearningCertainty(Term):
    """The certainty about the source from which an adopter learned of a practice."""

    DECLARED = "DECLARED", "указан самой организацией"
    INFERRED = "INFERRED", "рассчитан, с вероятностью"
    UNKNOWN = "UNKNOWN", "источник не известен"


class LearningBasis(Term):
    """The occasion on which an adopter learned of a practice."""

    EVENT = "EVENT", "мероприятие"
    INTERNSHIP = "INTERNSHIP", "стажировка"
    PARTNERSHIP = "PARTNERSHIP", "партнёрство"
    PUBLICATION = "PUBLICATION", "публикация или банк практик"
    NEIGHBOUR = "NEIGHBOUR", "соседняя организация"
    MODEL = "MODEL", "расчёт по модели"


class AdaptationKind(Term):
    """The aspect of a practice that an adaptation changed (FRAME)."""

    CONTENT = "CONTENT", "содержание"
    CONTEXT = "CONTEXT", "условия: аудитория, место, исполнители"
    TRAINING = "TRAINING", "подготовка исполнителей и оценивание"
    SCALE = "SCALE", "способ внедрения и распространения"


class AdaptationReason(Term):
    """The reason for the adaptation of a practice (FRAME)."""

    FIT = "FIT", "лучше подходит участникам"
    RESOURCES = "RESOURCES", "доступные ресурсы"
    RULES = "RULES", "нормативные требования"
    OUTCOMES = "OUTCOMES", "повышение результатов"


class ProjectRole(Term):
    """The role of an organisation in a network project."""

    COORDINATOR = "COORDINATOR", "координатор"
    PARTICIPANT = "PARTICIPANT", "участник"
    INNOVATION_SITE = "INNOVATION_SITE", "инновационная площадка"


class ProjectKind(Term):
    """The kind of a network project."""

    NETWORK_PROGRAM = "NETWORK_PROGRAM", "сетевая программа"
    INNOVATION_PROJECT = "INNOVATION_PROJECT", "сетевой инновационный проект"


class EventKind(Term):
    """The kind of an event."""

    CONFERENCE = "CONFERENCE", "конференция"
    FORUM = "FORUM", "форум"
    READINGS = "READINGS", "педагогические чтения"
    SEMINAR = "SEMINAR", "семинар"
    CONTEST = "CONTEST", "конкурс"


class DocumentKind(Term):
    """The kind of a normative document."""

    ROAD_MAP = "ROAD_MAP", "дорожная карта"
    RECOMMENDATIONS = "RECOMMENDATIONS", "методические рекомендации (прочие)"
    REGIONAL_SYSTEM_RECOMMENDATIONS = (
        "REGIONAL_SYSTEM_RECOMMENDATIONS",
        "методические рекомендации по созданию региональной системы",
    )
    CNPPM_RECOMMENDATIONS = "CNPPM_RECOMMENDATIONS", "методические рекомендации по созданию и функционированию ЦНППМ"
    DIGITAL_RECOMMENDATIONS = "DIGITAL_RECOMMENDATIONS", "методические рекомендации внедрения цифровых решений"
    FEDERAL_CENTRE_REGULATION = "FEDERAL_CENTRE_REGULATION", "положение о федеральном центре"
    CERTIFICATION_PROCEDURE = "CERTIFICATION_PROCEDURE", "порядок сертификации программ"
    SYSTEM_REGULATION = "SYSTEM_REGULATION", "положение о структуре, составе региональной системы"
    CNPPM_REGULATION = "CNPPM_REGULATION", "положение о ЦНППМ"
    EVENT_PLAN = "EVENT_PLAN", "план региональных мероприятий (единый план)"
    NETWORK_REGULATION = "NETWORK_REGULATION", "регламент сетевого взаимодействия организаций"
    ORDER = "ORDER", "распоряжение"


class DocumentStatus(Term):
    """The legal status of a document."""

    DRAFT = "DRAFT", "проект"
    IN_FORCE = "IN_FORCE", "действует"
    REPEALED = "REPEALED", "утратил силу"


class ResourceKind(Term):
    """The kind of a digital resource."""

    PORTAL = "PORTAL", "портал"
    CABINET = "CABINET", "личный кабинет субъекта"
    REGISTER = "REGISTER", "реестр"
    BANK = "BANK", "банк практик"
    COURSE = "COURSE", "электронный курс"
    EXTERNAL_SYSTEM = "EXTERNAL_SYSTEM", "внешняя информационная система"


class ResearchStatus(Term):
    """The status of an applied research project."""

    PLANNED = "PLANNED", "запланировано"
    RUNNING = "RUNNING", "ведётся"
    FINISHED = "FINISHED", "завершено"


class LogKind(Term):
    """The kind of a change of the stored graph."""

    IMPORT = "IMPORT", "загрузка таблиц"
    SEED = "SEED", "загрузка справочных данных"
    REVERT = "REVERT", "отмена загрузки"
    ERASURE = "ERASURE", "стирание записей"
    MIGRATION = "MIGRATION", "переход к новой версии модели"


class BrokerGrouping(Term):
    """Grouping of organisations between which brokers are sought."""

    REGIONS = "REGIONS", "субъекты"
    LEVELS = "LEVELS", "уровни управления"
    KINDS = "KINDS", "виды организаций"
