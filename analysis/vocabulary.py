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


class HubTreatment(Term):
    """Treatment of paths that pass through hubs, which are organisations linked to very many others."""

    KEEP = "KEEP", "узлы не отличаются от других организаций"
    EXCLUDE = "EXCLUDE", "пути не проходят через узлы"
    DISCOUNT = "DISCOUNT", "пути через узлы идут после других"


class PartnerPreset(Term):
    """Preference of partner suggestions."""

    BALANCED = "BALANCED", "по оценке"
    PEERS = "PEERS", "сначала организации того же вида"
    COMPLEMENTS = "COMPLEMENTS", "сначала организации с недостающими функциями или нужными компетенциями"


class ReasonCode(Term):
    """Reason to suggest an organisation or to exclude it."""

    SHARED_PARTNERS = "SHARED_PARTNERS", "общие партнёры"
    JOINT_PROJECTS = "JOINT_PROJECTS", "общие проекты"
    SHARED_THEMES = "SHARED_THEMES", "работа над одними темами"
    COMPLEMENTARY_COMPETENCES = "COMPLEMENTARY_COMPETENCES", "одна развивает компетенции, нужные территории другой"
    PARTNERSHIPS = "PARTNERSHIPS", "число партнёров обеих организаций"
    NEARBY = "NEARBY", "близко по расстоянию"
    SAME_MUNICIPALITY = "SAME_MUNICIPALITY", "тот же муниципалитет"
    BORDERING_MUNICIPALITY = "BORDERING_MUNICIPALITY", "соседний муниципалитет"
    SAME_REGION = "SAME_REGION", "тот же регион"
    KINDS = "KINDS", "виды организаций, которые часто сотрудничают"
    SERVES_GOAL = "SERVES_GOAL", "работает над целью запроса"
    ALREADY_PARTNER = "ALREADY_PARTNER", "уже партнёр"
    OWN_UNIT = "OWN_UNIT", "структурное подразделение запросившей"
    OWN_HOST = "OWN_HOST", "запросившая - её структурное подразделение"
    OWN_FOUNDER = "OWN_FOUNDER", "учредитель запросившей"
    OWN_FOUNDED = "OWN_FOUNDED", "учреждена запросившей"
    CLOSED = "CLOSED", "больше не действует"
    NOTHING_TO_OFFER = (
        "NOTHING_TO_OFFER",
        "другой вид, и нет ни записей о работе, ни общих связей, ни недостающих функций",
    )
    BASE_RATE = "BASE_RATE", "средняя вероятность"
    NEED = "NEED", "нужда в том, на что направлена практика"
    WORKS_ON_THEME = "WORKS_ON_THEME", "работает над темой практики"
    CONTACT_WITH_ADOPTERS = "CONTACT_WITH_ADOPTERS", "связи с внедрившими"
    SIMILAR_TO_ADOPTERS = "SIMILAR_TO_ADOPTERS", "похожа на внедривших"
    NEAREST_ADOPTER = "NEAREST_ADOPTER", "расстояние до ближайшей внедрившей"
    CAPACITY = "CAPACITY", "возможности организации"
    EXPERIENCE = "EXPERIENCE", "опыт внедрений"
    FAILED_NEARBY = "FAILED_NEARBY", "рядом прекратили применять практику"
    MOMENTUM = "MOMENTUM", "ход распространения практики"
    NO_CAPACITY = "NO_CAPACITY", "нет возможностей для ещё одной практики"
    NOT_PROVEN = "NOT_PROVEN", "практика ещё не подтверждена экспертизой"
    KIND_NOT_TRIED = "KIND_NOT_TRIED", "организации этого вида практику не внедряли"
    NO_LONGER_PUBLISHED = "NO_LONGER_PUBLISHED", "практика снята с учёта источником"
    COVERS_DEFICITS = "COVERS_DEFICITS", "покрывает дефициты субъекта"
    ROOM_TO_GROW = "ROOM_TO_GROW", "в субъекте практика ещё мало распространена"
    OFTEN_ABANDONED = "OFTEN_ABANDONED", "внедрившие часто отказываются"
    EFFECT_NOT_SHOWN = "EFFECT_NOT_SHOWN", "положительный эффект не показан"


class FitReason(Term):
    """Reason why an organisation is outside of the audience of a practice, or why that is uncertain."""

    NOT_DECLARED = "NOT_DECLARED", "практика не указала, для кого она"
    KIND = "KIND", "вид организации"
    LEVEL = "LEVEL", "уровень организации"
    STAGE = "STAGE", "уровни общего образования"
    CONTEXT = "CONTEXT", "условия работы"
    RESOURCES = "RESOURCES", "оснащение"


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


class RuleStatus(Term):
    """How far a rule could be decided."""

    DECIDED = "DECIDED", "проверено полностью"
    PARTLY = "PARTLY", "по части объектов данных недостаточно"
    UNDECIDED = "UNDECIDED", "данных для проверки нет"
    NOTHING_TO_CHECK = "NOTHING_TO_CHECK", "объектов, к которым относится правило, нет"
    NOT_DUE = "NOT_DUE", "срок правила не наступил"
    COUNTRY_ONLY = "COUNTRY_ONLY", "правило проверяется по стране в целом"


