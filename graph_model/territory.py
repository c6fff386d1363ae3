"""Territory: regions, municipalities and who borders whom (SYS09)."""

from datetime import date
from typing import Annotated, ClassVar

from graph_model.declarations import Facet, GeoPoint, Indexed, Node, Relation, Stored, Unique, to_many, to_one
from graph_model.organisations import LocatedIn
from graph_model.practices import AdoptedBy, AuthoredBy
from graph_model.terms import BorderMethod, MunicipalityStatus, MunicipalityType, RegionBorderKind


class InRegion(Relation):
    """A municipality lies in a region."""

    type: ClassVar[str] = "IN_REGION"


class PartOfRegion(Relation):
    """An autonomous okrug lies in a region."""

    type: ClassVar[str] = "PART_OF_REGION"


class SucceededBy(Relation):
    """A municipality was replaced by another."""

    type: ClassVar[str] = "SUCCEEDED_BY"


class MunicipalityBorder(Relation):
    """Two municipalities are neighbours; lengths and distances in kilometres."""

    type: ClassVar[str] = "BORDERS"
    border_km: float | None = None
    distance_km: float | None = None
    method: BorderMethod


class RegionBorder(Relation):
    """Two regions are neighbours; the length is summed over their municipalities, in kilometres."""

    type: ClassVar[str] = "BORDERS"
    border_km: float | None = None
    kind: RegionBorderKind


class Region(Node):
    """A subject of the federation."""

    key: ClassVar[str] = "code"
    searched: ClassVar[tuple[str, ...]] = ("name", "official_name", "capital")
    facets: ClassVar[dict[str, Facet]] = {
        "regionType": Facet("regionType"),
        "federalDistrict": Facet("federalDistrict"),
    }

    code: Annotated[str, Unique]
    name: Annotated[str, Indexed]
    official_name: str
    region_type: str
    federal_district: str | None = None
    oktmo: str
    okato: str | None = None
    iso_code: str | None = None
    utc_offset: str | None = None
    capital: str | None = None
    location: GeoPoint | None = None
    population: int | None = None
    population_2021: int | None = None
    school_age_population_known: int | None = None
    school_age_population_coverage: float | None = None
    in_scope: bool

    parent = to_one(PartOfRegion.out("Region"))
    okrugs = to_many(PartOfRegion.into("Region"))
    municipalities = to_many(InRegion.into("Municipality"))
    neighbours = to_many(RegionBorder.either("Region"))
    organisations = to_many(LocatedIn.into("Organisation"))
    practices = to_many(LocatedIn.into("Organisation"), AuthoredBy.into("Practice"))
    adoptions = to_many(LocatedIn.into("Organisation"), AdoptedBy.into("Adoption"))


class Municipality(Node):
    """A municipal district, okrug or intracity territory; keyed by territory, since OKTMO codes change."""

    key: ClassVar[str] = "territory_id"
    searched: ClassVar[tuple[str, ...]] = ("name", "centre")
    facets: ClassVar[dict[str, Facet]] = {
        "type": Facet("type"),
        "region": Facet("code", "name", way=("region",)),
    }

    territory_id: Annotated[str, Unique]
    oktmo: Annotated[str, Unique]
    code: Annotated[str, Stored(alias_of="oktmo")] = ""
    name: Annotated[str, Indexed]
    short_name: str | None = None
    type: MunicipalityType
    status: MunicipalityStatus | None = None
    centre: str | None = None
    region_centre: bool = False
    location: GeoPoint | None = None
    location_source: str | None = None
    population: Annotated[int | None, Indexed] = None
    population_on: date | None = None
    population_source: str | None = None
    school_age_population: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    region = to_one(InRegion.out("Region"))
    succeeded_by = to_one(SucceededBy.out("Municipality"))
    neighbours = to_many(MunicipalityBorder.either("Municipality"))
    organisations = to_many(LocatedIn.into("Organisation"))
