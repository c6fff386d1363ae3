"""Russian words of generated records, combined at random, which give search plausible texts."""

import numpy as np

from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage

SCHOOL_FORMS = ("СОШ", "СОШ", "СОШ", "СОШ", "СОШ", "СОШ", "ООШ", "Гимназия", "Лицей", "Школа")
COLLEGES = ("Педагогический колледж", "Многопрофильный колледж", "Политехнический техникум", "Колледж сервиса")

# in the genitive, as used in titles
THEMES = {
    "TH01": "функциональной грамотности",
    "TH02": "заданий в формате международных исследований качества образования",
    "TH03": "цифровых технологий",
    "TH04": "электронного и дистанционного обучения",
    "TH05": "наставничества",
    "TH06": "поддержки молодых педагогов",
    "TH07": "управленческих команд",
    "TH08": "проектной деятельности обучающихся",
    "TH09": "современных технологий обучения",
    "TH10": "воспитательной работы",
    "TH11": "индивидуальных образовательных маршрутов",
    "TH12": "диагностики профессиональных дефицитов",
    "TH13": "обновлённого содержания образования",
    "TH14": "работы с педагогически одарённой молодёжью",
    "TH15": "взаимообучения педагогов",
    "TH16": "сетевого взаимодействия организаций",
    "TH17": "талантов обучающихся",
    "TH18": "профессиональной ориентации обучающихся",
}
OTHER_THEME = "методической работы"
THEME_FORMS = {
    "TH01": ("Формирование", "Развитие", "Оценивание", "Мониторинг"),
    "TH03": ("Применение", "Освоение", "Внедрение"),
    "TH05": ("Модель", "Практика", "Школа", "Организация"),
    "TH06": ("Модель", "Школа", "Система", "Организация"),
    "TH07": ("Подготовка", "Развитие", "Школа"),
    "TH17": ("Выявление", "Развитие", "Сопровождение"),
}
FORMS = ("Развитие", "Организация", "Модель", "Практика", "Система", "Совершенствование", "Сопровождение")
# the genitive of the names of school subjects; other subjects are named in quotation marks
GENITIVE = {
    "Русский язык": "русского языка",
    "Литература": "литературы",
    "Математика": "математики",
    "Информатика": "информатики",
    "Физика": "физики",
    "Химия": "химии",
    "Биология": "биологии",
    "География": "географии",
    "История": "истории",
    "Обществознание": "обществознания",
    "Иностранный язык": "иностранного языка",
    "Окружающий мир": "окружающего мира",
    "Музыка": "музыки",
}
# places that agree with every audience
PLACES = (
    "через мастер-классы и открытые занятия",
    "в профессиональном сообществе педагогов",
    "на основе кейсов и ситуационных задач",
    "с использованием цифровой образовательной среды",
)
PLACES_OF_SCHOOLS = (*PLACES, "во внеурочной деятельности", "в школе с низкими образовательными результатами")
PLACES_OF_STAGES = {
    SchoolStage.PRESCHOOL: "в дошкольной образовательной организации",
    SchoolStage.PRIMARY: "в начальной школе",
    SchoolStage.BASIC: "в основной школе",
    SchoolStage.SECONDARY: "в старшей школе",
}
PLACES_OF_CONTEXTS = {
    OrganisationContext.SMALL_RURAL: "в малокомплектной сельской школе",
    OrganisationContext.SPECIAL_NEEDS: "для обучающихся с ограниченными возможностями здоровья",
    OrganisationContext.NATIVE_LANGUAGE: "в школе с обучением на родном языке",
}
MEANS = (
    "банк заданий и критерии оценивания", "цикл открытых уроков", "серию стажировок и взаимопосещений",
    "педагогическую мастерскую", "пакет диагностических материалов", "сетевой проект школ-партнёров",
    "программу внутришкольного обучения", "карту индивидуального развития педагога", "методический конструктор урока",
    "клуб наставников", "цикл командных проектных сессий", "сборник сценариев занятий",
)  # fmt: skip
PROBLEMS = (
    "Обучающиеся испытывают затруднения при применении знаний в жизненных ситуациях.",
    "Молодые педагоги уходят из школы в первые три года работы.",
    "Педагогам не хватает приёмов работы с разными группами обучающихся.",
    "Методическая помощь доходит до сельских школ с опозданием.",
    "Результаты диагностики не используются при планировании обучения педагогов.",
    "Учителя разных предметов редко согласуют свои требования.",
)
RESULTS = (
    "Выросла доля обучающихся, справляющихся с заданиями повышенного уровня.",
    "Педагоги применяют освоенные приёмы на своих уроках.",
    "Создана устойчивая группа наставников.",
    "Сократилось число выявленных профессиональных дефицитов.",
    "Школы-партнёры проводят совместные методические дни.",
)
# the share of programs whose title names a school subject
OF_A_SUBJECT = 0.4
PROGRAMS = (
    "Технологии {theme}", "Практики {theme} в условиях обновлённых ФГОС",
    "Методика {theme}: от диагностики к результату", "Организация {theme} в образовательной организации",
)  # fmt: skip
PROGRAMS_OF_SUBJECTS = (
    "Проектирование занятий по предмету «{subject}» с учётом {theme}",
    "Технологии {theme} на материале предмета «{subject}»",
)  # fmt: skip
FIRST_NAMES = {
    "f": ("Анна", "Мария", "Елена", "Ольга", "Наталья", "Татьяна", "Ирина", "Светлана", "Екатерина", "Юлия", "Гульнара",
          "Алия", "Дарима", "Вера", "Людмила", "Надежда"),
    "m": ("Александр", "Сергей", "Дмитрий", "Андрей", "Алексей", "Иван", "Михаил", "Руслан", "Баир", "Николай",
          "Тимур", "Павел"),
}  # fmt: skip
PATRONYMICS = {
    "f": ("Александровна", "Сергеевна", "Ивановна", "Петровна", "Николаевна", "Маратовна", "Андреевна", "Павловна"),
    "m": ("Александрович", "Сергеевич", "Иванович", "Петрович", "Николаевич", "Маратович", "Андреевич", "Павлович"),
}
LAST_NAMES = (
    "Сосновский", "Берёзовский", "Озёрский", "Полянский", "Заречный", "Луговой", "Степной", "Вершинский", "Каменский",
    "Родниковский", "Подгорный", "Дубровский", "Ясеневский", "Рябиновский", "Поморский", "Таёжный", "Ручьевский",
    "Утёсовский", "Снежинский", "Приозёрский", "Залесский", "Высоковский", "Калиновский", "Боровской",
)  # fmt: skip


