"""Vocabularies of the analyses: kinds of links, reasons, presets."""

from graph_model.terms import Term


class Language(Term):
    """The language of an explanation."""

    RU = "RU", "русский"
    EN = "EN", "английский"


class LinkKind(Term):
    """What links two organisations."""

    UNIT = "UNIT", "одна - структурное подразделение другой"
    FOUNDER = "FOUNDER", "одна учредила другую"
    PARTNERSHIP = "PARTNERSHIP", "партнёрство"
    PROJECT = "PROJECT", "общий проект"
    ADOPTION = "ADOPTION", "практика одной внедрена другой"
    REGION = "REGION", "один регион"
    BORDER = "BORDER", "соседние регионы"


class PartnerPreset(Term):
    """Whom suggestions of partners prefer."""

    BALANCED = "BALANCED", "поровну похожие и дополняющие"
    PEERS = "PEERS", "организации того же вида"
    COMPLEMENTS = "COMPLEMENTS", "организации с недостающими функциями"


class ReasonCode(Term):
    """Why an organisation is suggested, or left out."""

    SAME_KIND = "SAME_KIND", "организация того же вида"
    BRINGS_FUNCTIONS = "BRINGS_FUNCTIONS", "выполняет функции, которых нет у запросившей"
    SAME_REGION = "SAME_REGION", "тот же регион"
    BORDERING_REGION = "BORDERING_REGION", "соседний регион"
    NEARBY = "NEARBY", "близко по расстоянию"
    ALREADY_PARTNER = "ALREADY_PARTNER", "уже партнёр"
    OWN_UNIT = "OWN_UNIT", "структурное подразделение запросившей"
    OWN_HOST = "OWN_HOST", "запросившая - её структурное подразделение"
    CLOSED = "CLOSED", "больше не действует"
    NOTHING_TO_OFFER = "NOTHING_TO_OFFER", "другой вид и нет недостающих функций"


class AdoptionGroup(Term):
    """What adoptions are counted by."""

    REGION = "REGION", "субъект внедрившей организации"
    YEAR = "YEAR", "год начала внедрения"
    THEME = "THEME", "тема практики"
    STAGE = "STAGE", "стадия внедрения"
