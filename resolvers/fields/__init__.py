"""The computed fields of the schema. Each has a folder with its statement, rows, function and declaration."""

from resolvers.compiling.computed_field import ComputedFields
from resolvers.fields.adoption_statistics.declaration import ADOPTION_STATISTICS
from resolvers.fields.brokers.declaration import BROKERS
from resolvers.fields.certification_path.declaration import CERTIFICATION_PATH
from resolvers.fields.coverage.declaration import COVERAGE
from resolvers.fields.deficit_profile.declaration import DEFICIT_PROFILES
from resolvers.fields.dissemination.declaration import DISSEMINATION
from resolvers.fields.ego_network.declaration import EGO_NETWORK
from resolvers.fields.expert_conflicts.declaration import EXPERT_CONFLICTS
from resolvers.fields.expert_load.declaration import EXPERT_LOAD
from resolvers.fields.findings.declaration import FINDINGS
from resolvers.fields.indicators.declaration import AREA_INDICATORS, COUNTRY_INDICATORS, ORGANISATION_INDICATORS
from resolvers.fields.internship_suggestions.declaration import INTERNSHIP_FIELDS
from resolvers.fields.mentor_suggestions.declaration import MENTOR_FIELDS
from resolvers.fields.partner_suggestions.declaration import PARTNER_SUGGESTIONS
from resolvers.fields.paths.declaration import PATHS
from resolvers.fields.people_reached.declaration import PEOPLE_REACHED
from resolvers.fields.practice_audience.declaration import PRACTICE_AUDIENCE
from resolvers.fields.practices_to_replicate.declaration import PRACTICES_TO_REPLICATE
from resolvers.fields.project_team.declaration import PROJECT_TEAM
from resolvers.fields.replication_plan.declaration import REPLICATION_PLAN
from resolvers.fields.route_completion.declaration import ROUTE_COMPLETIONS
from resolvers.fields.route_suggestion.declaration import ROUTE_SUGGESTION
from resolvers.fields.where_to_replicate.declaration import WHERE_TO_REPLICATE

COMPUTED = ComputedFields(
    (
        PARTNER_SUGGESTIONS,
        PATHS,
        EGO_NETWORK,
        DISSEMINATION,
        PRACTICE_AUDIENCE,
        PEOPLE_REACHED,
        WHERE_TO_REPLICATE,
        PRACTICES_TO_REPLICATE,
        ADOPTION_STATISTICS,
        BROKERS,
        PROJECT_TEAM,
        REPLICATION_PLAN,
        ROUTE_SUGGESTION,
        *DEFICIT_PROFILES,
        *COVERAGE,
        *FINDINGS,
        COUNTRY_INDICATORS,
        *AREA_INDICATORS,
        ORGANISATION_INDICATORS,
        *MENTOR_FIELDS,
        CERTIFICATION_PATH,
        *EXPERT_CONFLICTS,
        EXPERT_LOAD,
        *INTERNSHIP_FIELDS,
        *ROUTE_COMPLETIONS,
    )
)
