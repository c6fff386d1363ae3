"""Vocabularies of the statistics of spread: periods, and networks over which a practice may spread."""

from graph_model.terms import Term


class Period(Term):
    """Length of the periods of a timeline."""

    YEAR = "YEAR", "год"
    HALF_YEAR = "HALF_YEAR", "полугодие"
    QUARTER = "QUARTER", "квартал"
    MONTH = "MONTH", "месяц"


class SpreadNetwork(Term):
    """Network of ties over which a practice may spread."""

    PARTNERSHIP = "PARTNERSHIP", "партнёрства организаций"
    PROJECT = "PROJECT", "общие проекты организаций"
    BORDER = "BORDER", "соседство муниципалитетов: внедривший - муниципалитет с первой внедрившей организацией"
