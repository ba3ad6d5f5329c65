# Generated from schema/architectures/vit.json and schema/mechanisms/weight_masks.json.
# Do not edit: change the source and run `make codegen`.
"""Vision transformer, weight masks: the layers, and how values flow."""

from typing import ClassVar, Self

from torch import Tensor, nn

from clbackbones_runtime.graph.expression import round_to_multiple
from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.layers.names import layer_names
from clbackbones_runtime.layers.task_norms import NoNorm, TaskLayerNorm, TaskNorm, task_layer_norm
from clbackbones_runtime.layers.tokens import ClassToken, Positions, SelfAttention, TakeToken, ToTokens
from clbackbones_runtime.layers.trained import per_task
from clbackbones_runtime.mechanisms.backbone import Activations, Backbone
from clbackbones_runtime.mechanisms.plain import make_activation, make_dropout
from clbackbones_runtime.mechanisms.weight_masks import Biases, Weights

from ..configs.networks.weight_masked_vit import WeightMaskedViTConfig

__all__ = ["WeightMaskedEncoderBlock", "WeightMaskedViT"]


class WeightMaskedEncoderBlock(nn.Module):
    """Attention, then two linear layers, each behind a norm and with a shortcut (Dosovitskiy et al. 2021, Fig. 1).

    Shapes: (batch, in_features) -> (batch, out_features).

    Args:
        config: Config of the network.
        name: Name of the block; those of its layers start with it.
        in_features: Features of the input.
        attention_heads: Heads of attention.
    """

    names: dict[str, str]
    ln_1: TaskLayerNorm | NoNorm
    in_proj: nn.Linear
    self_attention: SelfAttention
    out_proj: nn.Linear
    dropout_1: nn.Dropout | nn.Identity
    ln_2: TaskLayerNorm | NoNorm
    mlp_1: nn.Linear
    mlp_activation: nn.Module
    dropout_2: nn.Dropout | nn.Identity
    mlp_2: nn.Linear
    dropout_3: nn.Dropout | nn.Identity
    out_features: int

    def __init__(self, config: WeightMaskedViTConfig, name: str, in_features: int, attention_heads: int) -> None:
        """Makes the layers; `names` has those that they have in the network."""
        super().__init__()
        self.names = layer_names(name, "in_proj", "out_proj", "mlp_1", "mlp_2")
        self.ln_1 = task_layer_norm(config.layer_normalization, in_features)
        self.in_proj = masked(nn.Linear)(in_features, 3 * in_features, bias=config.bias)
        self.self_attention = SelfAttention(attention_heads)
        self.out_proj = masked(nn.Linear)(in_features, in_features, bias=config.bias)
        self.dropout_1 = make_dropout(config.dropout)
        self.ln_2 = task_layer_norm(config.layer_normalization, in_features)
        self.mlp_1 = masked(nn.Linear)(in_features, 4 * in_features, bias=config.bias)
        self.mlp_activation = make_activation(config.activation_layer, config.catalog)
        self.dropout_2 = make_dropout(config.dropout)
        self.mlp_2 = masked(nn.Linear)(4 * in_features, in_features, bias=config.bias)
        self.dropout_3 = make_dropout(config.dropout)
        self.out_features = in_features

    def forward(
        self, input: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm
    ) -> tuple[Tensor, Activations]:
        """Runs the block: what it emits, and the activation of every weighted layer by its name."""
        activations: Activations = {}
        x = self.ln_1(input, task_norm)
        x = self.in_proj(x, weights[self.names["in_proj"]], biases[self.names["in_proj"]])
        activations[self.names["in_proj"]] = x
        x = self.self_attention(x)
        x = self.out_proj(x, weights[self.names["out_proj"]], biases[self.names["out_proj"]])
        x = self.dropout_1(x)
        x = x + input
        activations[self.names["out_proj"]] = x
        out_proj = x
        x = self.ln_2(x, task_norm)
        x = self.mlp_1(x, weights[self.names["mlp_1"]], biases[self.names["mlp_1"]])
        x = self.mlp_activation(x)
        activations[self.names["mlp_1"]] = x
        x = self.dropout_2(x)
        x = self.mlp_2(x, weights[self.names["mlp_2"]], biases[self.names["mlp_2"]])
        x = self.dropout_3(x)
        x = x + out_proj
        activations[self.names["mlp_2"]] = x
        return x, activations


