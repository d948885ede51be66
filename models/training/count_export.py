"""Writes a density network as ONNX, checked against PyTorch.

    python count_export.py --checkpoint RUN/count-cells.pt --out RUN/count-cells.onnx

Opset 17; input `image` (1, 1 + planes, H, W), output `density` (1, 2 or 3, H, W): objects per
pixel, the variance of their number per pixel, and the deviation per pixel of an error that all pixels share.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch

from count_model import LIMITS, SCALES, CountNet
from export_operator import Graph
from spots_export import body, finish


def build(net, name):
    g = Graph()
    planes = net.config['planes']
    first, extra = 'image', []
    if planes:
        split = g.constant('split', np.int64([1, planes]))
        first, rest = 'first', 'rest'
        g.nodes.append(onnx.helper.make_node('Split', ['image', split], [first, rest], axis=1))
        extra = [rest]
    y = g.convolution(net.tail, body(g, net, SCALES, first, extra), 'tail')
    light, shared = net.config['light'], net.config['shared']
    if light or shared:
        heads = ['plain'] + ['residual'] * light + ['doubt'] * shared
        g.nodes.append(onnx.helper.make_node('Split', [y, g.constant('heads', np.int64([2] + [1] * (len(heads) - 1)))], heads, axis=1))
        y = 'plain'
    y = g.node('Mul', [g.node('Softplus', [y], 'positive'), g.constant('unit', np.float32([net.config['unit']]))],
               'least' if light or shared else 'density')
    if light or shared:
        g.nodes.append(onnx.helper.make_node('Split', [y, g.constant('two', np.int64([1, 1]))],
                                             ['least.density', 'variance'], axis=1))
        y = 'least.density'
        if light:
            share = g.node('Add', ['residual', g.convolution(net.share, 'rest', 'share')], 'log.share')
            share = g.node('Clip', [share, *(g.constant(f'limit{i}', np.float32(v)) for i, v in enumerate(LIMITS))], 'log.limited')
            lit = g.node('Mul', [g.node('Relu', [first], 'light'), g.node('Exp', [share], 'per.light')], 'lit')
            y = g.node('Add', [y, lit], 'sum')
        rest = [g.node('Mul', [y, g.node('Sigmoid', ['doubt'], 'relative')], 'deviation')] if shared else []
        g.node('Concat', [y, 'variance', *rest], 'density', axis=1)
    return finish(g, name, 1 + planes, 'density', 2 + shared)


def load(path):
    c = torch.load(path, map_location='cpu', weights_only=False)
    net = CountNet(**c['config'])
    net.load_state_dict(c['ema'])
    return net.eval(), c


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    net, c = load(a.checkpoint)
    onnx.save(build(net, a.checkpoint.rsplit('/', 1)[-1].removesuffix('.pt')), a.out)
    x = torch.rand(1, 1 + net.config['planes'], 37, 53)
    with torch.no_grad():
        want = net(x).numpy()
    got = onnxruntime.InferenceSession(a.out).run(None, {'image': x.numpy()})[0]
    print(f'{a.out}: step {c["step"]}, {c["minutes"]:.1f} min, {sum(q.numel() for q in net.parameters())} parameters, '
          f'radius {net.radius()}, ONNX error {abs(want - got).max():.1e}')
    assert abs(want - got).max() < 1e-5


if __name__ == '__main__':
    main()
