"""Builds model.onnx: the encoder with its 4-bit weights, and the trained heads, in one graph."""

import numpy as np
import onnx
from head import MIDDLE_LAYERS, SHARPNESS, STEP, TINY, Head, Heads
from onnx import TensorProto, helper, numpy_helper
from weights import BLOCK, Weights

OPSET = 18
IR_VERSION = 9
INPUTS = ("input_ids", "attention_mask")


def build(weights: Weights, heads: Heads) -> bytes:
    """What is served: int64[B,T] inputs; `embedding` and the probabilities of each head."""
    graph = _Graph(weights)
    outputs = graph.heads(graph.encoder(), graph.middle(), heads)
    return graph.serialise([("embedding", weights.hidden), *outputs])


def build_encoder(weights: Weights) -> bytes:
    """What training needs: the same encoder, with outputs `embedding` and `middle`."""
    graph = _Graph(weights)
    return graph.serialise([(name, weights.hidden) for name in (graph.encoder(), graph.middle())])


class _Graph:
    def __init__(self, weights: Weights):
        self.w = weights
        self.nodes = []
        self.initializers = []

    def const(self, name: str, value: np.ndarray) -> str:
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def encoder(self) -> str:
        self._shared_constants()
        hidden = self._embedding()
        for layer in range(self.w.layers):
            hidden = self._layer(f"l{layer}.", hidden)
        return self._pool(hidden)

    def _shared_constants(self) -> None:
        size = self.w.hidden // self.w.heads
        self.const("split_heads", np.array([0, 0, self.w.heads, size], np.int64))
        self.const("join_heads", np.array([0, 0, self.w.hidden], np.int64))
        self.const("attention_scale", np.float32(size**-0.5))
        self.const("one", np.float32(1))
        self.const("half", np.float32(0.5))
        self.const("sqrt_half", np.float32(2**-0.5))
        self.const("masked", np.float32(-1e9))
        self.const("axis_1", np.array([1], np.int64))
        self.const("axes_1_2", np.array([1, 2], np.int64))
        self.const("axis_2", np.array([2], np.int64))
        self.const("zero", np.array([0], np.int64))

    def _embedding(self) -> str:
        w = self.w
        values, scales = w.blocks("emb.word", len(w.pieces), w.hidden)
        self.const("word_values", values.astype(np.int8) - np.int8(8))
        self.const("word_scales", scales.astype(np.float16)[..., None])
        positions = w.floats("emb.pos", w.positions, w.hidden) + w.floats("emb.type", w.hidden)
        self.const("positions", positions)
        self.node("Gather", ["word_values", "input_ids"], "word_q")
        self.node("Gather", ["word_scales", "input_ids"], "word_s")
        self.node("Cast", ["word_q"], "word_qf", to=TensorProto.FLOAT)
        self.node("Cast", ["word_s"], "word_sf", to=TensorProto.FLOAT)
        self.node("Mul", ["word_qf", "word_sf"], "word_blocks")
        self.node("Reshape", ["word_blocks", "join_heads"], "word")
        self.node("Shape", ["input_ids"], "length", start=1, end=2)
        self.node("Slice", ["positions", "zero", "length"], "position")
        self.node("Add", ["word", "position"], "word_position")
        self.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        self.node("Unsqueeze", ["mask", "axis_2"], "mask_column")
        self.node("Sub", ["one", "mask"], "hidden_mask")
        self.node("Mul", ["hidden_mask", "masked"], "bias_flat")
        self.node("Unsqueeze", ["bias_flat", "axes_1_2"], "attention_bias")
        return self._layer_norm("word_position", "emb.ln", "embedded")

    def _layer_norm(self, x: str, name: str, output: str) -> str:
        scale = self.const(name + ".w", self.w.floats(name + ".w", self.w.hidden))
        shift = self.const(name + ".b", self.w.floats(name + ".b", self.w.hidden))
        return self.node(
            "LayerNormalization", [x, scale, shift], output, axis=-1, epsilon=self.w.epsilon
        )

    def _linear(self, x: str, name: str, rows: int, columns: int, output: str) -> str:
        values, scales = self.w.blocks(name + ".w", rows, columns)
        packed = values[..., 0::2] | values[..., 1::2] << 4
        self.const(name + ".q", packed)
        self.const(name + ".s", scales.reshape(-1))
        self.node(
            "MatMulNBits", [x, name + ".q", name + ".s"], output + ".product",
            domain="com.microsoft", K=columns, N=rows, bits=4, block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip
        self.const(name + ".b", self.w.floats(name + ".b", rows))
        return self.node("Add", [output + ".product", name + ".b"], output)

    def _layer(self, p: str, x: str) -> str:
        w = self.w
        for part in "qkv":
            self._linear(x, p + part, w.hidden, w.hidden, p + part + ".flat")
            self.node("Reshape", [p + part + ".flat", "split_heads"], p + part + ".split")
            order = [0, 2, 3, 1] if part == "k" else [0, 2, 1, 3]
            self.node("Transpose", [p + part + ".split"], p + part + ".heads", perm=order)
        self.node("MatMul", [p + "q.heads", p + "k.heads"], p + "score")
        self.node("Mul", [p + "score", "attention_scale"], p + "scaled")
        self.node("Add", [p + "scaled", "attention_bias"], p + "biased")
        self.node("Softmax", [p + "biased"], p + "attention", axis=-1)
        self.node("MatMul", [p + "attention", p + "v.heads"], p + "context.heads")
        self.node("Transpose", [p + "context.heads"], p + "context.split", perm=[0, 2, 1, 3])
        self.node("Reshape", [p + "context.split", "join_heads"], p + "context")
        self._linear(p + "context", p + "ao", w.hidden, w.hidden, p + "attended")
        self.node("Add", [x, p + "attended"], p + "residual")
        middle = self._layer_norm(p + "residual", p + "aln", p + "middle")
        self._linear(middle, p + "fi", w.inner, w.hidden, p + "inner")
        activated = self._gelu(p + "inner")
        self._linear(activated, p + "fo", w.hidden, w.inner, p + "outer")
        self.node("Add", [middle, p + "outer"], p + "sum")
        return self._layer_norm(p + "sum", p + "oln", p + "output")

    def _gelu(self, x: str) -> str:
        self.node("Mul", [x, "sqrt_half"], x + ".scaled")
        self.node("Erf", [x + ".scaled"], x + ".erf")
        self.node("Add", [x + ".erf", "one"], x + ".shifted")
        self.node("Mul", [x, x + ".shifted"], x + ".doubled")
        return self.node("Mul", [x + ".doubled", "half"], x + ".gelu")

    def _pool(self, x: str) -> str:
        self.node("ReduceSum", ["mask", "axis_1"], "count", keepdims=1)
        self.node("Max", ["count", "one"], "positive_count")
        return self.node("LpNormalization", [self._mean(x, "mean")], "embedding", axis=1, p=2)

    def _mean(self, x: str, output: str) -> str:
        """The mean over the tokens that are no padding."""
        return self.node("Div", [self._total(x, output + "_sum"), "positive_count"], output)

    def _total(self, x: str, output: str) -> str:
        self.node("Mul", [x, "mask_column"], output + "_visible")
        return self.node("ReduceSum", [output + "_visible", "axis_1"], output, keepdims=0)

    def middle(self) -> str:
        """The mean of the token vectors between the layers, where wording is still visible."""
        layers = [f"l{layer}.output" for layer in MIDDLE_LAYERS]
        self.node("Sum", layers, "middle_tokens")
        self.const("middle_layers", np.float32(len(layers)))
        self.node("Div", ["middle_tokens", "middle_layers"], "middle_token_mean")
        return self._mean("middle_token_mean", "middle")

    def heads(self, pooled: str, middle: str, heads: Heads) -> list[tuple[str, int]]:
        self._view(pooled, "centre", heads.centre)
        self._view(middle, "middle_centre", heads.middle_centre)
        self.node("Concat", ["centre_view", "middle_centre_view"], "views", axis=1)
        self.node("LpNormalization", ["views"], "feature", axis=1, p=2)
        self.const("supports", heads.supports.T)
        self.const("step", np.float32(1 / STEP))
        self.node("Cast", ["supports"], "supports_float", to=TensorProto.FLOAT)
        self.node("Mul", ["supports_float", "step"], "support_rows")
        self.node("MatMul", ["feature", "support_rows"], "cosine")
        self.node("Sub", ["cosine", "one"], "distance")
        self.const("sharpness", np.float32(SHARPNESS))
        self.node("Mul", ["distance", "sharpness"], "exponent")
        self.node("Exp", ["exponent"], "similarity")
        self._token_norm(heads)
        return [(self._head(head, heads), len(head.labels)) for head in heads.heads]

    def _token_norm(self, heads: Heads) -> None:
        self._token_table("rarity_squares", heads.known, heads.rarity[None] ** 2)
        self._total("rarity_squares_rows", "token_energy")
        self.const("tiny", np.float32(TINY))
        self.node("Max", ["token_energy", "tiny"], "positive_energy")
        self.node("Sqrt", ["positive_energy"], "token_norm")

    def _token_table(self, name: str, known: np.ndarray, values: np.ndarray) -> None:
        """One row for each token of the vocabulary, looked up as `name`_rows; 0 if unknown."""
        table = np.zeros((len(self.w.pieces), len(values)), np.float32)
        table[known] = values.T
        self.const(name, table)
        self.node("Gather", [name, "input_ids"], name + "_rows")

    def _view(self, vector: str, name: str, centre: np.ndarray) -> None:
        self.const(name, centre.astype(np.float32))
        self.node("Sub", [vector, name], name + "_difference")
        self.node("LpNormalization", [name + "_difference"], name + "_view", axis=1, p=2)

    def _head(self, head: Head, heads: Heads) -> str:
        name = head.name
        self.const(name + "_coefficients", head.coefficients.T.astype(np.float32))
        self.const(name + "_bias", head.bias.astype(np.float32))
        self.const(name + "_temperature", np.float32(head.temperature))
        self.node("MatMul", ["similarity", name + "_coefficients"], name + "_near")
        self._token_table(name + "_tokens", heads.known, head.token_weights)
        self._total(name + "_tokens_rows", name + "_token_sum")
        self.node("Div", [name + "_token_sum", "token_norm"], name + "_said")
        self.node("Sum", [name + "_near", name + "_said", name + "_bias"], name + "_scores")
        self.node("Div", [name + "_scores", name + "_temperature"], name + "_cooled")
        return self.node("Softmax", [name + "_cooled"], name + "_probabilities", axis=-1)

    def serialise(self, outputs: list[tuple[str, int]]) -> bytes:
        value = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes,
            "intent-domain",
            [value(name, TensorProto.INT64, ["B", "T"]) for name in INPUTS],
            [value(name, TensorProto.FLOAT, ["B", size]) for name, size in outputs],
            self.initializers,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="neural-hive")
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return model.SerializeToString(deterministic=True)
