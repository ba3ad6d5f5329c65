"""Why a mutant may survive: it computes the same, or what it makes other is no result."""

from collections.abc import Sequence

SPEED = "the mask is that of a sort from whatever threshold the search goes on; another one takes more passes at times"
SAME_LENGTHS = "the two are of one length"
ONE_ALONE = "there is one alone, or all are equal"
CLASS_CALL = "called through its class alone, where a function is static already"
OF_THE_FIRST = "all tasks have the norm of the first, so that any of them will do"
ONE_DIMENSION = "of one dimension, the first and the last"
A_TYPE = "a type, which nothing evaluates"

REASONS: Sequence[tuple[str, str, str]] = (
    ("layers.threshold", "_BLOCK", SPEED),
    ("layers.threshold", "_SAMPLE", SPEED),
    ("layers.threshold", "_SMALL", SPEED),
    ("layers.threshold", "_TRIES", SPEED),
    ("layers.threshold", "_FEW", SPEED),
    ("layers.threshold", "slope", SPEED),
    ("layers.threshold", "aim", SPEED),
    ("layers.threshold", "tried", SPEED),
    ("layers.threshold", "low < threshold < high", SPEED),
    ("layers.threshold", "threshold = ", SPEED),
    ("layers.threshold", "sample", SPEED),
    ("layers.threshold", "position", SPEED),
    ("layers.threshold", "_AROUND", SPEED),
    ("layers.threshold", "pad(", "blocks are filled up in several steps"),
    ("layers.threshold", "between = ", "no magnitude equals the lower of two thresholds that were tried"),
    ("layers.threshold", "kept >= score.numel()", "the threshold that keeps all is that of the smallest"),
    ("layers.threshold", "above > kept", "equal numbers were returned before"),
    ("layers.threshold", "low, above_low, in_low = -1.0", SPEED),
    ("layers.threshold", "break", SPEED),
    ("layers.threshold", "left = (in_low", SPEED),
    ("layers.threshold", "return Found(kept, threshold, (last - first)", SPEED),
    ("layers.threshold", "rank >= 0", "a rank of -1 names the largest, which is what is kept where none is left over"),
    ("layers.compensation", "@dataclass(frozen=True", "nothing writes to it: type checkers see to that"),
    ("layers.compensation", "_differ(s, scales[0])", ONE_ALONE),
    ("layers.compensation", "self.seen or", "of passes that nobody saw: compiled ones, which these tests do not run"),
    ("layers.selection", "keep_largest_of_each([score]", ONE_ALONE),
    ("layers.selection", "@staticmethod", CLASS_CALL),
    ("layers.scores", "@staticmethod", CLASS_CALL),
    ("layers.scores", "@property", "of a protocol, which type checkers read"),
    ("layers.selection", "strict=", SAME_LENGTHS),
    ("layers.scores", "biases: dict[", A_TYPE),
    ("layers.selection", "self._found: ", A_TYPE),
    ("layers.selection", "to_parameters: list[", A_TYPE),
    ("layers.task_norms", "return tasks[0] if len(tasks) > 1", OF_THE_FIRST),
    ("layers.task_norms", "self._become(earlier[0] if earlier", OF_THE_FIRST),
    ("compaction.compact", "strict=", SAME_LENGTHS),
    ("compaction.compact", "_taken(parameters.bias, rows, 0", ONE_DIMENSION),
    ("layers.compensation", "strict=", SAME_LENGTHS),
    (
        "compaction.compact_task",
        "@torch.no_grad()",
        "what it computes with is detached, unless modules of others are not",
    ),
    ("layers.scores", "weight[0].numel()", "all rows are of one size"),
    ("compaction.compact", "node.inputs[0]", ONE_ALONE),
    ("compaction.compact", "@frozen(kw_only=True)", "it is made by keywords alone: type checkers see to that"),
    ("compaction.compact", "value.kept is None and kept.numel() < value.width", "taking all is another name for it"),
    ("compaction.compact", "torch.zeros(1, dtype=torch.long)", "nothing reads it"),
    ("compaction.compact", "Concat(values[0].axis)", "all values have the axis"),
    ("compaction.compact", "index_fill(0, ", ONE_DIMENSION),
    ("compaction.compact", "_taken(bias, rows, 0)", ONE_DIMENSION),
    ("compaction.compact", "_taken(part, kept, 0", ONE_DIMENSION),
    ("compaction.compact", "tensor.narrow(dimension, 0, 1)", "zeros are alike, whichever entry they are like"),
    ("compaction.live_units", "values.where(known, 0)", "weights of 0 alone multiply it; 0 keeps it from overflowing"),
    ("layers.attention", "finfo(gates.dtype).tiny", "of a gate that is the smallest normal number and no other"),
    ("mechanisms.protected", "self._run > 1", "runs of one entry are entries; it says which is faster"),
    ("mechanisms.protected", "@abstractmethod", "of a base that nobody makes: type checkers read it"),
)
"""Module, part of the line as it is, and the reason."""


def why(module: str, change: tuple[str, str]) -> str:
    """The reason; a question mark where there is none yet, which is a test to be written."""
    reasons = (reason for name, part, reason in REASONS if name == module and part in change[0])
    return next(reasons, "?")
