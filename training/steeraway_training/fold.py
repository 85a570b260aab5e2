"""Folds what a frame graph's static shapes decide: Shape nodes and everything that follows from constants alone.

ONNX Runtime would fold the same at load, but cannot across the borders of segments; and each folded node is one shader less to compile.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

SMALL = 1 << 16
"""Larger results stay computed: folding an Expand must not blow the file up."""


def static_shapes(model: onnx.ModelProto) -> dict[str, list[int]]:
    shapes = {}
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output]:
        dims = value.type.tensor_type.shape.dim
        if value.type.tensor_type.HasField("shape") and all(d.HasField("dim_value") for d in dims):
            shapes[value.name] = [d.dim_value for d in dims]
    return shapes


def evaluate(node: onnx.NodeProto, inputs: list[np.ndarray], opset: int) -> list[np.ndarray]:
    names = [name for name in node.input if name]
    graph = helper.make_graph(
        [node], "one", [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(x.dtype), x.shape) for n, x in zip(names, inputs)],
        [helper.make_empty_tensor_value_info(o) for o in node.output],
    )  # fmt: skip
    single = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    return ReferenceEvaluator(single).run(None, dict(zip(names, inputs)))


def fold_constants(model: onnx.ModelProto) -> onnx.ModelProto:
    graph, shapes = model.graph, static_shapes(model)
    opset = next(o.version for o in model.opset_import if o.domain == "")
    known = {t.name: numpy_helper.to_array(t) for t in graph.initializer if np.prod(t.dims) <= SMALL}
    kept, folded = [], {}
    for node in graph.node:
        if node.op_type == "Constant":
            results = [numpy_helper.to_array(node.attribute[0].t)]
        elif node.op_type == "Shape" and node.input[0] in shapes:
            results = [np.array(shapes[node.input[0]], np.int64)]
        elif node.domain == "" and node.input and all(name in known for name in node.input if name):
            results = evaluate(node, [known[name] for name in node.input if name], opset)
        else:
            kept.append(node)
            continue
        for name, value in zip(node.output, results):
            known[name] = folded[name] = np.asarray(value)
    read = {name for node in kept for name in node.input} | {o.name for o in graph.output}
    del graph.node[:]
    graph.node.extend(kept)
    graph.initializer.extend(numpy_helper.from_array(v, n) for n, v in folded.items() if n in read)
    for tensor in [t for t in graph.initializer if t.name not in read]:
        graph.initializer.remove(tensor)
    return model