def pick(random: np.random.Generator, choices: tuple[str, ...]) -> str:
    """Return one of the choices."""
    return choices[int(random.integers(len(choices)))]


def institution_name(random: np.random.Generator, kind: OrganisationKind, number: int, town: str) -> str:
    """Return the name of a school, a kindergarten or a college."""
    if kind is OrganisationKind.KINDERGARTEN:
        return f"МБДОУ «Детский сад № {number}» ({town})"
    if kind is OrganisationKind.COLLEGE:
        return f"ГАПОУ «{pick(random, COLLEGES)}» ({town})"
    return f"МБОУ «{pick(random, SCHOOL_FORMS)} № {number}» ({town})"


def theme_words(code: str) -> str:
    """Return a theme in the genitive."""
    return THEMES.get(code, OTHER_THEME)


def practice_summary(random: np.random.Generator, theme: str) -> str:
    """Return the summary of a practice: its components and its result."""
    first, second = pick(random, MEANS), pick(random, MEANS)
    return f"Практика {theme_words(theme)} включает {first} и {second}. {pick(random, RESULTS)}"


def program_title(random: np.random.Generator, theme: str) -> tuple[str, str | None]:
    """Return the title of a training program, and the name of the school subject that the title names, if any."""
    if random.random() < OF_A_SUBJECT:
        subject = pick(random, tuple(GENITIVE))
        return pick(random, PROGRAMS_OF_SUBJECTS).format(subject=subject, theme=theme_words(theme)), subject
    return pick(random, PROGRAMS).format(theme=theme_words(theme)), None


def person_name(random: np.random.Generator) -> str:
    """Return a random name."""
    sex = "f" if random.random() < 0.85 else "m"
    last = pick(random, LAST_NAMES)
    last = f"{last[:-2]}ая" if sex == "f" else last
    return f"{last} {pick(random, FIRST_NAMES[sex])} {pick(random, PATRONYMICS[sex])}"
