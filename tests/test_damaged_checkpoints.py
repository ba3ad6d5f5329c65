"""A file that a broken disk or a stranger changed is refused in one line, or restores the very same backbone."""

import pickle
import random
import re
import time
import warnings
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import clbackbones
from clbackbones import CheckpointError
from clbackbones_runtime.testing.passes import store_task

Content = dict[str, Any]


def trained(name: str) -> Any:
    torch.manual_seed(0)
    backbone = getattr(clbackbones, name)(12, [9, 8], 6, batch_normalization="independent")
    for task_id in (3, 1):
        backbone.setup_task_id(task_id)
        store_task(backbone)
    return backbone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved = tmp_path / "backbone.pt"
    clbackbones.save(trained("HATMaskMLP"), saved)
    return saved


def refused(path: Path) -> str:
    with pytest.raises(CheckpointError) as caught:
        clbackbones.restore(path)
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    assert text.isprintable()
    assert len(text) < 1000
    return text


def test_a_flipped_bit_is_told_or_changes_nothing(path: Path) -> None:
    whole, state = path.read_bytes(), clbackbones.restore(path).state_dict()
    draw, told = random.Random(0), 0
    for _ in range(150):
        place = draw.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << draw.randrange(8)
        path.write_bytes(damaged)
        try:
            restored = clbackbones.restore(path).state_dict()
        except CheckpointError:
            told += 1
        else:
            assert restored.keys() == state.keys()
            assert all(torch.equal(restored[key], value) for key, value in state.items())
    assert told > 10


@pytest.mark.parametrize(("before", "after"), [(b"", b"x"), (b"", bytes(4096)), (b"x", b""), (None, b""), (b"", None)])
def test_what_stands_before_or_after_the_archive_is_told(path: Path, before: bytes | None, after: bytes | None) -> None:
    whole = path.read_bytes()  # which None stands for
    path.write_bytes(b"".join(whole if part is None else part for part in (before, whole, after)))
    assert refused(path).endswith("is damaged, other bytes stand before or after its archive; restore another copy")


def test_the_entry_whose_checksum_does_not_fit_is_named(path: Path) -> None:
    whole = path.read_bytes()
    weight = clbackbones.restore(path).fc[0].weight.detach().numpy().tobytes()
    place = whole.index(weight)
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert re.search(r"is damaged, the checksum of \w+/data/\d+ does not fit", refused(path))


# what no backbone stored


def changed(key: str, change: Callable[[Any], Any]) -> Callable[[Content], None]:
    def apply(content: Content) -> None:
        content["state"][key] = change(content["state"][key])

    return apply


def without(*keys: str) -> Callable[[Content], None]:
    def apply(content: Content) -> None:
        for key in [key for key in content["state"] if any(each in key for each in keys)]:
            del content["state"][key]

    return apply


def shared(content: Content) -> None:
    content["state"]["fc_bn.0.running_mean"] = content["state"]["fc_bn.0.bias"]


def overlapping(content: Content) -> None:
    content["state"]["fc_bn.0.running_mean"] = content["state"]["fc.0.weight"].view(-1)[:9]


def renamed(content: Content) -> None:
    content["state"] = {key.replace("tasks.3.", "tasks.٣."): value for key, value in content["state"].items()}


def with_escapes(content: Content) -> None:
    content["state"]["\x1b[31m\n::error::red"] = torch.zeros(1)


def endless(content: Content) -> None:
    nested: Any = [1, 1]
    for _ in range(200):
        nested = [nested, nested]
    content["config"]["hidden_dims"] = content["tasks"] = nested


def endless_tasks(content: Content) -> None:
    nested: Any = [1, 1]
    for _ in range(200):
        nested = [nested, nested]
    content["tasks"] = (nested, 1)


