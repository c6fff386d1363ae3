"""Vocabularies of the analyses: kinds of links, reasons, presets."""

from graph_model.terms import Term


class Language(Term):
    """Language of an explanation."""

    RU = "RU", "русский"
    EN = "EN", "английский"


class LinkKind(Term):
    """Kind of link between two organisations."""

    UNIT = "UNIT", "одна - структурное подразделение другой"
    FOUNDER = "FOUNDER", "одна учредила другую"
    PARTNERSHIP = "PARTNERSHIP", "партнёрство"
    PROJECT = "PROJECT", "общий проект"
    ADOPTION = "ADOPTION", "практика одной внедрена другой"
    LEARNED_FROM = "LEARNED_FROM", "одна переняла практику у другой"
    REGION = "REGION", "один регион"
    BORDER = "BORDER", "соседние регионы"


class ContentSource(Term):
    """Kind of record that shows the topics of an organisation's work."""

    AUTHORED = "AUTHORED", "автор практики"
    ADOPTED = "ADOPTED", "внедряет практику"
    REVIEWED = "REVIEWED", "провела экспертизу практики"
    PROGRAM = "PROGRAM", "реализует программу"
    PROJECT = "PROJECT", "участвует в сетевом проекте"
    EVENT = "EVENT", "проводит мероприятие"
    INTERNSHIP = "INTERNSHIP", "проводит стажировку"
    RESEARCH = "RESEARCH", "ведёт прикладное исследование"
    DIAGNOSTIC = "DIAGNOSTIC", "проводит диагностику"


class PartnerPreset(Term):
    """Preference of partner suggestions."""

    BALANCED = "BALANCED", "поровну похожие и дополняющие"
    PEERS = "PEERS", "организации того же вида"
    COMPLEMENTS = "COMPLEMENTS", "организации с недостающими функциями"


class ReasonCode(Term):
    """Reason to suggest an organisation or to exclude it."""

    SAME_KIND = "SAME_KIND", "организация того же вида"
    BRINGS_FUNCTIONS = "BRINGS_FUNCTIONS", "выполняет функции, которых нет у запросившей"
    SAME_REGION = "SAME_REGION", "тот же регион"
    BORDERING_REGION = "BORDERING_REGION", "соседний регион"
    NEARBY = "NEARBY", "близко по расстоянию"
    ALREADY_PARTNER = "ALREADY_PARTNER", "уже партнёр"
    OWN_UNIT = "OWN_UNIT", "структурное подразделение запросившей"
    OWN_HOST = "OWN_HOST", "запросившая - её структурное подразделение"
    OWN_FOUNDER = "OWN_FOUNDER", "учредитель запросившей"
    OWN_FOUNDED = "OWN_FOUNDED", "учреждена запросившей"
    CLOSED = "CLOSED", "больше не действует"
    NOTHING_TO_OFFER = "NOTHING_TO_OFFER", "другой вид и нет недостающих функций"
    BASE_RATE = "BASE_RATE", "вероятность средней организации"
    NEED = "NEED", "нужда в том, на что направлена практика"
    WORKS_ON_THEME = "WORKS_ON_THEME", "работает над темой практики"
    CONTACT_WITH_ADOPTERS = "CONTACT_WITH_ADOPTERS", "связи с внедрившими"
    SIMILAR_TO_ADOPTERS = "SIMILAR_TO_ADOPTERS", "похожа на внедривших"
    NEAREST_ADOPTER = "NEAREST_ADOPTER", "расстояние до ближайшей внедрившей"
    CAPACITY = "CAPACITY", "возможности организации"
    EXPERIENCE = "EXPERIENCE", "опыт внедрений"
    FAILED_NEARBY = "FAILED_NEARBY", "рядом от практики отказались"
    MOMENTUM = "MOMENTUM", "ход распространения практики"
    NO_CAPACITY = "NO_CAPACITY", "нет возможностей для ещё одной практики"
    NOT_PROVEN = "NOT_PROVEN", "практика ещё не подтверждена экспертизой"
    KIND_NOT_TRIED = "KIND_NOT_TRIED", "организации этого вида практику не внедряли"
    NO_LONGER_PUBLISHED = "NO_LONGER_PUBLISHED", "практика снята с учёта источником"
    COVERS_DEFICITS = "COVERS_DEFICITS", "покрывает дефициты субъекта"
    ROOM_TO_GROW = "ROOM_TO_GROW", "в субъекте практика ещё мало распространена"
    OFTEN_ABANDONED = "OFTEN_ABANDONED", "внедрившие часто отказываются"
    EFFECT_NOT_SHOWN = "EFFECT_NOT_SHOWN", "положительный эффект не показан"


class Fairness(Term):
    """Preference of a replication plan."""

    NONE = "NONE", "наибольший охват"
    WORST_REGION_FIRST = "WORST_REGION_FIRST", "сначала наименее охваченный субъект"


class AdoptionGroup(Term):
    """Grouping of adoption counts."""

    REGION = "REGION", "субъект внедрившей организации"
    YEAR = "YEAR", "год начала внедрения"
    THEME = "THEME", "тема практики"
    STAGE = "STAGE", "стадия внедрения"
