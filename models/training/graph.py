"""Builds the serving network as an ONNX graph from plain arrays: no torch, no tracing, no network.

It is the network of `network.py`, operation by operation. Tests hold the two to the same answers.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.training.changes import Arrays
from models.training.encoders import Shape

OPSET, IR_VERSION = 20, 10
HIDDEN = -1e4  # what attention adds where there is only padding


def build(encoder: Arrays, heads: Arrays, shape: Shape) -> onnx.ModelProto:
    """ids, mask (batch, tokens) -> posts (batch, 13), tokens, names (batch, tokens, 13 and 3)."""
    return _Graph(encoder, heads, shape).model()


def build_meaning(encoder: Arrays, shape: Shape) -> onnx.ModelProto:
    """ids, mask (batch, tokens) -> states (batch, tokens, width): the encoder, and no head."""
    return _Graph(encoder, {}, shape).meaning()


class _Graph:
    """Nodes in the order they run; every method adds some and names the last one's output."""

    def __init__(self, encoder: Arrays, heads: Arrays, shape: Shape) -> None:
        self.arrays, self.heads, self.shape = encoder, heads, shape
        self.nodes: list[onnx.NodeProto] = []
        self.kept: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        states, mask, absent = self.read()
        self.post_head(states, mask, absent)
        tokens = self.add(
            "MatMul", states, self.keep("tokens.weight", self.heads["tokens.weight"].T)
        )
        self.add("Add", tokens, self.keep("tokens.bias", self.heads["tokens.bias"]), out="tokens")
        names = self.add("MatMul", states, self.keep("names.weight", self.heads["names.weight"].T))
        self.add("Add", names, self.keep("names.bias", self.heads["names.bias"]), out="names")
        count, kinds = len(self.heads["tokens.bias"]), len(self.heads["names.bias"])
        return self.finished(posts=[count], tokens=["length", count], names=["length", kinds])

    def meaning(self) -> onnx.ModelProto:
        states, _, _ = self.read()
        self.add("Identity", states, out="states")
        return self.finished(states=["length", self.shape.width])

    def read(self) -> tuple[str, str, str]:
        """States of the last layer, the mask as numbers, and what is absent by it."""
        mask = self.add("Cast", "mask", to=TensorProto.FLOAT)
        absent = self.add("Sub", self.keep("one", np.float32(1)), mask)
        states = self.embeddings()
        bias = self.add("Mul", absent, self.keep("hidden", np.float32(HIDDEN)))
        bias = self.add("Unsqueeze", bias, self.axes(1, 2))
        for number in range(self.shape.layers):
            states = self.layer(states, bias, f"encoder.layer.{number}")
        return states, mask, absent

    def embeddings(self) -> str:
        words = self.add("Gather", self.weight("embeddings.word_embeddings.weight"), "ids")
        # Every token is of the first kind, so that kind's row goes into the positions' table.
        places = self.arrays["embeddings.position_embeddings.weight"]
        places = places + self.arrays["embeddings.token_type_embeddings.weight"][:1]
        length = self.add("Shape", "ids", start=1, end=2)
        placed = self.add("Slice", self.keep("places", places), self.axes(0), length, self.axes(0))
        return self.normal(self.add("Add", words, placed), "embeddings.LayerNorm")

    def layer(self, x: str, bias: str, name: str) -> str:
        mixed = self.attention(x, bias, f"{name}.attention.self")
        mixed = self.linear(mixed, f"{name}.attention.output.dense")
        x = self.normal(self.add("Add", mixed, x), f"{name}.attention.output.LayerNorm")
        wide = self.add("Gelu", self.linear(x, f"{name}.intermediate.dense"))
        narrow = self.linear(wide, f"{name}.output.dense")
        return self.normal(self.add("Add", narrow, x), f"{name}.output.LayerNorm")

    def attention(self, x: str, bias: str, name: str) -> str:
        each = self.shape.width // self.shape.heads
        shape = self.keep("split", np.array([0, 0, self.shape.heads, each]))
        scale = np.float32(each**-0.5)
        query, key, value = (
            self.add("Reshape", self.linear(x, f"{name}.{part}"), shape)
            for part in ("query", "key", "value")
        )
        query = self.add("Transpose", query, perm=[0, 2, 1, 3])
        key = self.add("Transpose", key, perm=[0, 2, 3, 1])
        value = self.add("Transpose", value, perm=[0, 2, 1, 3])
        fit = self.add("Mul", self.add("MatMul", query, key), self.keep("scale", scale))
        share = self.add("Softmax", self.add("Add", fit, bias), axis=-1)
        mixed = self.add("Transpose", self.add("MatMul", share, value), perm=[0, 2, 1, 3])
        return self.add("Reshape", mixed, self.keep("joined", np.array([0, 0, self.shape.width])))

    def post_head(self, states: str, mask: str, absent: str) -> None:
        present = self.add("Unsqueeze", mask, self.axes(2))
        look = self.add("MatMul", states, self.keep("queries", self.heads["queries.weight"].T))
        gone = self.add("Mul", absent, self.keep("hidden", np.float32(HIDDEN)))
        look = self.add("Add", look, self.add("Unsqueeze", gone, self.axes(2)))
        look = self.add("Transpose", self.add("Softmax", look, axis=1), perm=[0, 2, 1])
        seen = self.add("Mul", self.add("MatMul", look, states), self.keep_head("looked"))
        seen = self.add("ReduceSum", seen, self.axes(2), keepdims=0)
        total = self.add("ReduceSum", self.add("Mul", states, present), self.axes(1), keepdims=0)
        average = self.add("Div", total, self.add("ReduceSum", mask, self.axes(1)))
        meant = self.add(
            "Gemm", average, self.keep_head("mean.weight"), self.keep_head("mean.bias"), transB=1
        )
        self.add("Add", seen, meant, out="posts")

    def linear(self, x: str, name: str) -> str:
        product = self.add(
            "MatMul", x, self.keep(f"{name}.weight", self.arrays[f"{name}.weight"].T)
        )
        return self.add("Add", product, self.weight(f"{name}.bias"))

    def normal(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", x, scale, shift, epsilon=self.shape.epsilon)

    def weight(self, name: str) -> str:
        return self.keep(name, self.arrays[name])

    def keep_head(self, name: str) -> str:
        return self.keep(f"heads.{name}", self.heads[name])

    def axes(self, *numbers: int) -> str:
        return self.keep("axes." + ".".join(map(str, numbers)), np.array(numbers))

    def keep(self, name: str, array: Any) -> str:
        if name not in self.kept:
            # A scalar must stay one, and ascontiguousarray would make a row of it.
            plain = np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array)
            self.kept[name] = numpy_helper.from_array(plain, name)
        return name

    def add(self, operation: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        out = out or f"{operation}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [out], name=out, **attributes))
        return out

    def finished(self, **outputs: list[int | str]) -> onnx.ModelProto:
        """The graph with these outputs, each of so many numbers for each text."""
        whole, real = TensorProto.INT64, TensorProto.FLOAT
        graph = helper.make_graph(
            self.nodes,
            "countersign",
            [
                helper.make_tensor_value_info("ids", whole, ["batch", "length"]),
                helper.make_tensor_value_info("mask", whole, ["batch", "length"]),
            ],
            [
                helper.make_tensor_value_info(name, real, ["batch", *shape])
                for name, shape in outputs.items()
            ],
            list(self.kept.values()),
        )
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model
