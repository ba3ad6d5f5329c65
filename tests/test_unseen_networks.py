"""Networks that `schema/` lacks compute what their papers say, and mechanisms are right on them at once."""

import json
from typing import Any

import pytest

from tests.own_packages import HALF_OF_THE_LAWS, OwnPackage
from tests.specs import ROOT
from tests.unseen_networks import UNSEEN

pytestmark = pytest.mark.xdist_group("unseen networks")

Json = Any


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnPackage:
    """A package of these architectures."""
    package = OwnPackage(tmp_path_factory.mktemp("unseen"))
    for each in UNSEEN:
        package.add(f"architectures/{each['name'].lower()}.json", each)
    outcome = package.compile()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    return package


def run(own: OwnPackage, program: str) -> Json:
    """What a program prints, as JSON; it finds the tests of this repository."""
    outcome = own.run("-W", "ignore", "-c", program, path=str(ROOT))
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


EQUAL = """
import json, torch, mybackbones
from clbackbones_runtime.testing.passes import random_input
from tests.unseen_networks import BY_HAND, WEIGHTS
torch.manual_seed(0)
found = {}
for name, make in BY_HAND.items():
    channels = [3] if "input_channels" in mybackbones.CATALOG.backbone_class(name).fields else []
    ours, theirs = getattr(mybackbones, name)(*channels).double().eval(), make().double().eval()
    for value in theirs.state_dict().values():
        if value.is_floating_point():
            value.uniform_(-0.5, 1) if value.ndim > 1 else value.uniform_(0.5, 1)
    values = WEIGHTS[name](theirs) if name in WEIGHTS else theirs.state_dict().values()
    pairs = zip(ours.state_dict(), values, strict=True)
    shapes = {key: value.shape for key, value in ours.state_dict().items()}
    ours.load_state_dict({key: value.reshape(shapes[key]) for key, value in pairs})
    x = random_input(ours, batch=2, size=16)
    with torch.no_grad():
        found[name] = bool(torch.allclose(ours(x)[0], theirs(x), rtol=1e-12, atol=0))
print(json.dumps(found))
"""


def test_they_compute_what_the_same_modules_compute(own: OwnPackage) -> None:
    assert run(own, EQUAL) == {each["name"]: True for each in UNSEEN}


def test_they_keep_all_laws_with_half_of_the_mechanisms_each(own: OwnPackage) -> None:
    assert run(own, HALF_OF_THE_LAWS.replace("FIELDS", "{'depth': 0}")) >= 2 * len(
        UNSEEN
    )  # of blocks alike one is enough
