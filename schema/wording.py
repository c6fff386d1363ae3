"""Words that mean the same wherever they appear in the schema."""

SCALARS = {"str": "String", "int": "Int", "float": "Float", "bool": "Boolean", "date": "Date", "datetime": "DateTime"}

# operator: type (with {} for the compared type), meaning
COMPARATORS = {
    "eq": ("{}", "Equal to."),
    "in_": ("list[{}]", "One of these."),
    "has": ("{}", "The list holds this value."),
    "has_any": ("list[{}]", "The list holds at least one of these values."),
    "contains": ("{}", "Holds this text, upper and lower case told apart."),
    "starts_with": ("{}", "Begins with this text, upper and lower case told apart."),
    "gt": ("{}", "Greater (later) than."),
    "gte": ("{}", "Greater (later) than or equal to."),
    "lt": ("{}", "Less (earlier) than."),
    "lte": ("{}", "Less (earlier) than or equal to."),
    "is_null": ("bool", "True: there is no value. False: there is one."),
}

EDGE_PROPERTIES = {
    "since": "The day from which the relation holds (с какой даты).",
    "until": "The day on which the relation ended (по какую дату).",
    "basis": "On what the relation rests (основание).",
    "borderKm": "Length of the shared border in kilometres (длина общей границы).",
    "distanceKm": "Distance between the centres in kilometres (расстояние между центрами).",
    "method": "How the neighbourhood is known (способ установления).",
    "kind": "What kind of border it is (вид границы).",
    "position": "Code of the position (должность); see `positions`.",
    "role": "In which role (роль).",
    "order": "Its place among the steps, from 1 (номер шага).",
    "doneOn": "When the step was done (когда пройден).",
}

# what a day limits a list to, by the name of the argument
NARROWINGS = {
    "on": "entered by this day, not left, and under a certificate that is valid on it (на дату)",
    "inForceOn": "with a version in the register under a valid certificate on this day (на дату)",
}
