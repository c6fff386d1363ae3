"""The nodes of a region: its organisations, their dependent records, and the catalogue records that they refer to."""

from __future__ import annotations

from collections.abc import Mapping

from graph_model.model import kinds

REGION = "Region"

# A node belongs to the region if one of these navigations leads to a node of the region. Targets precede their kinds.
BELONGING: Mapping[str, tuple[str, ...]] = {
    "Municipality": ("region",),
    "Organisation": ("region",),
    "Document": ("region", "issuer"),
    "DigitalResource": ("region", "operators"),
    "KpiValue": ("region", "municipality"),
    "Person": ("region", "employments"),
    # activities of organisations and people
    "Practice": ("author", "authors"),
    "Review": ("organisation", "practice"),
    "Adoption": ("organisation",),
    "LearningSource": ("adopter",),
    "Adaptation": ("adopter",),
    "Reach": ("adopter",),
    "Effect": ("adopter",),
    "Forecast": ("organisation",),
    "NetworkPosition": ("organisation",),
    "NetworkAnalysis": ("positions",),
    "Program": ("provider",),
    "ProgramVersion": ("program",),
    "ProgramSession": ("version", "region"),
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
    # records that depend on people
    "Mentorship": ("mentor", "mentee"),
    "Attempt": ("person",),
    "Deficit": ("attempt",),
    "Enrolment": ("person",),
    "Route": ("person",),
    "Placement": ("person",),
    # referenced catalogue records
    "Function": ("performers",),
    "Theme": ("practices", "programs", "projects", "events", "internships", "research", "mentorships"),
    "Competence": ("practices", "programs", "requiredBy", "internships", "diagnostics", "deficits"),
    "SubjectArea": ("teachers", "programs", "practices", "diagnostics", "organisations"),
    "KpiIndicator": ("values",),
}


def outside() -> frozenset[str]:
    """Return the kinds without nodes that belong to a region."""
    return frozenset(name for name in kinds() if name != REGION and name not in BELONGING)
