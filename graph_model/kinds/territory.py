"""Territory: regions, municipalities and their borders (SYS09)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.kinds.adoptions import AdoptedBy
from graph_model.kinds.catalogue import ValueFor
from graph_model.kinds.documents import DocumentForRegion, ResourceForRegion
from graph_model.kinds.organisations import LocatedIn
from graph_model.kinds.people import PersonInRegion, TeamInRegion
from graph_model.kinds.practices import AuthoredBy
from graph_model.kinds.programs import OfferedBy, SessionIn
from graph_model.properties import GeoPoint, Indexed, Stored, Unique
from graph_model.terms import BorderMethod, CentreRole, MunicipalityStatus, MunicipalityType, RegionBorderKind

Kilometres = Annotated[float | None, Field(ge=0, allow_inf_nan=False)]
Persons = Annotated[int | None, Field(ge=0)]


def digits(count: int) -> StringConstraints:
    """Return the constraint for a code of `count` digits."""
    return StringConstraints(pattern=f"^[0-9]{{{count}}}$")


class InRegion(Relation):
    """The relation of a municipality to its region."""

    type: ClassVar[str] = "IN_REGION"


class PartOfRegion(Relation):
    """The relation of an autonomous okrug to the region that it is part of."""

    type: ClassVar[str] = "PART_OF_REGION"


class SucceededBy(Relation):
    """The relation of a municipality to its successor."""

    type: ClassVar[str] = "SUCCEEDED_BY"


class CentreIn(Relation):
    """The relation of a municipality to the neighbour where its centre is, for example a town within a district."""

    type: ClassVar[str] = "CENTRE_IN"


class MunicipalityBorder(Relation):
    """The border of two neighbouring municipalities, with length and distance in kilometres."""

    type: ClassVar[str] = "BORDERS"
    border_km: Kilometres = None
    distance_km: Kilometres = None
    method: BorderMethod


class RegionBorder(Relation):
    """The border of two neighbouring regions. The length in kilometres is the sum over their municipalities."""

    type: ClassVar[str] = "BORDERS"
    border_km: Kilometres = None
    kind: RegionBorderKind


class Region(Node):
    """A federal subject of the Russian Federation."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name", "official_name", "capital")
    facets: ClassVar[dict[str, Facet]] = {
        "regionType": Facet("regionType"),
        "federalDistrict": Facet("federalDistrict"),
    }

    code: Annotated[str, Unique, digits(2)]
    name: Annotated[str, Indexed]
    official_name: str
    region_type: str
    federal_district: str | None = None
    oktmo: Annotated[str, digits(8)]
    okato: Annotated[str | None, digits(11)] = None
    iso_code: str | None = None
    utc_offset: str | None = None
    capital: str | None = None
    location: GeoPoint | None = None
    population: Persons = None
    population_2021: Persons = None
    school_age_population_known: Persons = None
    school_age_population_coverage: Annotated[float | None, Field(ge=0, le=1)] = None
    in_scope: bool

    parent = to_one(PartOfRegion.out("Region"))
    okrugs = to_many(PartOfRegion.into("Region"))
    municipalities = to_many(InRegion.into("Municipality"))
    neighbours = to_many(RegionBorder.either("Region"))
    organisations = to_many(LocatedIn.into("Organisation"))
    practices = to_many(LocatedIn.into("Organisation"), AuthoredBy.into("Practice"))
    adoptions = to_many(LocatedIn.into("Organisation"), AdoptedBy.into("Adoption"))
    programs = to_many(LocatedIn.into("Organisation"), OfferedBy.into("Program"))
    people = to_many(PersonInRegion.into("Person"))
    management_teams = to_many(TeamInRegion.into("ManagementTeam"))
    documents = to_many(DocumentForRegion.into("Document"))
    resources = to_many(ResourceForRegion.into("DigitalResource"))
    kpi_values = to_many(ValueFor.into("KpiValue"))
    sessions = to_many(SessionIn.into("ProgramSession"))


class Municipality(Node):
    """A municipal district, okrug or intracity territory. The key is its territory, since OKTMO codes change."""

    key: ClassVar[str] = "territory_id"
    searched: ClassVar[tuple[str, ...]] = ("name", "centre")
    facets: ClassVar[dict[str, Facet]] = {
        "type": Facet("type"),
        "region": Facet("code", "name", path=("region",)),
    }

    territory_id: Annotated[str, Unique]
    oktmo: Annotated[str, Unique, digits(8)]
    code: Annotated[str, Stored(alias_of="oktmo")] = ""
    name: Annotated[str, Indexed]
    short_name: str | None = None
    type: MunicipalityType
    status: MunicipalityStatus | None = None
    centre: str | None = None
    centre_role: CentreRole | None = None
    region_centre: bool = False
    location: GeoPoint | None = None
    location_source: str | None = None
    population: Annotated[int | None, Indexed, Field(ge=0)] = None
    population_on: date | None = None
    population_source: str | None = None
    school_age_population: Persons = None
    valid_from: date | None = None
    valid_to: date | None = None

    region = to_one(InRegion.out("Region"), required=True)
    succeeded_by = to_one(SucceededBy.out("Municipality"))
    centre_in = to_one(CentreIn.out("Municipality"))
    centre_of = to_many(CentreIn.into("Municipality"))
    replaced = to_many(SucceededBy.into("Municipality"))
    neighbours = to_many(MunicipalityBorder.either("Municipality"))
    organisations = to_many(LocatedIn.into("Organisation"))
    practices = to_many(LocatedIn.into("Organisation"), AuthoredBy.into("Practice"))
    adoptions = to_many(LocatedIn.into("Organisation"), AdoptedBy.into("Adoption"))
    kpi_values = to_many(ValueFor.into("KpiValue"))
    sessions = to_many(SessionIn.into("ProgramSession"))
