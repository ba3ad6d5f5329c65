"""The most memory that a process takes in a training step, beyond what importing takes; printed in bytes, on Linux."""

import sys
from pathlib import Path

import torch

from .cases import image_case
from .epochs import Training
from .steps import plain_counterpart


def main(name: str, stem: str, tasks: str, *, plain: bool) -> None:
    """Trains a network for some steps, the whole recipe, and prints the peak.

    Args:
        name: Class of the network.
        stem: See `image_case`.
        tasks: How many tasks are stored before the one that is trained; 0 protects nothing.
        plain: Whether the class of the same sizes without masks is trained in its place.
    """
    torch.set_num_threads(1)
    case = image_case(name, stem)
    imported = _status("VmRSS")
    training = Training(plain_counterpart(case) if plain else case, torch.device("cpu"), recipe=True)
    if not plain:
        for task_id in range(1, int(tasks) + 2):
            training.begin(task_id)
            if task_id <= int(tasks):
                training.store()
    for index in range(2):
        training.step(index)
    print(_status("VmHWM") - imported)


def _status(key: str) -> int:
    """A number of bytes that the system tells of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


if __name__ == "__main__":
    main(*sys.argv[1:4], plain="plain" in sys.argv[4:])
