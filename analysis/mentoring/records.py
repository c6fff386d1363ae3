"""The records from which mentors are suggested: a person, and the mentors of a region."""

from __future__ import annotations

from typing import NamedTuple

from analysis.workplaces import PlacedOrganisation


class MenteeRecord(NamedTuple):
    """The person who needs a mentor (global ids), with the mentors whose mentorships of this person last."""

    id: str
    region: str | None
    mentors: list[str]
    themes: list[str]
    subjects: list[str]
    workplaces: list[PlacedOrganisation]


class MentorRecord(NamedTuple):
    """A mentor of a region who works on the day.

    `places` is the number of mentees whom the mentor can support at the same time, None if it is not known. `mentees`
    is the number of mentorships that last or are to begin.
    """

    id: str
    places: int | None
    mentees: int
    themes: list[str]
    subjects: list[str]
    workplaces: list[PlacedOrganisation]

    @property
    def free_places(self) -> int | None:
        """Return the number of free places; None if the number of places is not known."""
        return None if self.places is None else max(self.places - self.mentees, 0)
