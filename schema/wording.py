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
    "graduatedOn": "The day of the graduation (дата окончания).",
}

# the comparators of a number of nodes
COUNT_COMPARATORS = ("eq", "in_", "gt", "gte", "lt", "lte")
PEOPLE_COUNT = (
    "Comparators on a number of people, or of records about them. Only multiples of five are permitted, because groups "
    "of fewer than five people are not shown (малые группы не раскрываются). All given conditions must hold."
)
PEOPLE_COUNT_COMPARATORS = {
    "gte": "At least this number: 5, 10, 15 or another multiple of five.",
    "lt": "Fewer than this number: 5, 10, 15 or another multiple of five.",
}

EDGE_CONDITION = (
    "A condition on the relation over which an item of a list is reached (связь); other conditions hold for the same "
    "item. Permitted only inside `some`, `none` and `every` of a list whose relation has the compared properties."
)
EDGE_WHERE = "Comparators on the properties of the relation to an item of a list. All given conditions must hold."
EDGE_DAY = "The relation is valid on this day (на дату). An unknown first or last day does not exclude it."

PLACE = {
    "lat": "Latitude in degrees, from -90 to 90 (широта).",
    "lon": "Longitude in degrees, from -180 to 180 (долгота).",
}
KM = {"km": "The largest distance in kilometres (радиус), more than 0."}
NEAR_WHERE = "A circle around a place. Distances are great-circle distances with the mean radius of the Earth."
NEAR = (
    "The position is inside this circle (поблизости). A node without a position is never inside. Not permitted for "
    "places that are reached by way of people."
)
NEAR_ORDER = (
    "Sort by the distance from this place, rounded to metres; nodes without a position come last. Not permitted for "
    "lists that are reached by way of people."
)
NEAR_KM = (
    "Distance from the place of `orderBy: {near: ...}` in kilometres (расстояние). Null if the list has another order, "
    "or if the node has no position."
)

# the values by which lists can be filtered although they are not stored
DECIDED_VALUES = {
    "young": (
        "Whether the person is a young teacher today (молодой педагог), as in the base of the indicator KPI4: has the "
        "role TEACHER, works at an organisation other than a university, reaches an age under 35 this year, and first "
        "worked less than three years ago. If missing data decide this, the value is absent: neither true nor false."
    ),
}

# the records to which a day limits a list, by the name of the argument
NARROWINGS = {
    "on": (
        "that are in force on this day: in the register, under a certificate that is valid on it and rests on a "
        "positive conclusion with an expert (действующие на дату)"
    ),
    "inForceOn": "with a version whose register entry is in force on this day (с версией, действующей на дату)",
}
