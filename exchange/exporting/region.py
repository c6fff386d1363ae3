"""What belongs to a region: its organisations, what hangs on them, and the catalogue records that these refer to."""

from __future__ import annotations

from collections.abc import Mapping

from graph_model.model import kinds

REGION = "Region"

# A node belongs to the region if one of these navigations leads to a node that does. Kinds follow their targets.
BELONGING: Mapping[str, tuple[str, ...]] = {
    "Municipality": ("region",),
    "Organisation": ("region",),
    "Document": ("region", "issuer"),
    "DigitalResource": ("region", "operators"),
    "KpiValue": ("region",),
    "Person": ("region", "employments"),
    # what organisations and people do
    "Practice": ("author", "authors"),
    "Review": ("organisation", "practice"),
    "Adoption": ("organisation",),
    "LearningSource": ("adopter",),
    "Adaptation": ("adopter",),
    "Reach": ("adopter",),
    "Effect": ("adopter",),
    "Forecast": ("organisation",),
    "Program": ("provider",),
    "ProgramVersion": ("program",),
    "ExpertConclusion": ("version",),
    "Certificate": ("conclusion",),
    "RegisterEntry": ("version",),
    "Internship": ("organisation",),
    "NetworkProject": ("participants",),
    "Event": ("organisers",),
    "ResearchProject": ("organisation",),
    "Diagnostic": ("conductedBy",),
    "ManagementTeam": ("region", "organisation"),
    "ExpertGroup": ("organisation",),
    # what hangs on people
    "Mentorship": ("mentor", "mentee"),
    "Attempt": ("person",),
    "Deficit": ("attempt",),
    "Enrolment": ("person",),
    "Route": ("person",),
    "Placement": ("person",),
    # catalogues: what of them is referred to
    "Function": ("performers",),
    "Theme": ("practices", "programs", "projects", "events", "internships", "research", "mentorships"),
    "Competence": ("practices", "programs", "internships", "diagnostics", "deficits"),
    "SubjectArea": ("teachers",),
    "KpiIndicator": ("values",),
}


def outside() -> frozenset[str]:
    """The kinds of which nothing belongs to a region."""
    return frozenset(name for name in kinds() if name != REGION and name not in BELONGING)
