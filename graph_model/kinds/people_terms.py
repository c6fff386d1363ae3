"""Closed vocabularies for people, their training and their support."""

from graph_model.terms import Term


class PersonRole(Term):
    """A role of a person in the system. A person can have several roles."""

    TEACHER = "TEACHER", "педагогический работник"
    MANAGER = "MANAGER", "управленческий работник"
    MENTOR = "MENTOR", "наставник"
    EXPERT = "EXPERT", "эксперт"
    TUTOR = "TUTOR", "тьютор"
    METHODIST = "METHODIST", "методист"


class MembershipRole(Term):
    """The role of a person in a team, a group or an association."""

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
    """The kind of competences that a diagnostic measures."""

    SUBJECT = "SUBJECT", "предметные компетенции"
    METHODICAL = "METHODICAL", "методические компетенции"
    FUNCTIONAL_LITERACY = "FUNCTIONAL_LITERACY", "функциональная грамотность"
    MANAGEMENT = "MANAGEMENT", "управленческие компетенции"


class ProficiencyLevel(Term):
    """The level of proficiency that an attempt at a diagnostic showed."""

    BELOW_BASIC = "BELOW_BASIC", "ниже базового"
    BASIC = "BASIC", "базовый"
    ADVANCED = "ADVANCED", "повышенный"
    HIGH = "HIGH", "высокий"


class DeficitSeverity(Term):
    """The severity of a deficit."""

    LOW = "LOW", "низкая"
    MEDIUM = "MEDIUM", "средняя"
    HIGH = "HIGH", "высокая"


class EnrolmentStatus(Term):
    """The status of an enrolment in a program."""

    ENROLLED = "ENROLLED", "зачислен"
    COMPLETED = "COMPLETED", "завершил обучение"
    WITHDRAWN = "WITHDRAWN", "отчислен"


class PlacementStatus(Term):
    """The status of a placement in an internship."""

    PLANNED = "PLANNED", "запланирована"
    COMPLETED = "COMPLETED", "пройдена"
    CANCELLED = "CANCELLED", "отменена"


class RouteStatus(Term):
    """The status of an individual educational route."""

    ACTIVE = "ACTIVE", "действует"
    COMPLETED = "COMPLETED", "пройден"
    ABANDONED = "ABANDONED", "прекращён"


class Verdict(Term):
    """The verdict of an expert review."""

    POSITIVE = "POSITIVE", "положительное заключение"
    REVISION = "REVISION", "на доработку"
    NEGATIVE = "NEGATIVE", "отрицательное заключение"