class OfferSource(Term):
    """A kind of records that develop a competence."""

    PROGRAM = "PROGRAM", "программа в федеральном реестре"
    PRACTICE = "PRACTICE", "практика федерального банка"
    INTERNSHIP = "INTERNSHIP", "стажировка со свободными местами"


class UnperformedCause(Term):
    """Why no organisation of the country performs a function."""

    WHOLE_LEVEL = "WHOLE_LEVEL", "функция закреплена за региональным уровнем в целом, а не за видом организаций"
    NO_PERFORMER = "NO_PERFORMER", "ни одна организация страны не указана исполнителем функции"


class CertificationStepKind(Term):
    """Kind of a step of a program version from the application to the removal from the register."""

    APPLIED = "APPLIED", "подана заявка на сертификацию"
    ASSIGNED = "ASSIGNED", "назначена группа экспертов"
    CONCLUDED = "CONCLUDED", "дано экспертное заключение"
    CERTIFIED = "CERTIFIED", "выдан сертификат"
    ENTERED = "ENTERED", "включена в реестр"
    EXPIRED = "EXPIRED", "истёк срок действия сертификата"
    LEFT = "LEFT", "исключена из реестра"


class CertificationState(Term):
    """State of a program version on a day, between the application and the removal from the register."""

    NOT_APPLIED = "NOT_APPLIED", "заявка не подана"
    APPLIED = "APPLIED", "заявка подана, заключения нет"
    REFUSED = "REFUSED", "отказано: отрицательное заключение"
    RETURNED = "RETURNED", "возвращена на доработку"
    CONCLUDED_POSITIVE = "CONCLUDED_POSITIVE", "положительное заключение"
    CERTIFIED = "CERTIFIED", "сертифицирована"
    IN_REGISTER = "IN_REGISTER", "в реестре, запись действует"
    NOT_IN_FORCE = "NOT_IN_FORCE", "в реестре, но запись не действует"
    EXPIRED = "EXPIRED", "срок действия сертификата истёк"
    REMOVED = "REMOVED", "исключена из реестра"


class CertificationFlaw(Term):
    """What is missing or inconsistent in the records of a certification."""

    NO_APPLICATION = "NO_APPLICATION", "нет заявки"
    CONCLUDED_BEFORE_APPLICATION = "CONCLUDED_BEFORE_APPLICATION", "заключение раньше заявки"
    CONCLUSION_WITHOUT_DAY = "CONCLUSION_WITHOUT_DAY", "нет дня заключения"
    CONCLUSION_WITHOUT_GROUP = "CONCLUSION_WITHOUT_GROUP", "не указана группа экспертов"
    CONCLUSION_WITHOUT_EXPERT = "CONCLUSION_WITHOUT_EXPERT", "заключение без эксперта"
    CONCLUSION_OF_ONE_EXPERT = "CONCLUSION_OF_ONE_EXPERT", "заключение одного эксперта"
    CERTIFICATE_WITHOUT_CONCLUSION = "CERTIFICATE_WITHOUT_CONCLUSION", "сертификат без заключения"
    CERTIFICATE_ON_UNSIGNED_CONCLUSION = "CERTIFICATE_ON_UNSIGNED_CONCLUSION", "сертификат по заключению без эксперта"
    CERTIFICATE_ON_OTHER_VERDICT = "CERTIFICATE_ON_OTHER_VERDICT", "сертификат по неположительному заключению"
    CERTIFICATE_BEFORE_CONCLUSION = "CERTIFICATE_BEFORE_CONCLUSION", "сертификат раньше заключения"
    CERTIFICATE_OF_OTHER_VERSION = "CERTIFICATE_OF_OTHER_VERSION", "сертификат по заключению на другую версию"
    CERTIFICATE_ENDS_BEFORE_IT_BEGINS = "CERTIFICATE_ENDS_BEFORE_IT_BEGINS", "срок сертификата кончается до начала"
    ENTRY_WITHOUT_CERTIFICATE = "ENTRY_WITHOUT_CERTIFICATE", "запись реестра без сертификата"
    ENTRY_BEFORE_CERTIFICATE = "ENTRY_BEFORE_CERTIFICATE", "включение в реестр раньше сертификата"
    ENTRY_AFTER_CERTIFICATE = "ENTRY_AFTER_CERTIFICATE", "включение в реестр после срока сертификата"
    ENTRY_OUTLIVES_CERTIFICATE = "ENTRY_OUTLIVES_CERTIFICATE", "запись остаётся в реестре после срока сертификата"
    REMOVED_BEFORE_ENTRY = "REMOVED_BEFORE_ENTRY", "исключение раньше включения"
    REMOVAL_WITHOUT_REASON = "REMOVAL_WITHOUT_REASON", "исключение без причины"


class ConflictCode(Term):
    """The relation of an expert to the organisation whose program the expert reviewed."""

    EMPLOYED = "EMPLOYED", "эксперт работает в организации-заявителе"
    UNIT = "UNIT", "эксперт работает в подразделении организации-заявителя"
    HOST = "HOST", "организация-заявитель – подразделение организации эксперта"
    FOUNDER = "FOUNDER", "организация эксперта – учредитель организации-заявителя"
    FOUNDED = "FOUNDED", "организация-заявитель – учредитель организации эксперта"
    JOINT_PROJECT = "JOINT_PROJECT", "общий проект с организацией-заявителем"
