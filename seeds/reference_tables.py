"""Columns of the reference tables: territory, organisations and the catalogues of the order."""

from graph_model.kinds.catalogue import KpiIndicator, Rule, System
from graph_model.kinds.competences import Competence, PartOf, Position, SubjectArea, Theme
from graph_model.kinds.organisations import FoundedBy, Function, LocatedIn, Organisation, UnitOf
from graph_model.kinds.territory import (
    CentreIn,
    InRegion,
    Municipality,
    MunicipalityBorder,
    PartOfRegion,
    Region,
    RegionBorder,
)
from graph_model.terms import Basis
from seeds.cells import (
    capital_code,
    confidence_of_border,
    day_of_count,
    first_day,
    last_day,
    year_of_record,
)
from seeds.tables import Cell, LinkTable, Lookup, NodeTable, ReferenceColumn

REGIONS = NodeTable(
    "federal_subjects.csv",
    Region,
    {
        "code": "subject_code",
        "name": "name",
        "official_name": "name_official",
        "region_type": "subject_type",
        "federal_district": "federal_district",
        "oktmo": "oktmo",
        "okato": "okato",
        "iso_code": "iso_3166_2",
        "utc_offset": "utc_offset",
        "capital": "capital",
        "location.lat": "capital_lat",
        "location.lon": "capital_lon",
        "population": "population_2024",
        "population_2021": "population_2021",
        "school_age_population_known": "pop_age_7_17_known",
        "school_age_population_coverage": "pop_age_7_17_coverage",
        "in_scope": "in_scope_2021",
    },
    unused=("municipalities_2024",),
    references=(ReferenceColumn(PartOfRegion, Lookup("parent_subject_code", Region, "code")),),
)

MUNICIPALITIES = NodeTable(
    "municipalities.csv",
    Municipality,
    {
        "territory_id": "territory_id",
        "oktmo": "oktmo",
        "name": "name",
        "short_name": "short_name",
        "type": "type",
        "status": "status",
        "centre": "centre",
        "centre_role": "centre_role",
        "region_centre": "subject_centre",
        "location.lat": "lat",
        "location.lon": "lon",
        "location_source": "coord_source",
        "population": "population",
        "population_on": Cell("population_date", day_of_count),
        "population_source": "population_source",
        "school_age_population": "pop_age_7_17",
        "valid_from": Cell("record_since", year_of_record),
    },
    unused=("type_ru",),
    references=(
        ReferenceColumn(InRegion, Lookup("subject_code", Region, "code"), needed=True),
        # the row of the town yields the same link
        ReferenceColumn(
            CentreIn,
            Lookup("centre_linked_oktmo", Municipality, "oktmo"),
            needed=True,
            where={"centre_role": "in_neighbour"},
        ),
    ),
)

ORGANISATIONS = NodeTable(
    "organisations.csv",
    Organisation,
    {
        "org_id": "org_id",
        "name": "name",
        "short_name": "short_name",
        "english_name": "name_en",
        "kind": "org_type",
        "level": "level",
        "city": "city",
        "location.lat": "lat",
        "location.lon": "lon",
        "valid_from": Cell("valid_from", first_day),
        "valid_to": Cell("valid_to", last_day),
        "evidence": "basis",
        "confidence": "confidence",
        "note": "note",
    },
    references=(
        ReferenceColumn(
            LocatedIn, Lookup("subject_code", Region, "code"), needed=True, values={"basis": Basis.REPORTED}
        ),
        ReferenceColumn(UnitOf, Lookup("parent_org_id", Organisation, "org_id")),
        ReferenceColumn(FoundedBy, Lookup("founder_org_id", Organisation, "org_id")),
    ),
)

FUNCTIONS = NodeTable(
    "order_functions.csv",
    Function,
    {
        "code": "function_code",
        "actor": Cell("actor_type", capital_code),
        "level": "level",
        "section": "section",
        "text": "text_ru",
        "english_text": "text_en",
    },
)

COMPETENCES = NodeTable(
    "competences.csv",
    Competence,
    {
        "code": "competence_code",
        "scheme": "scheme",
        "name": "name_ru",
        "english_name": "name_en",
        "confidence": "confidence",
        "note": "note",
    },
    references=(ReferenceColumn(PartOf, Lookup("parent_code", Competence, "code")),),
)

SUBJECT_AREAS = NodeTable(
    "subject_areas.csv",
    SubjectArea,
    {
        "code": "subject_area_code",
        "name": "name_ru",
        "english_name": "name_en",
        "standard_area": "fgos_area_ru",
        "primary": "primary_noo",
        "basic": "basic_ooo",
        "secondary": "secondary_soo",
    },
)

POSITIONS = NodeTable("positions.csv", Position, {"code": "position_code", "name": "name_ru", "category": "category"})

THEMES = NodeTable(
    "themes.csv",
    Theme,
    {"code": "theme_code", "name": "name_ru", "english_name": "name_en", "section": "section"},
)

SYSTEMS = NodeTable(
    "order_systems.csv",
    System,
    {
        "code": "system_code",
        "name": "name_ru",
        "english_name": "name_en",
        "section": "section",
        "graph_parts": "graph_parts",
        "questions": "queries",
    },
)

RULES = NodeTable(
    "order_rules.csv",
    Rule,
    {
        "code": "rule_code",
        "kind": "kind",
        "severity": "severity",
        "section": "section",
        "statement": "statement_ru",
        "check": "check_en",
        "violation": "violation_en",
    },
)

INDICATORS = NodeTable(
    "kpi_indicators.csv",
    KpiIndicator,
    {
        "code": "kpi_code",
        "order_number": "order_number",
        "name": "name_ru",
        "measure": "measure",
        "numerator": "numerator_en",
        "denominator": "denominator_en",
        "operator": "operator",
        "target": "target",
        "unit": "unit",
        "deadline": "deadline",
        "note": "note",
    },
)

REGION_BORDERS = LinkTable(
    "subject_adjacency.csv",
    RegionBorder,
    {"border_km": "border_km", "kind": "kind"},
    unused=("municipal_pairs", "source"),
    start=Lookup("subject_a", Region, "code"),
    end=Lookup("subject_b", Region, "code"),
)

MUNICIPALITY_BORDERS = LinkTable(
    "municipal_adjacency.csv",
    MunicipalityBorder,
    {
        "border_km": "border_km",
        "distance_km": "centre_distance_km",
        "method": "method",
        "confidence": Cell("method", confidence_of_border),
    },
    unused=("same_subject",),
    start=Lookup("oktmo_a", Municipality, "oktmo"),
    end=Lookup("oktmo_b", Municipality, "oktmo"),
)

NODE_TABLES: tuple[NodeTable, ...] = (
    REGIONS,
    MUNICIPALITIES,
    ORGANISATIONS,
    FUNCTIONS,
    COMPETENCES,
    SUBJECT_AREAS,
    POSITIONS,
    THEMES,
    SYSTEMS,
    RULES,
    INDICATORS,
)
LINK_TABLES: tuple[LinkTable, ...] = (REGION_BORDERS, MUNICIPALITY_BORDERS)
TABLES: tuple[NodeTable | LinkTable, ...] = (*NODE_TABLES, *LINK_TABLES)
