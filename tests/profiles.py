"""The number of examples for each property: a part of them in the profile `quick`, all of them in `full`.

`quick` is the default and draws the same examples on every run. `full` (`make test-full`) draws new examples on every
run and shrinks a failing one. A property without `examples` is tested on 25 examples in `quick` and on 100 in `full`.
"""

from hypothesis import HealthCheck, Phase, settings

QUICK = "quick"
FULL = "full"
FEWEST = 25
USUAL = 100

# the time of an example depends on the load of the machine
_any_duration = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    QUICK, _any_duration, max_examples=FEWEST, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile(FULL, _any_duration, max_examples=USUAL, derandomize=False, print_blob=True)
settings.load_profile(QUICK)  # the pytest option --hypothesis-profile=full is applied before tests are imported


def examples(full: int) -> settings:
    """Test a property on the given number of examples in `full`, and on a tenth of it, at least 25, in `quick`."""
    return settings(max_examples=full if settings.get_current_profile_name() == FULL else max(FEWEST, full // 10))
