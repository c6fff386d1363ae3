"""People, their employments and memberships (SYS10, SYS13, SYS14, SYS15); names are stored on a separate node."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from graph_model.declarations import Comparison, Constant, Facet, Filter, Node, Relation, to_many, to_one
from graph_model.kinds.competences import About, Teaches
from graph_model.kinds.development import Follows, PlacedFor
from graph_model.kinds.diagnostics import HasDeficit, Overcame, Took
from graph_model.kinds.people_terms import MembershipRole, MentorshipForm, PersonRole
from graph_model.kinds.personal import Personal
from graph_model.kinds.practices import AuthoredBy
from graph_model.kinds.programs import EnrolmentOf, SignedBy
from graph_model.properties import Distinguishing, Indexed, Unique

# what a source calls a person never becomes a key: a keyed hash of it does
PSEUDONYM = r"^P[0-9a-f]{32}$"
Pseudonym = StringConstraints(pattern=PSEUDONYM)
Year = Annotated[int | None, Field(ge=1900, le=2100)]


class IdentifiedBy(Relation):
    """A person has a name and contacts."""

    type: ClassVar[str] = "IDENTIFIED_BY"


class PersonInRegion(Relation):
    """A person belongs to a region.

    It differs from that of municipalities, so that a read of 50 municipalities does not pass 50,000 people.
    """

    type: ClassVar[str] = "BELONGS_TO"


class WorksAt(Relation):
    """A person works at an organisation, in a position (its code)."""

    type: ClassVar[str] = "WORKS_AT"
    position: Annotated[str, Distinguishing]
    since: Annotated[date | None, Distinguishing] = None
    until: date | None = None


class MemberOf(Relation):
    """A person is a member of an association, a council, a management team or a group of experts."""

    type: ClassVar[str] = "MEMBER_OF"
    role: MembershipRole = MembershipRole.MEMBER
    since: date | None = None
    until: date | None = None


class KeptBy(Relation):
    """A management team or a group of experts belongs to an organisation."""

    type: ClassVar[str] = "KEPT_BY"


class TeamInRegion(Relation):
    """A management team belongs to a region."""

    type: ClassVar[str] = "BELONGS_TO"


class MentorIn(Relation):
    """A person is the mentor in a mentorship."""

    type: ClassVar[str] = "MENTOR_IN"


class MenteeIn(Relation):
    """A person is the mentee in a mentorship."""

    type: ClassVar[str] = "MENTEE_IN"


class Person(Personal):
    """A teacher, manager, mentor, expert or tutor, known by a pseudonym."""

    key: ClassVar[str] = "person_id"
    owners: ClassVar[tuple[str, ...]] = ()
    withheld: ClassVar[dict[str, str]] = {
        "name": "Names are personal data: nobody may see them until access control exists."
    }
    facets: ClassVar[dict[str, Facet]] = {
        "roles": Facet("roles"),
        "region": Facet("code", "name", way=("region",)),
    }

    person_id: Annotated[str, Unique, Pseudonym]
    roles: tuple[PersonRole, ...]
    born_year: Year = None
    first_worked_on: Annotated[date | None, Indexed] = None
    mentee_places: Annotated[int | None, Field(ge=0)] = None

    identified_by = to_one(IdentifiedBy.out("Identity"))
    region = to_one(PersonInRegion.out("Region"))
    employments = to_many(WorksAt.out("Organisation"))
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

    @classmethod
    def lists(cls) -> dict[str, Filter]:
        """The parts of all people that have a root field of their own."""
        roles = cls.properties()["roles"]
        return {
            "teachers": Comparison(roles, "eq", Constant(PersonRole.TEACHER)),
            "mentors": Comparison(roles, "eq", Constant(PersonRole.MENTOR)),
        }


class Identity(Personal):
    """The identity of a person. No operation and no analysis reads it."""

    key: ClassVar[str] = "person_id"

    person_id: Annotated[str, Unique, Pseudonym]
    name: str
    email: str | None = None
    phone: str | None = None
    born_on: date | None = None

    person = to_one(IdentifiedBy.into("Person"), required=True)


class Mentorship(Personal):
    """A mentor supports a mentee."""

    key: ClassVar[str] = "code"
    owners: ClassVar[tuple[str, ...]] = ("mentor", "mentee")
    facets: ClassVar[dict[str, Facet]] = {"form": Facet("form"), "theme": Facet("code", "name", way=("theme",))}

    code: Annotated[str, Unique]
    form: MentorshipForm
    since: date | None = None
    until: date | None = None

    mentor = to_one(MentorIn.into("Person"), required=True)
    mentee = to_one(MenteeIn.into("Person"), required=True)
    theme = to_one(About.out("Theme"))


class ManagementTeam(Node):
    """Managers of a region who are trained together."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    facets: ClassVar[dict[str, Facet]] = {"region": Facet("code", "name", way=("region",))}

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    trained_on: date | None = None

    region = to_one(TeamInRegion.out("Region"))
    organisation = to_one(KeptBy.out("Organisation"))
    members = to_many(MemberOf.into("Person"))


class ExpertGroup(Node):
    """Experts who review programs together."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]

    organisation = to_one(KeptBy.out("Organisation"))
    members = to_many(MemberOf.into("Person"))
