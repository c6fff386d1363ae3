"""Closed vocabularies of people, their training and what supports them."""

from graph_model.terms import Term


class PersonRole(Term):
    """What a person is in the system; one person can be several."""

    TEACHER = "TEACHER", "педагогический работник"
    MANAGER = "MANAGER", "управленческий работник"
    MENTOR = "MENTOR", "наставник"
    EXPERT = "EXPERT", "эксперт"
    TUTOR = "TUTOR", "тьютор"
    METHODIST = "METHODIST", "методист"


class MembershipRole(Term):
    """What a person is in a team, a group or an association."""

    HEAD = "HEAD", "руководитель"
    MEMBER = "MEMBER", "участник"
    SECRETARY = "SECRETARY", "секретарь"


class MentorshipForm(Term):
    """The form of mentoring."""

    TEACHER_TO_TEACHER = "TEACHER_TO_TEACHER", "педагог - педагог"
    LEADER_TO_TEACHER = "LEADER_TO_TEACHER", "руководитель - педагог"
    EMPLOYER_TO_STUDENT = "EMPLOYER_TO_STUDENT", "работодатель - студент"
    REVERSE = "REVERSE", "реверсивное наставничество"


class DiagnosticKind(Term):
    """What a diagnostic measures."""

    SUBJECT = "SUBJECT", "предметные компетенции"
    METHODICAL = "METHODICAL", "методические компетенции"
    FUNCTIONAL_LITERACY = "FUNCTIONAL_LITERACY", "функциональная грамотность"
    MANAGEMENT = "MANAGEMENT", "управленческие компетенции"


class DeficitSeverity(Term):
    """How grave a deficit is."""

    LOW = "LOW", "низкая"
    MEDIUM = "MEDIUM", "средняя"
    HIGH = "HIGH", "высокая"


class EnrolmentStatus(Term):
    """How far a person has come with a program."""

    ENROLLED = "ENROLLED", "зачислен"
    COMPLETED = "COMPLETED", "завершил обучение"
    WITHDRAWN = "WITHDRAWN", "отчислен"


class PlacementStatus(Term):
    """How far a person has come with an internship."""

    PLANNED = "PLANNED", "запланирована"
    COMPLETED = "COMPLETED", "пройдена"
    CANCELLED = "CANCELLED", "отменена"


class RouteStatus(Term):
    """How far a person has come on a route."""

    ACTIVE = "ACTIVE", "действует"
    COMPLETED = "COMPLETED", "пройден"
    ABANDONED = "ABANDONED", "прекращён"


class Verdict(Term):
    """What an expert review comes to."""

    POSITIVE = "POSITIVE", "положительное заключение"
    REVISION = "REVISION", "на доработку"
    NEGATIVE = "NEGATIVE", "отрицательное заключение"
