"""Settings that all tests share."""

import os

from hypothesis import HealthCheck, Phase, settings

# Several test processes share the cores; one thread each is faster, and makes sums come out in one order.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# `make test` draws the same examples every time, so that a change of the code alone decides whether it passes;
# `make fuzz` draws new and more ones.
settings.register_profile(
    "test", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("fuzz", settings.get_profile("test"), derandomize=False, max_examples=1000, print_blob=True)
# `make mutants` wants to know soon whether a test fails, and nothing more.
settings.register_profile(
    "mutants", settings.get_profile("test"), max_examples=40, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("test")