def with_hidden_methods(name: str) -> Callable[[Content], Content]:
    """An edit that leaves mappings whose method of that name is a number."""

    def hidden(given: Content) -> Content:
        mapping = OrderedDict(given)
        vars(mapping)[name] = 7
        return mapping

    def apply(content: Content) -> Content:
        return hidden({**content, "config": hidden(content["config"]), "state": hidden(content["state"])})

    return apply


MASK = "tasks.3.mask/fc/1"
EDITS: dict[str, tuple[Callable[[Content], None], str]] = {
    "a mask of 200": (changed(MASK, lambda mask: mask * 0 + 200), "task 3 has masks that are none"),
    "a mask of halves": (changed(MASK, lambda mask: mask * 0.5), "task 3 has masks that are none"),
    "a mask of floats": (changed(MASK, lambda mask: mask.float()), f"{MASK} is torch.float32, not uint8"),
    "a bool mask": (changed(MASK, lambda mask: mask.bool()), f"{MASK} is torch.bool, not uint8"),
    "a flag of 2": (changed("tasks.3.stored", lambda flag: flag + 1), "task 3 has flags other than 0 and 1"),
    "a complex flag": (changed("tasks.3.stored", lambda x: x.to(torch.complex64)), "tasks.3.stored is torch.complex64"),
    "a counter that is missing": (without("fc_bn.0.num_batches_tracked"), "it lacks fc_bn.0.num_batches_tracked"),
    "tasks that are missing": (lambda content: content.update(tasks=None), "it lacks the tasks"),
    "two current tasks": (changed("tasks.3.current", lambda flag: flag * 0 + 1), "both the current one|set up for"),
    "a task without masks": (without("tasks.3.mask", "tasks.3.stored", "tasks.3.current"), "tasks"),
    "a task without norms": (without("fc_bn.0.tasks.3", "fc_bn.1.tasks.3", "fc_bn.2.tasks.3"), "lacks the norm of 3"),
    "a norm without a task": (without("fc_bn.1.tasks.3"), "fc_bn.1 lacks the norm of 3"),
    "no first norms": (without("tasks.initial"), "lacks the norm of initial"),
    "shared memory": (shared, "shares the memory of"),
    "overlapping memory": (overlapping, "shares the memory of"),
    "one value for all": (changed("fc.0.weight", lambda x: x[:1, :1].expand(9, 12)), "fc.0.weight is a view"),
    "no values": (changed("fc.0.weight", lambda x: x.to("meta")), "something else than tensors|no values"),
    "sparse": (changed("fc.0.weight", lambda x: x.to_sparse()), "something else than tensors"),
    "complex": (changed("fc.0.weight", lambda x: x.to(torch.complex64)), "fc.0.weight is torch.complex64"),
    "integers for statistics": (changed("fc_bn.0.running_mean", lambda x: x.long()), "is torch.int64, not a floating"),
    "a negative variance": (changed("fc_bn.0.running_var", lambda x: x - 2), "running_var has values below 0"),
    "digits of another script": (renamed, "backbone"),
    "escapes in a key": (with_escapes, r"\\x1b"),
    "lists of lists in the config": (endless, "config that is not valid"),
    "lists of lists as tasks": (endless_tasks, "tasks that are none"),
    "tasks of another file": (lambda content: content.update(tasks=([1, 3], 1)), "set up for"),
    "a current task of True": (lambda content: content.update(tasks=([3, 1], True)), "tasks that are none"),
    "a current task of 1.0": (lambda content: content.update(tasks=([3, 1], 1.0)), "tasks that are none"),
    "buffers with gradients": (
        changed("fc_bn.0.running_mean", lambda mean: mean.requires_grad_()),
        "fc_bn.0.running_mean asks for gradients",
    ),
    "escapes in a class": (
        lambda content: content["config"].update(_target_="\x1b[31m\n::error::x.MLP"),
        r"holds a \\x1b\[31m\\n::error::x.MLP, of a package that is not known here",
    ),
    "a long config": (
        lambda content: content["config"].update({f"field{index}": 1 for index in range(10_000)}),
        "larger than the backbone",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_no_backbone_stored_is_refused(edit: str, path: Path) -> None:
    change, said = EDITS[edit]
    content = torch.load(path, weights_only=True)
    change(content)
    torch.save(content, path)
    before = time.monotonic()
    text = refused(path)
    assert time.monotonic() - before < 2
    assert re.search(said, text), text


@pytest.mark.parametrize("name", ["get", "values", "keys", "copy", "_metadata"])
def test_methods_of_mappings_in_a_file_are_not_asked(name: str, path: Path) -> None:
    torch.save(with_hidden_methods(name)(torch.load(path, weights_only=True)), path)
    clbackbones.restore(path)


@pytest.mark.parametrize("name", ["\x1b[31m\n::error::x.pt", "\udcff.pt"])
def test_names_of_files_are_escaped(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"no archive")
    refused(tmp_path / name)
    torch.save({"format": 1}, tmp_path / "x.pt")
    refused((tmp_path / "x.pt").rename(tmp_path / name))


def test_bits_beyond_the_end_of_a_packed_mask_are_refused(tmp_path: Path) -> None:
    clbackbones.save(trained("WSNMaskMLP"), tmp_path / "wsn.pt")
    content = torch.load(tmp_path / "wsn.pt", weights_only=True)
    content["state"]["tasks.3.bias_mask/fc/0"][-1] |= 128  # of 9 bits, the second byte has one
    torch.save(content, tmp_path / "wsn.pt")
    assert "task 3 has masks that are none" in refused(tmp_path / "wsn.pt")


# other archives


def test_a_compressed_file_is_refused_before_it_is_read(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    assert "it is compressed" in refused(path)


def test_an_entry_that_torch_would_not_read_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
        name = next(entry.filename for entry in archive.infolist() if "/data/" in entry.filename).encode()
    attributes = whole.index(name, start) - 8  # of the entry, in the directory at the end of the file
    path.write_bytes(whole[:attributes] + bytes([whole[attributes] | 16]) + whole[attributes + 1 :])
    assert "it has entries that are no files" in refused(path)


class Large:
    def __reduce__(self) -> Any:
        return bytearray, (10**11,)


def test_a_file_that_asks_for_memory_gets_none(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, pickle.dumps(Large(), 2) if name.endswith("data.pkl") else data)
    assert "something else than tensors and plain values, a " in refused(path)


@pytest.mark.parametrize("name", ["archive/DATA.PKL", "archive/data.pkl", "archive/Data/0"])
@pytest.mark.parametrize("first", [False, True])
def test_two_entries_of_one_name_in_either_case_are_refused(name: str, first: bool, path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = [(each, archive.read(each)) for each in archive.namelist()]
    other = [(name, pickle.dumps(Large(), 2))]  # which torch, that looks in either case, would read
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for each, data in [*(other if first else ()), *entries, *(() if first else other)]:
            archive.writestr(each, data)
    assert f"it holds {name.lower()} twice" in refused(path)


def test_a_second_directory_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for place in (len(whole) - 34, len(whole) - 50):  # where its end begins, by which torch goes, and its directory
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert re.search("it says twice what it holds|other bytes stand|truncated", refused(path))


def test_an_archive_of_nothing_is_refused(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()
    assert "it holds no tensors" in refused(path)


def test_only_a_file_is_read(tmp_path: Path) -> None:
    assert "is no file, but a pipe or device" in refused(Path("/dev/zero"))


def test_a_device_that_is_not_there_is_named_with_what_to_do(path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"map_location 'cuda:77' is not there; give map_location=\"cpu\""):
        clbackbones.restore(path, "cuda:77")


def test_a_file_has_checksums_even_where_torch_was_asked_for_none(path: Path) -> None:
    torch.serialization.set_crc32_options(False)
    try:
        clbackbones.save(trained("HATMaskMLP"), path)
    finally:
        torch.serialization.set_crc32_options(True)
    clbackbones.restore(path)
