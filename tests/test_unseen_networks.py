"""Networks that `schema/` lacks compute what their papers say, and every mechanism is right on them at once."""

import json
from typing import Any

import pytest

from tests.own_packages import OwnPackage
from tests.specs import ROOT
from tests.unseen_networks import UNSEEN

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
from tests.unseen_networks import BY_HAND
torch.manual_seed(0)
found = {}
for name, make in BY_HAND.items():
    ours, theirs = getattr(mybackbones, name)(3).double().eval(), make().double().eval()
    for value in theirs.state_dict().values():
        if value.is_floating_point():
            value.uniform_(-0.5, 1) if value.ndim > 1 else value.uniform_(0.5, 1)
    pairs = zip(ours.state_dict(), theirs.state_dict().values(), strict=True)
    shapes = {key: value.shape for key, value in ours.state_dict().items()}
    ours.load_state_dict({key: value.reshape(shapes[key]) for key, value in pairs})
    x = torch.randn(2, *(16 if size is None else size for size in ours.graph.input_shape), dtype=torch.float64)
    with torch.no_grad():
        found[name] = bool(torch.allclose(ours(x)[0], theirs(x), rtol=1e-12, atol=0))
print(json.dumps(found))
"""


def test_they_compute_what_the_same_modules_compute(own: OwnPackage) -> None:
    assert run(own, EQUAL) == {each["name"]: True for each in UNSEEN}


LEARNED = """
import json, torch, mybackbones
from mybackbones import CATALOG
found = {}
for name in CATALOG.class_names():
    known = CATALOG.backbone_class(name)
    if CATALOG.mechanism(known.mechanism)["masks"] is None:
        continue
    torch.manual_seed(0)
    backbone = getattr(mybackbones, name)(3, use_norm="independent")
    shape = [16 if size is None else size for size in backbone.graph.input_shape]
    recipe, input, outputs = backbone.recipe(), torch.randn(4, *shape), []
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01, weight_decay=0.1)
    backbone.protect(optimizer)
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        for index in range(2):
            feature, *_ = backbone.train()(torch.randn(4, *shape), "train", **recipe.arguments(index, 2))
            optimizer.zero_grad()
            (feature * torch.randn_like(feature)).sum().backward()
            optimizer.step()
        for part in range(recipe.parts):
            recipe.end_part(backbone, part)
        backbone.store_mask(**recipe.mask_arguments())
        with torch.no_grad():
            outputs.append(backbone.eval()(input, "test", test_task_id=1)[0])
    with torch.no_grad():
        compact = backbone.compact(1)(input)
    same = torch.equal(*outputs) and bool(outputs[0].any())
    found[name] = [same, bool(torch.allclose(compact, outputs[0], rtol=1e-4, atol=1e-5))]
print(json.dumps(found))
"""


def test_no_mechanism_forgets_and_compact_networks_compute_the_same(own: OwnPackage) -> None:
    found = run(own, LEARNED)
    assert len(found) >= 5 * len(UNSEEN)
    assert found == {name: [True, True] for name in found}


LAWS = """
from mybackbones.testing import laws
laws.check("HATMaskShuffleNet")
print(1)
"""


def test_a_network_of_shuffled_units_keeps_the_laws(own: OwnPackage) -> None:
    assert run(own, LAWS) == 1
