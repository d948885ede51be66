"""Makes the two tiny models of the ImageJ tests: 5 x 5 convolution to s*s channels, then depth to space.

Weights are a linear interpolation plus a little noise, so that results look like their input and differ from it.
Writes models/tiny-x2 and models/tiny-x3 beside this file.
"""
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent / "models"
RDF = """format_version: 0.5.3
type: model
id: tiny-x{s}
name: Tiny x{s}
version: 1.0.0
description: Fixture of the ImageJ tests.
authors: [{{name: The Vernier developers}}]
license: BSD-2-Clause
inputs:
  - id: image
    axes: [{{type: batch}}, {{type: channel, channel_names: [y]}}, {{type: space, id: y, size: {{min: 1, step: 1}}}}, {{type: space, id: x, size: {{min: 1, step: 1}}}}]
    test_tensor: {{source: test-input.npy}}
outputs:
  - id: large
    axes: [{{type: batch}}, {{type: channel, channel_names: [y]}}, {{type: space, id: y, size: {{tensor_id: image, axis_id: y}}}}, {{type: space, id: x, size: {{tensor_id: image, axis_id: x}}}}]
    test_tensor: {{source: test-output.npy}}
weights:
  onnx: {{source: weights.onnx, sha256: {sha}, opset_version: 17}}
config:
  vernier: {{task: super-resolution, family: sr-fast, scale: {s}}}
"""


def kernel(scale, rng):
    weights = np.zeros((scale * scale, 1, 5, 5))
    for i in range(scale):
        for j in range(scale):
            y, x = ((k + 0.5) / scale - 0.5 + 2 for k in (i, j))
            row, column = (np.clip(1 - np.abs(np.arange(5) - p), 0, 1) for p in (y, x))
            weights[i * scale + j, 0] = np.outer(row, column)
    noise = rng.normal(0, 0.02, weights.shape)
    return (weights + noise - noise.mean((2, 3), keepdims=True)).astype(np.float32)


for s in (2, 3):
    rng = np.random.default_rng(s)
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 1, "h", "w"])
    large = helper.make_tensor_value_info("large", TensorProto.FLOAT, ["n", 1, "H", "W"])
    nodes = [
        helper.make_node("Conv", ["image", "kernel"], ["parts"], kernel_shape=[5, 5], pads=[2, 2, 2, 2]),
        helper.make_node("DepthToSpace", ["parts"], ["large"], blocksize=s, mode="CRD"),
    ]
    graph = helper.make_graph(nodes, "tiny", [image], [large], [numpy_helper.from_array(kernel(s, rng), "kernel")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    folder = HERE / f"tiny-x{s}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.onnx").write_bytes(data)
    (folder / "rdf.yaml").write_text(RDF.format(s=s, sha=hashlib.sha256(data).hexdigest()))
    tensor = rng.random((1, 1, 12, 10)).astype(np.float32)
    np.save(folder / "test-input.npy", tensor)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    np.save(folder / "test-output.npy", session.run(None, {"image": tensor})[0])
