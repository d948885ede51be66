"""Makes tiny models in the form of learned operators, whose results are known.

    python make_models.py

Inputs are red, green, blue, the place of the slider, and the planes that the description names; see
vernier.operators.OperatorNetwork. Writes models/<id> beside this file, and fixed/<id> where the size is fixed.
"""
import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
RDF = """format_version: 0.5.3
type: model
id: {id}
name: {id}
version: 1.0.0
description: Fixture of the tests.
authors: [{{name: The Vernier developers}}]
license: BSD-2-Clause
inputs:
  - id: image
    axes: [{{type: batch}}, {{type: channel, channel_names: [{names}]}}, {{type: space, id: y, size: {{min: 2, step: 2}}}}, {{type: space, id: x, size: {{min: 2, step: 2}}}}]
    test_tensor: {{source: test-input.npy}}
outputs:
  - id: result
    axes: [{{type: batch}}, {{type: channel, channel_names: [r, g, b]}}, {{type: space, id: y, size: {{tensor_id: image, axis_id: y}}}}, {{type: space, id: x, size: {{tensor_id: image, axis_id: x}}}}]
    test_tensor: {{source: test-output.npy}}
weights:
  onnx: {{source: weights.onnx, sha256: {sha}, opset_version: 17}}
config:
  vernier: {{task: operator, {config}}}
"""


def coarse(planes):
    """Works on a grid twice as coarse inside: 0.5 x colour + 0.5 x mean of its 2 x 2 block and the three around it
    that are read by a 3 x 3 convolution there, + 0.25 x slider."""
    rng = np.random.default_rng(1)
    weights = np.zeros((12, 4 * planes, 3, 3), np.float32)
    for c in range(3):
        for s in range(4):
            # SpaceToDepth: block offset slowest, channel fastest
            weights[s * 3 + c, s * planes + c, 1, 1] = 0.5
            weights[s * 3 + c, s * planes + 3, 1, 1] = 0.25
            spread = rng.random((4, 3, 3))
            for t in range(4):
                weights[s * 3 + c, t * planes + c] += (0.5 * spread / spread.sum())[t]
    return [helper.make_node("SpaceToDepth", ["image"], ["blocks"], blocksize=2),
            helper.make_node("Conv", ["blocks", "kernel"], ["parts"], pads=[1, 1, 1, 1]),
            helper.make_node("DepthToSpace", ["parts"], ["result"], blocksize=2, mode="DCR")], weights


def pointwise(factors):
    """Each colour becomes a sum of planes with these factors; a row for all three colours, or three rows."""
    weights = np.broadcast_to(np.atleast_2d(np.array(factors, np.float32)), (3, np.atleast_2d(factors).shape[1]))
    return [helper.make_node("Conv", ["image", "kernel"], ["result"])], weights[:, :, None, None].copy()


MODELS = {
    "tiny-l0": (coarse(4), "operator: l0-smoothing, family: tiny"),
    "tiny-slow": (pointwise([0, 0, 0, 1]), "operator: tv-l1, rather_exact: is not faster"),
    # colour + slider
    "tiny-rof": (pointwise([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]]), "operator: rof"),
    "tiny-fixed": (pointwise([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]]), "operator: rof"),
    "tiny-style": (pointwise([0, 0, 0, 0, 1, 0.125]), "operator: photographic-style, globals: [tone, gain-0.05]"),
    "tiny-pencil": (pointwise([0, 0, 0, 0, 1, 0.5]), "operator: pencil-drawing, globals: [texture, reach]"),
    "tiny-haze": (pointwise([[0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 1]]),
                  "operator: dark-channel-dehazing, globals: [air-red, air-green, haze]"),
    "tiny-all": (pointwise([0, 0, 0, 0, 0.5, 0.25, 0.125, 0.25, 0.5]), "operators: [rof, pencil-drawing, "
                 "dark-channel-dehazing], globals: [air-red, pencil-drawing/reach], family: tiny-several"),
    "tiny-wrong": (pointwise([1, 1, 1, 1, 1]), "operator: rof"),
    "tiny-curious": (pointwise([1, 1, 1, 1, 1]), "operator: rof, globals: [weather]"),
}

# height and width, where they are not free
SIZES = {"tiny-fixed": (24, 32)}

for name, ((nodes, weights), config) in MODELS.items():
    height, width = SIZES.get(name, ("h", "w"))
    planes = weights.shape[1] // 4 if len(nodes) > 1 else weights.shape[1]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", planes, height, width])
    result = helper.make_tensor_value_info("result", TensorProto.FLOAT, ["n", 3, *SIZES.get(name, ("H", "W"))])
    graph = helper.make_graph(nodes, "tiny", [image], [result], [numpy_helper.from_array(weights, "kernel")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    folder = HERE / ("fixed" if name in SIZES else "models") / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.onnx").write_bytes(data)
    names = ", ".join(f"c{i}" for i in range(planes))
    rdf = RDF.format(id=name, names=names, config=config, sha=hashlib.sha256(data).hexdigest())
    if name in SIZES:
        for axis, size in (("y", height), ("x", width)):
            rdf = rdf.replace(f"id: {axis}, size: {{min: 2, step: 2}}", f"id: {axis}, size: {size}")
    (folder / "rdf.yaml").write_text(rdf)
    tensor = np.random.default_rng(2).random((1, planes, *SIZES.get(name, (12, 10)))).astype(np.float32)
    np.save(folder / "test-input.npy", tensor)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    np.save(folder / "test-output.npy", session.run(None, {"image": tensor})[0])
