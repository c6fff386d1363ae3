"""The declaration of `ProgramVersion.certificationPath`."""

from graph_model.kinds.programs import ProgramVersion
from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.certification_path.function import path_on_day, validated
from resolvers.fields.certification_path.statement import STATEMENT

CERTIFICATION_PATH = ComputedField(
    ProgramVersion.__name__, "certificationPath", arguments=validated, statement=STATEMENT, compute=path_on_day
)
