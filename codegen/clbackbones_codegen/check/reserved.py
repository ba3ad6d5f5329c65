"""Names that the generated code needs for itself, by the place where a name of the spec would hide them.

What the runtime defines is read off its syntax trees (see `symbols`). What is listed here is torch's, which the
compiler does not import, and what the templates and the weaver write themselves; tests read torch and generated modules
for what is missing here.
"""

# Public attributes of `torch.nn.Module`.
_MODULE = """
T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval
extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia
named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory
state_dict to to_empty train training type xpu zero_grad
"""
MODULE_ATTRIBUTES = frozenset(_MODULE.split())

CONTAINER_ATTRIBUTES = frozenset({"append", "clear", "extend", "insert", "items", "keys", "pop", "update", "values"})
"""Public attributes that `torch.nn.ModuleDict` and `torch.nn.ModuleList` have besides: a layer of the network is a key
of such a container, where it would hide them.
"""

ANNOTATIONS = frozenset(
    {"bool", "checked_names", "classmethod", "dict", "float", "int", "list", "nn", "str", "tuple", "type"}
)
"""What the bodies of generated classes read: types of attributes and parameters, and decorators."""

CONFIG_ANNOTATIONS = frozenset(
    {"bool", "derived", "field", "float", "int", "integers", "str", "tuple", "weights_source"}
)
"""What the bodies of config classes read: types and defaults of fields."""

CONSTRUCTOR = frozenset(
    {
        "_", "block", "block_index", "blocks", "channels", "config", "enumerate", "features", "in_channels",
        "in_features", "index", "input_units", "len", "max", "min", "name", "nn", "range", "round_to_multiple", "self",
        "stage", "super",
    }
)  # fmt: skip
"""What the code inside a generated constructor uses."""

FORWARD = frozenset(
    {
        "activations", "block", "dict", "emitted", "index", "input", "len", "range", "self", "shortcut",
        "shortcut_activation", "shortcut_dropout", "shortcut_norm", "str", "torch", "x", "zip",
    }
)  # fmt: skip
"""What the code inside a generated `network` or `forward` uses."""

CLASSES = frozenset(
    {
        "Activations", "Backbone", "CATALOG", "Callable", "Catalog", "ClassOrName", "ClassVar", "Config", "DropIn",
        "Literal", "PathLike", "Self", "Sequence", "Tensor",
    }
)  # fmt: skip
"""Classes and types that generated modules import; names that are capitalized otherwise cannot stand in a spec."""
