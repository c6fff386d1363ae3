"""The table and the summary of an assignment of mentors. They contain global ids and pseudonyms, no names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from analysis.mentoring.assignment.assigning import MentorAssignment
from analysis.mentoring.assignment.reasons import WithoutMentor, text_of
from analysis.mentoring.assignment.solving import PairSolver
from analysis.mentoring.scoring import MentorSuggestion
from exchange.exporting.destination import complete_file
from resolvers.fields.mentor_suggestions.region import RegionNumbers

COLUMNS = (
    *("teacher", "status", "mentor", "organisation", "distance_km", "score"),
    *("shared_themes", "shared_subjects", "reasons"),
)
ASSIGNED = "ASSIGNED"


def rows_of(found: MentorAssignment) -> list[dict[str, object]]:
    """Return one row for each teacher in the order of ids: the mentor with the reasons, or why there is none."""
    return [
        {"teacher": each.id, **(mentor_cells(found.suggestions[number]) if mentor >= 0 else empty_cells(found, number))}
        for number, (each, mentor) in enumerate(zip(found.region.mentees, found.mentor_of.tolist(), strict=True))
    ]


def mentor_cells(suggestion: MentorSuggestion) -> dict[str, object]:
    """Return the cells of an assigned mentor."""
    return {
        "status": ASSIGNED,
        "mentor": suggestion.mentor,
        "organisation": suggestion.organisation,
        "distance_km": None if suggestion.distance_km is None else round(suggestion.distance_km, 1),
        "score": round(suggestion.score, 6),
        "shared_themes": " ".join(suggestion.shared_themes),
        "shared_subjects": " ".join(suggestion.shared_subjects),
        "reasons": " ".join(each.text() for each in suggestion.reasons),
    }


def empty_cells(found: MentorAssignment, teacher: int) -> dict[str, object]:
    """Return the cells of a teacher without a mentor."""
    reason = found.reasons[teacher]
    cells: dict[str, object] = dict.fromkeys(COLUMNS[2:])
    return {"status": reason.value, **cells, "reasons": text_of(reason, found.most_km).text()}


def write_table(rows: Sequence[Mapping[str, object]], target: Path) -> None:
    """Write the rows as a CSV file. Raises an `ExportError` if the target exists or cannot be written."""
    with complete_file(target) as file:
        # with this line end the writer quotes both carriage returns and line feeds in cells
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def summary_of(found: MentorAssignment, numbers: RegionNumbers) -> dict[str, object]:
    """Return the figures of an assignment."""
    mentors, counts = found.region.mentors, found.counts()
    distances = [each.distance_km for each in found.suggestions.values() if each.distance_km is not None]
    return {
        "region": numbers.region,
        "young_teachers_without_mentor": len(found.region.mentees),
        "teachers_of_unknown_age_or_experience": numbers.undecided,
        "teachers_of_unknown_subject": sum(not each.subjects for each in found.region.mentees),
        "mentors": len(mentors),
        "mentors_of_unknown_places": sum(each.free_places is None for each in mentors),
        "free_places": int(found.region.places.sum()),
        "max_km": found.most_km,
        "assigned": len(found.suggestions),
        "benefit": round(found.score, 6),
        "mean_distance_km": round(float(np.mean(distances)), 3) if distances else None,
        "unassigned": len(found.unassigned),
        "unassigned_by_reason": {each.value: counts[each] for each in WithoutMentor},
        "solver": found.solver.value,
        "pairs_compared": len(found.pairs.teachers),
        "optimal": found.optimal,
        "remarks": [*remarks_of(found)],
    }


def remarks_of(found: MentorAssignment) -> Iterator[str]:
    """Yield sentences on why the assignment may not be the best one."""
    if found.solver is PairSolver.GREEDY:
        yield (
            "OR-Tools is not installed: the mentors were chosen greedily, and another assignment may be better. "
            "Install it with: pip install 'metodgraph[optimise]'."
        )
    if cut := len(found.pairs.cut):
        yield (
            f"Only the nearest mentors were compared for {cut:,} teachers, and further ones with free places for "
            "teachers without a mentor: another assignment may be better."
        )
