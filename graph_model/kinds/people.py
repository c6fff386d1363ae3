"""People, their employments and memberships (SYS10, SYS13, SYS14, SYS15); names are stored on a separate node."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from graph_model.decided_values import UnnamedDecision
from graph_model.declarations import Comparison, Constant, Facet, Filter, Node, Relation, to_many, to_one
from graph_model.kinds.competences import About, Teaches
from graph_model.kinds.development import Follows, PlacedFor
from graph_model.kinds.diagnostics import HasDeficit, Overcame, Took
from graph_model.kinds.people_terms import MembershipRole, MentorshipForm, PersonRole
from graph_model.kinds.personal import Personal
from graph_model.kinds.practices import AuthoredBy
from graph_model.kinds.programs import EnrolmentOf, ReviewedBy, SignedBy
from graph_model.kinds.young_teachers import young_teachers
from graph_model.properties import Distinguishing, Indexed, Unique

# the key is a keyed hash of the identifier in the source; the identifier itself is never a key
PSEUDONYM = r"^P[0-9a-f]{32}$"
Pseudonym = StringConstraints(pattern=PSEUDONYM)
Year = Annotated[int | None, Field(ge=1900, le=2100)]


class IdentifiedBy(Relation):
    """The relation of a person to the node with the name and contacts."""

    type: ClassVar[str] = "IDENTIFIED_BY"


class PersonInRegion(Relation):
    """The relation of a person to a region.

    Its type differs from the type for municipalities, so that reading 50 municipalities does not traverse 50,000
    people.
    """

    type: ClassVar[str] = "BELONGS_TO"


class WorksAt(Relation):
    """The employment of a person at an organisation in a position, which is given by its code."""

    type: ClassVar[str] = "WORKS_AT"
    position: Annotated[str, Distinguishing]
    since: Annotated[date | None, Distinguishing] = None
    until: date | None = None


class GraduatedFrom(Relation):
    """The graduation of a person from a pedagogical university."""

    type: ClassVar[str] = "GRADUATED_FROM"
    graduated_on: Annotated[date, Distinguishing]


class MemberOf(Relation):
    """The membership of a person in an association, a council, a management team or a group of experts."""

    type: ClassVar[str] = "MEMBER_OF"
    role: MembershipRole = MembershipRole.MEMBER
    since: date | None = None
    until: date | None = None


class KeptBy(Relation):
    """The relation of a management team or a group of experts to its organisation."""

    type: ClassVar[str] = "KEPT_BY"


class TeamInRegion(Relation):
    """The relation of a management team to its region."""

    type: ClassVar[str] = "BELONGS_TO"


class MentorIn(Relation):
    """The relation of a mentor to a mentorship."""

    type: ClassVar[str] = "MENTOR_IN"


class MenteeIn(Relation):
    """The relation of a mentee to a mentorship."""

    type: ClassVar[str] = "MENTEE_IN"


class Person(Personal):
    """A teacher, manager, mentor, expert, tutor or graduate, identified by a pseudonym."""

    key: ClassVar[str] = "person_id"
    owners: ClassVar[tuple[str, ...]] = ()
    withheld: ClassVar[dict[str, str]] = {
        "name": "Names are personal data and are not visible to any user until access control exists."
    }
    facets: ClassVar[dict[str, Facet]] = {
        "roles": Facet("roles"),
        "region": Facet("code", "name", path=("region",)),
    }

    person_id: Annotated[str, Unique, Pseudonym]
    roles: tuple[PersonRole, ...]
    born_year: Year = None
    first_worked_on: Annotated[date | None, Indexed] = None
    mentee_places: Annotated[int | None, Field(ge=0)] = None

    identified_by = to_one(IdentifiedBy.out("Identity"))
    region = to_one(PersonInRegion.out("Region"))
    employments = to_many(WorksAt.out("Organisation"))
    graduations = to_many(GraduatedFrom.out("Organisation"))
    memberships = to_many(MemberOf.out("Organisation"))
    management_teams = to_many(MemberOf.out("ManagementTeam"))
    expert_groups = to_many(MemberOf.out("ExpertGroup"))
    subject_areas = to_many(Teaches.out("SubjectArea"))
    mentees = to_many(MentorIn.out("Mentorship"))
    mentors = to_many(MenteeIn.out("Mentorship"))
    attempts = to_many(Took.out("Attempt"))
    deficits = to_many(HasDeficit.out("Deficit"))
    overcome_deficits = to_many(Overcame.out("Deficit"))
    enrolments = to_many(EnrolmentOf.into("Enrolment"))
    routes = to_many(Follows.out("Route"))
    placements = to_many(PlacedFor.into("Placement"))
    practices = to_many(AuthoredBy.into("Practice"))
    conclusions = to_many(SignedBy.into("ExpertConclusion"))
    young = UnnamedDecision(young_teachers)

    @classmethod
    def lists(cls) -> dict[str, Filter]:
        """Return the filters of the root fields for parts of all people, by name of the field."""
        roles = cls.properties()["roles"]
        return {
            "teachers": Comparison(roles, "eq", Constant(PersonRole.TEACHER)),
            "mentors": Comparison(roles, "eq", Constant(PersonRole.MENTOR)),
        }


class Identity(Personal):
    """The name and contacts of a person. No operation and no analysis reads this node."""

    key: ClassVar[str] = "person_id"

    person_id: Annotated[str, Unique, Pseudonym]
    name: str
    email: str | None = None
    phone: str | None = None
    born_on: date | None = None

    person = to_one(IdentifiedBy.into("Person"), required=True)


class Mentorship(Personal):
    """The support of a mentee by a mentor."""

    key: ClassVar[str] = "code"
    owners: ClassVar[tuple[str, ...]] = ("mentor", "mentee")
    facets: ClassVar[dict[str, Facet]] = {"form": Facet("form"), "theme": Facet("code", "name", path=("theme",))}

    code: Annotated[str, Unique]
    form: MentorshipForm
    since: date | None = None
    until: date | None = None

    mentor = to_one(MentorIn.into("Person"), required=True)
    mentee = to_one(MenteeIn.into("Person"), required=True)
    theme = to_one(About.out("Theme"))


class ManagementTeam(Node):
    """A group of managers of a region who are trained together."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    facets: ClassVar[dict[str, Facet]] = {"region": Facet("code", "name", path=("region",))}

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    trained_on: date | None = None

    region = to_one(TeamInRegion.out("Region"))
    organisation = to_one(KeptBy.out("Organisation"))
    members = to_many(MemberOf.into("Person"))


class ExpertGroup(Node):
    """A group of experts who review programs together."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    facets: ClassVar[dict[str, Facet]] = {"region": Facet("code", "name", path=("organisation", "region"))}

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]

    organisation = to_one(KeptBy.out("Organisation"))
    conclusions = to_many(ReviewedBy.into("ExpertConclusion"))
    members = to_many(MemberOf.into("Person"))
