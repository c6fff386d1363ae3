"""The declaration of `Organisation.network`."""

from resolvers.compiling.computed_field import ComputedField
from resolvers.fields.ego_network.function import network, validated
from resolvers.fields.ego_network.statement import STATEMENT

EGO_NETWORK = ComputedField("Organisation", "network", arguments=validated, statement=STATEMENT, compute=network)
