"""How properties are tested: the same examples on every run, and none made smaller, which can take many minutes."""

from hypothesis import HealthCheck, Phase, settings

REPEATABLE = settings(
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
