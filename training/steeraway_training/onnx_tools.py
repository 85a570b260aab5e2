"""Small ONNX rewrites that the exports share: half precision, complete value types, weights in one shared external file."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, shape_inference

DOMAIN = "steeraway"
SHARED_FROM_BYTES = 256
"""Smaller tensors stay inside the graph: shapes, scalars."""


def infer_types(model: onnx.ModelProto) -> onnx.ModelProto:
    """Value types for every tensor. Inference stops at ops of other domains; all of ours keep their first input's type."""
    while True:
        model = shape_inference.infer_shapes(model, data_prop=True)
        known = {v.name: v for v in [*model.graph.value_info, *model.graph.input, *model.graph.output]}
        waiting = [n for n in model.graph.node if n.domain and n.output[0] not in known and n.input[0] in known]
        if not waiting:
            return model
        for node in waiting:
            value = model.graph.value_info.add()
            value.CopyFrom(known[node.input[0]])
            value.name = node.output[0]


WIDE_OPS = 8
"""What the first eight of ten attentions see and make stays float32: the 8x8 core and the first half of the decoder. ONNX Runtime's
float16 kernels also *accumulate* in float16; pictures differed from torch's by .010 to .034 with all layers in it."""


def early_nodes(model: onnx.ModelProto) -> set[str]:
    """First outputs of the nodes that depend on none of the later custom ops."""
    ops, late = 0, set()
    for node in model.graph.node:  # in topological order, as the exporter writes them
        ops += node.domain == DOMAIN
        if (node.domain == DOMAIN and ops > WIDE_OPS) or late & set(node.input):
            late |= set(node.output)
    return {node.output[0] for node in model.graph.node} - late if ops else set()


def to_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """float32 -> float16 for feeds, weights, values and results, but for the early nodes, with casts where values cross over.

    The latent stays float32: in float16 its staircases would move. Resize keeps its float32 scales, as ONNX demands.
    """
    graph, wide = model.graph, early_nodes(model)
    scales = {name for node in graph.node if node.op_type == "Resize" for name in node.input[1:]}
    weights = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    values = {v.name: v for v in [*graph.value_info, *graph.input, *graph.output]}
    for value in values.values():
        if is_float(value) and value.name not in wide | {"latent"}:
            value.type.tensor_type.elem_type = TensorProto.FLOAT16
    tensors, nodes = {}, {}

    def weight(name: str, is_wide: bool) -> str:
        """Stored in float16 once, for the three graphs; a float32 reader gets it through a Cast, which ONNX Runtime folds at load."""
        array = weights[name]
        if array.dtype != np.float32 or name in scales:
            tensors[name] = numpy_helper.from_array(array, name)
            return name
        tensors[name] = numpy_helper.from_array(array.astype(np.float16), name)
        if is_wide:
            nodes[name + "_wide"] = helper.make_node("Cast", [name], [name + "_wide"], name=name + "_wide", to=TensorProto.FLOAT)
        return name + "_wide" if is_wide else name

    def converted(name: str, is_wide: bool) -> str:
        """The value in the element type of its reader."""
        element = TensorProto.FLOAT if is_wide else TensorProto.FLOAT16
        value = values.get(name)
        if value is None or value.type.tensor_type.elem_type not in FLOATS or value.type.tensor_type.elem_type == element:
            return name
        result = f"{name}_{'wide' if is_wide else 'half'}"
        if result not in values:
            nodes[result] = helper.make_node("Cast", [name], [result], name=result, to=element)
            values[result] = graph.value_info.add()
            values[result].CopyFrom(value)
            values[result].name, values[result].type.tensor_type.elem_type = result, element
        return result

    for node in graph.node:
        is_wide = node.output[0] in wide
        for i, name in enumerate(node.input):
            node.input[i] = weight(name, is_wide) if name in weights else converted(name, is_wide)
        convert_attributes(node, is_wide)
        nodes[node.output[0]] = node
    ordered = list(nodes.values())
    del graph.node[:], graph.initializer[:]
    graph.node.extend(ordered)
    graph.initializer.extend(tensors.values())
    return model


FLOATS = (TensorProto.FLOAT, TensorProto.FLOAT16)


def is_float(value: onnx.ValueInfoProto) -> bool:
    return value.type.tensor_type.elem_type == TensorProto.FLOAT


def convert_attributes(node: onnx.NodeProto, is_wide: bool):
    """Casts to float, and constants."""
    for attribute in node.attribute:
        if is_wide:
            continue
        if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
            attribute.i = TensorProto.FLOAT16
        elif attribute.name == "value" and attribute.t.data_type == TensorProto.FLOAT:
            half = numpy_helper.to_array(attribute.t).astype(np.float16)
            attribute.t.CopyFrom(numpy_helper.from_array(half, attribute.t.name))


class SharedWeights:
    """One external data file for several graphs; equal tensors are stored once."""

    def __init__(self, path: Path):
        self.path, self.blob, self.offset = path, bytearray(), {}

    def share(self, model: onnx.ModelProto):
        for tensor in model.graph.initializer:
            data = tensor.raw_data
            if len(data) < SHARED_FROM_BYTES:
                continue
            key = hashlib.sha256(data).digest()
            if key not in self.offset:
                self.blob += b"\0" * (-len(self.blob) % 16)
                self.offset[key] = len(self.blob)
                self.blob += data
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for name, value in (("location", self.path.name), ("offset", self.offset[key]), ("length", len(data))):
                entry = tensor.external_data.add()
                entry.key, entry.value = name, str(value)

    def save(self):
        self.path.write_bytes(self.blob)


def quantize_linear_layers(model: onnx.ModelProto) -> onnx.ModelProto:
    """MatMul weights [in, out] -> int8 with a scale a column; the word table -> int8 with a scale a row (Gather, then Mul).

    The position table stays float32: text.py does not quantise it either, and both must see the same embeddings.
    """
    graph, nodes, tensors = model.graph, [], []
    weights = {t.name: t for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) == 2}
    matmul = {n.input[1] for n in graph.node if n.op_type == "MatMul"} & weights.keys()
    gather = {n.input[0] for n in graph.node if n.op_type == "Gather" and "word_embeddings" in n.input[0]} & weights.keys()
    for name in sorted(matmul | gather):
        value = numpy_helper.to_array(weights[name])
        scale = np.abs(value).max(0 if name in matmul else 1, keepdims=name in gather).clip(1e-8) / 127
        levels = np.round(value / scale).clip(-127, 127).astype(np.int8)
        tensors += [numpy_helper.from_array(levels, name + "_int8"), numpy_helper.from_array(scale.astype(np.float32), name + "_scale")]
        if name in matmul:
            nodes += widen_weight(name)
    for node in graph.node:
        nodes += gather_rows(node) if node.op_type == "Gather" and node.input[0] in gather else [node]
    tensors += [t for t in graph.initializer if t.name not in matmul | gather]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(tensors)
    return model


def widen_weight(name: str) -> list[onnx.NodeProto]:
    """Not DequantizeLinear: ONNX Runtime fuses that into kernels with int8 *activations* (errors of .06). This folds at load."""
    return [
        helper.make_node("Cast", [name + "_int8"], [name + "_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [name + "_float", name + "_scale"], [name]),
    ]


def gather_rows(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    table, ids, out = node.input[0], node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [table + "_int8", ids], [out + "_levels"], axis=0),
        helper.make_node("Cast", [out + "_levels"], [out + "_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [table + "_scale", ids], [out + "_row_scale"], axis=0),
        helper.make_node("Mul", [out + "_float", out + "_row_scale"], [out]),
    ]
