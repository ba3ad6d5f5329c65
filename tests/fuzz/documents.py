"""Law 6 by the thousand: all judges of a JSON value give one verdict, also a validator not written in Python."""

import importlib
from typing import Any

from hypothesis import strategies as st

from clbackbones import CATALOG
from clbackbones.testing import json_values
from clbackbones_runtime.testing.agreement import agreement
from clbackbones_runtime.testing.law_error import LawError
from tests import published
from tests.backbones import DROP_INS

from .outcomes import Outcomes, Table, each_of

Json = Any

ANY_JSON = st.one_of(json_values(), json_values(), st.sampled_from(DROP_INS).flatmap(json_values))


def run(outcomes: Outcomes, tries: int, seed: int) -> None:
    """What the judges say of drawn values: configs, nearly, or not at all."""
    # Not there in the oldest environment.
    rust: Any = importlib.import_module("jsonschema_rs").Draft7Validator(published.document())

    def check(value: Json) -> None:
        try:
            agreement(CATALOG, value)
        except LawError as error:
            outcomes.fail(str(error), value)
            return
        except Exception as error:
            outcomes.fail(f"a judge raised {error!r}", value)
            return
        accepted = published.accepts(value)
        try:
            same: bool = rust.is_valid(value) == accepted
        except ValueError as error:
            if "surrogate" not in str(error):
                raise
            outcomes.add("refused by all who can read it (half a surrogate pair is no text for jsonschema-rs)")
            return
        if same:
            outcomes.add("accepted by all" if accepted else "refused by all")
        else:
            outcomes.fail("jsonschema and jsonschema-rs differ", value)

    each_of(ANY_JSON, tries, seed, check)


TABLE = Table(
    title="Documents",
    promise="`validate`, the published schema under jsonschema and under jsonschema-rs, `load` and the config classes "
    "give one verdict.",
    run=run,
    tries=100_000,
    few=200,
    wrong="verdicts apart",
)
