"""Values of rows for the fields that do not have a package of their own yet."""

from __future__ import annotations

from datetime import date


def day_of(text: str | None) -> date | None:
    """Return a day from its text."""
    return None if text is None else date.fromisoformat(text)