class WeightMaskedViT(Backbone):
    """Vision transformer: makes and runs the layers, for weight masks and all that weave as it does.

    An image in patches, each of which becomes a token; a class token before them, learned positions, then blocks of
    attention and of two linear layers, each behind a layer normalization and added to what it read; the feature is the
    class token behind a last normalization.

    Layers whose outputs are added share their units: they are one unit group, named after the last of them on the main
    path, and emit the sum.

    Source: Dosovitskiy et al., ICLR 2021 <https://arxiv.org/abs/2010.11929>.

    Shapes: (batch, input_channels, image_size, image_size) -> (batch, output_dim).
    """

    width: ClassVar[int]
    """Units of a token."""

    attention_heads: ClassVar[int]
    """Heads of attention."""

    encoder_length: ClassVar[int]
    """Number of blocks."""

    conv_proj: nn.Conv2d
    tokens: ToTokens
    class_token: ClassToken
    pos_embedding: Positions
    dropout_0: nn.Dropout | nn.Identity
    layers: nn.ModuleList
    ln: TaskLayerNorm | NoNorm
    feature: TakeToken

    def __init__(self, config: WeightMaskedViTConfig) -> None:
        """Makes the layers, then draws their weights, or loads those that the config names.

        Args:
            config: What to make; it was checked when it was made.
        """
        super().__init__(config)
        self.conv_proj = masked(nn.Conv2d)(
            config.input_channels,
            round_to_multiple(self.width * config.width_multiplier, self.attention_heads),
            16,
            stride=16,
            bias=config.bias,
        )
        self.tokens = ToTokens()
        self.class_token = per_task(ClassToken)(
            round_to_multiple(self.width * config.width_multiplier, self.attention_heads)
        )
        self.pos_embedding = per_task(Positions)(
            round_to_multiple(self.width * config.width_multiplier, self.attention_heads),
            self.tokens_after("pos_embedding"),
        )
        self.dropout_0 = make_dropout(config.dropout)
        self.layers, features = self._encoder_stage(
            config,
            "layers",
            self.encoder_length,
            round_to_multiple(self.width * config.width_multiplier, self.attention_heads),
            attention_heads=self.attention_heads,
        )
        self.ln = task_layer_norm(config.layer_normalization, features)
        self.feature = TakeToken()
        self._complete("xavier_uniform")

    @classmethod
    def from_config(cls, config: WeightMaskedViTConfig) -> Self:
        """Makes the backbone of a config, where the constructor of its class takes the fields by keyword.

        Args:
            config: The config; it was checked when it was made.
        """
        backbone = cls.__new__(cls)
        WeightMaskedViT.__init__(backbone, config)
        return backbone

    def _encoder_stage(
        self, config: WeightMaskedViTConfig, name: str, blocks: int, features: int, attention_heads: int
    ) -> tuple[nn.ModuleList, int]:
        """Makes a stage: the blocks, and the features that the last one emits.

        Args:
            config: Config of the network.
            name: Name of the stage; those of its blocks start with it.
            blocks: How many there are.
            features: Features of the input.
            attention_heads: `attention_heads` of every block.
        """
        stage = nn.ModuleList()
        for index in range(blocks):
            block = WeightMaskedEncoderBlock(config, f"{name}/{index}", features, attention_heads=attention_heads)
            stage.append(block)
            features = block.out_features
        return stage, features

    def network(self, x: Tensor, weights: Weights, biases: Biases, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """Runs the layers on an input that has been checked.

        Args:
            x: (batch, input_channels, image_size, image_size).
            weights: The weight of each weighted layer, times its mask.
            biases: The bias of each weighted layer, (units,), times its mask; None where the layer has no bias.
            task_norm: Which norm a pass uses. `train`: that of the task being learned, whose statistics move in
                training mode; `live`: the same at rest; a task id: the norm stored for the task, or the shared one, at
                rest.

        Returns:
            The feature, (batch, output_dim), and the activation of every weighted layer by its name.
        """
        activations: Activations = {}
        x = self.conv_proj(x, weights["conv_proj"], biases["conv_proj"])
        activations["conv_proj"] = x
        x = self.tokens(x)
        x = self.class_token(x, task_norm)
        x = self.pos_embedding(x, task_norm)
        x = self.dropout_0(x)
        for block in self.layers:
            x, emitted = block(x, weights, biases, task_norm)
            activations |= emitted
        x = self.ln(x, task_norm)
        x = self.feature(x)
        return x, activations
