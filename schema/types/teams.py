"""Teams of organisations for a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.promises import computed, described

if TYPE_CHECKING:
    from schema.types.competences import Competence, Theme
    from schema.types.interfaces import Completeness, Method, Node
    from schema.types.links import GraphLink
    from schema.types.organisations import Organisation


@computed
class TeamCoverage:
    """The coverage of a requested theme or competence by a member of a team (вклад по теме или компетенции)."""

    theme: Theme | None = described("The theme (тема); null for a competence.")
    competence: Competence | None = described("The competence with all its parts (компетенция); null for a theme.")
    strength: float = described(
        "Strength of the organisation in it, 0 to 1 (сила): it grows with the weighted number of records, each further "
        "record adding less, up to 1 from eight records on."
    )
    records: int = described("Number of records behind the strength (число записей).")
    evidence: list[Node] = described(
        "At most five of these records (записи): own work before joint work, then the latest first."
    )


@computed
class TeamReplacement:
    """The best organisation in place of a member of a team (замена участника)."""

    organisation: Organisation = described("The organisation (организация).")
    objective_lost: float = described(
        "The decrease of the objective of the team by the replacement (потеря). It can be negative if the team is not "
        "proven to be the best."
    )


@computed
class TeamMember:
    """A member of a team (участник команды)."""

    organisation: Organisation = described("The organisation (организация).")
    is_lead: bool = described("Whether the organisation leads the team (руководитель команды).")
    covers: list[TeamCoverage] = described(
        "The requested themes and competences on which the organisation works (что закрывает), themes first, each by "
        "code."
    )
    contribution: float = described(
        "The decrease of the objective if the organisation leaves without a replacement (вклад в команду). For the "
        "lead only its coverage counts."
    )
    link_to_lead: GraphLink | None = described(
        "The strongest link between the lead and this organisation (связь с руководителем); null for the lead, and for "
        "an organisation that is near but not linked."
    )
    km_to_lead: float | None = described(
        "Distance to the lead in kilometres (расстояние до руководителя); null for the lead, or if it is not known."
    )
    commitments: int = described(
        "Number of current projects and research projects, and of adoptions started within a year (текущая загрузка)."
    )
    capacity_limit: int | None = described(
        "The number of commitments above which an organisation of this kind is left out (предел загрузки): the 95th "
        "percentile of its kind. Null if fewer than 20 organisations of the kind have commitments."
    )
    replacement: TeamReplacement | None = described(
        "The best organisation in its place (лучшая замена); null if no other organisation is linked or near enough."
    )


@computed
class ProjectTeam:
    """Organisations that cover themes and competences together and can cooperate (команда проекта)."""

    members: list[TeamMember] = described(
        "The members, the lead first, then by their own coverage (участники). Empty if no organisation works on the "
        "requested themes and competences."
    )
    objective: float = described(
        "The objective of the team (показатель команды), at most 1.3: mean coverage by the best member of each theme "
        "and competence, a fifth of that by the second-best, and a tenth of the mean closeness to the lead."
    )
    bound: float = described("No team of this size has a larger objective (верхняя граница показателя).")
    optimal: bool = described("Whether the team is proven to be the best one (доказано, что команда лучшая).")
    uncovered_themes: list[Theme] = described("Requested themes on which no member works (не закрытые темы).")
    uncovered_competences: list[Competence] = described(
        "Requested competences on which no member works (не закрытые компетенции)."
    )
    method: Method = described("The method with its parameters (метод).")
    completeness: Completeness = described("Data that could not be taken into account, and limits (полнота).")
