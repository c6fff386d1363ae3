"""Russian texts on the completion of routes: why numbers are missing, and which routes are not counted."""

from __future__ import annotations

from analysis.deficits.suppression import SMALLEST_GROUP

NO_ROUTES = "В графе нет маршрутов."
SMALL_GROUP = (
    "Скрыто: все шаги, часть шагов или ни одного шага выполнили менее пяти человек, или такую группу можно вычислить."
)
WITHOUT_DAY = "без даты составления"
WITHOUT_REGION = "людей, субъект которых не указан"


def not_counted(routes: int, which: str) -> str:
    """State how many routes of the country are not counted. A number below five is not given."""
    number = str(routes) if routes >= SMALLEST_GROUP else f"менее {SMALLEST_GROUP}"
    return f"По стране не учтены маршруты {which}: {number}."
