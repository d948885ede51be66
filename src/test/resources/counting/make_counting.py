"""Makes the tiny counting model of the tests, and the numbers by which its planes are normalised.

Density: relu of a 3 x 3 convolution of the image, and a little of the constant plane; variance: twice the density.
Writes models/count-tiny and statistics.csv beside this file.
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
id: count-tiny
name: Tiny counting
version: 1.0.0
description: Fixture of the counting tests.
authors: [{{name: The Vernier developers}}]
license: BSD-2-Clause
inputs:
  - id: image
    axes: [{{type: batch}}, {{type: channel, channel_names: [y, size]}}, {{type: space, id: y, size: {{min: 1, step: 1}}}}, {{type: space, id: x, size: {{min: 1, step: 1}}}}]
    test_tensor: {{source: test-input.npy}}
outputs:
  - id: density
    axes: [{{type: batch}}, {{type: channel, channel_names: [density, variance]}}, {{type: space, id: y, size: {{tensor_id: image, axis_id: y}}}}, {{type: space, id: x, size: {{tensor_id: image, axis_id: x}}}}]
    test_tensor: {{source: test-output.npy}}
weights:
  onnx: {{source: weights.onnx, sha256: {sha}, opset_version: 17}}
config:
  vernier: {{task: counting, object_size: 4, object_size_min: 2, object_size_max: 8, planes: [log_object_size], variance_scale: 1.5, relative_error: 0.01}}
"""


def model():
    rng = np.random.default_rng(4)
    kernel = np.zeros((1, 2, 3, 3), np.float32)
    kernel[0, 0] = 0.02 + 0.005 * rng.normal(size=(3, 3))
    kernel[0, 1, 1, 1] = 0.001
    graph = helper.make_graph(
        [helper.make_node('Conv', ['image', 'kernel'], ['sum'], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
         helper.make_node('Relu', ['sum'], ['one']),
         helper.make_node('Add', ['one', 'one'], ['two']),
         helper.make_node('Concat', ['one', 'two'], ['density'], axis=1)], 'tiny',
        [helper.make_tensor_value_info('image', TensorProto.FLOAT, ['n', 2, 'h', 'w'])],
        [helper.make_tensor_value_info('density', TensorProto.FLOAT, ['n', 2, 'h', 'w'])],
        [numpy_helper.from_array(kernel, 'kernel')])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=8)
    onnx.checker.check_model(made)
    data = made.SerializeToString(deterministic=True)
    folder = HERE / 'models' / 'count-tiny'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'weights.onnx').write_bytes(data)
    (folder / 'rdf.yaml').write_text(RDF.format(sha=hashlib.sha256(data).hexdigest()))
    tensor = rng.random((1, 2, 12, 10)).astype(np.float32)
    np.save(folder / 'test-input.npy', tensor)
    session = onnxruntime.InferenceSession(data, providers=['CPUExecutionProvider'])
    np.save(folder / 'test-output.npy', session.run(None, {'image': tensor})[0])


def percentile(values, fraction):
    return np.sort(values, axis=None)[int(np.ceil(fraction * values.size)) - 1]


def statistics():
    """Of a picture that the test makes as well: 37 x 23 values of (x^2 + 3 x y + 7 y^2) mod 101, bright and dark."""
    y, x = np.mgrid[:23, :37]
    picture = ((x * x + 3 * x * y + 7 * y * y) % 101).astype(np.float64)
    rows = ['sign,low,high,log_noise,log_dispersion,fraction_bright']
    for sign in (1, -1):
        v = sign * picture
        low, high = percentile(v, 0.01), percentile(v, 0.998)
        z = (v - low) / (high - low)
        d = z[:, 1::2] - z[:, 0:36:2]
        noise = 1.4826 / np.sqrt(2) * percentile(np.abs(d - percentile(d, 0.5)), 0.5)
        rows.append(f'{sign},{low},{high},{np.log2(1e-3 + noise)},{np.log2(1e-3 + z.var() / max(z.mean(), 1e-3))},'
                    f'{(z > 0.5).mean()}')
    (HERE / 'statistics.csv').write_text('\n'.join(rows) + '\n')


def intervals():
    """Quantiles of the negative binomial and of Poisson's mean by SciPy."""
    from scipy.stats import chi2, nbinom
    rows = ['mean,variance,low,high']
    for mean, variance in [(0.4, 0.5), (3, 4.5), (10, 11), (50, 120), (171, 400), (900, 5000), (4000, 9000)]:
        n, p = mean * mean / (variance - mean), mean / variance
        rows.append(f'{mean},{variance},{nbinom.ppf(0.025, n, p)},{nbinom.ppf(0.975, n, p)}')
    (HERE / 'intervals.csv').write_text('\n'.join(rows) + '\n')
    rows = ['count,low,high']
    for count in (0, 1, 5, 30, 700):
        rows.append(f'{count},{chi2.ppf(0.025, 2 * count) / 2 if count else 0},{chi2.ppf(0.975, 2 * count + 2) / 2}')
    (HERE / 'poisson.csv').write_text('\n'.join(rows) + '\n')


def resampling():
    """Of the picture of statistics() by OpenCV: area averages where smaller, linear interpolation where larger."""
    import cv2
    y, x = np.mgrid[:23, :37]
    picture = ((x * x + 3 * x * y + 7 * y * y) % 101).astype(np.float32)
    rows = ['width,height,x,y,value']
    for width, height in ((37, 23), (14, 9), (5, 3), (1, 1), (61, 38), (148, 92)):
        way = cv2.INTER_AREA if width < 37 else cv2.INTER_LINEAR
        made = cv2.resize(picture, (width, height), interpolation=way)
        for u, v in ((0, 0), (width - 1, height - 1), (width // 2, height // 3), (width // 3, height // 2)):
            rows.append(f'{width},{height},{u},{v},{made[v, u]}')
    (HERE / 'resampling.csv').write_text('\n'.join(rows) + '\n')


model()
resampling()
statistics()
intervals()
