"""Descriptions that several types of the schema share."""

SCALARS = {"str": "String", "int": "Int", "float": "Float", "bool": "Boolean", "date": "Date", "datetime": "DateTime"}

# operator: type (with {} for the compared type), meaning
COMPARATORS = {
    "eq": ("{}", "Equal to this value."),
    "in_": ("list[{}]", "Equal to one of these values."),
    "within": (
        "{}",
        "This code, or the code of a part of it at any depth (с входящими в неё). Of these classifications, only "
        "competences contain parts; for themes and subjects, `within` is the same as `eq`.",
    ),
    "has": ("{}", "The list contains this value."),
    "has_any": ("list[{}]", "The list contains at least one of these values."),
    "contains": ("{}", "Contains this text, case-sensitive."),
    "starts_with": ("{}", "Begins with this text, case-sensitive."),
    "gt": ("{}", "Greater or later than this value."),
    "gte": ("{}", "Greater or later than this value, or equal to it."),
    "lt": ("{}", "Less or earlier than this value."),
    "lte": ("{}", "Less or earlier than this value, or equal to it."),
    "is_null": ("bool", "True: the value is absent. False: the value is present."),
}

EDGE_PROPERTIES = {
    "since": "The first day of the relation (с какой даты).",
    "until": "The last day of the relation (по какую дату).",
    "basis": "The basis of the relation (основание).",
    "borderKm": "Length of the shared border in kilometres (длина общей границы).",
    "distanceKm": "Distance between the centres in kilometres (расстояние между центрами).",
    "method": "The method by which the neighbourhood was determined (способ установления).",
    "kind": "Kind of border (вид границы).",
    "position": "Code of the position (должность); see `positions`.",
    "role": "Role in the relation (роль).",
    "order": "Position among the steps, from 1 (номер шага).",
    "doneOn": "The day the step was completed (когда пройден).",
}

# the records to which a day limits a list, by the name of the argument
NARROWINGS = {
    "on": "that are in the register on this day, under a certificate that is valid on it (на дату)",
    "inForceOn": "with a version that is in the register on this day, under a valid certificate (на дату)",
}
