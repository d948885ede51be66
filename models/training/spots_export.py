"""Writes the emitter network as ONNX, checked against PyTorch.

    python spots_export.py --checkpoint RUN/spots.pt --out RUN/spots.onnx

Opset 17; input `image` (1, 1, H, W), output `emitters` (1, 6, H, W): logit of the presence,
dx, dy, intensity, background, sigma, all in linear units.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper

from export_operator import Graph
from spots_model import SCALES, SLOPE, SpotNet


def active(g, layer, source, target):
    """A convolution with leaky ReLU."""
    return g.node('LeakyRelu', [g.convolution(layer, source, f'{target}.linear')], target, alpha=SLOPE)


def body(g, net, scales, source, extra=None):
    """Compressed input, residual pairs and mixing layer of a SpotNet or CountNet."""
    parts = [g.node('Asinh', [g.node('Mul', [source, g.constant(f'scale{i}', np.float32([s]))], f'scaled{i}')], f'input{i}')
             for i, s in enumerate(scales)]
    y = active(g, net.head, g.node('Concat', parts + (extra or []), 'inputs', axis=1), 'head')
    for i in range(0, len(net.body), 2):
        a = active(g, net.body[i], y, f'body{i}')
        b = g.convolution(net.body[i + 1], a, f'body{i + 1}')
        y = g.node('LeakyRelu', [g.node('Add', [y, b], f'sum{i // 2}')], f'block{i // 2}', alpha=SLOPE)
    return active(g, net.mix, y, 'mix')


def part(g, net, source, target, channels):
    """Some of the output channels of the last layer."""
    layer = torch.nn.Conv2d(net.tail.in_channels, channels.stop - channels.start, 1)
    layer.weight.data, layer.bias.data = net.tail.weight.data[channels], net.tail.bias.data[channels]
    return g.convolution(layer, source, target)


def finish(g, name, channels, output, outputs):
    shape = lambda label, c: helper.make_tensor_value_info(label, TensorProto.FLOAT, [1, c, 'H', 'W'])
    graph = helper.make_graph(g.nodes, name, [shape('image', channels)], [shape(output, outputs)], g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='Vernier')
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def build(net):
    g = Graph()
    y = body(g, net, SCALES, 'image')
    place = part(g, net, y, 'place', slice(0, 3))
    intensity = g.node('Exp', [part(g, net, y, 'log.intensity', slice(3, 4))], 'intensity')
    background = g.node('Sinh', [part(g, net, y, 'asinh.background', slice(4, 5))], 'background')
    sigma = g.node('Exp', [part(g, net, y, 'log.sigma', slice(5, 6))], 'sigma')
    g.node('Concat', [place, intensity, background, sigma], 'emitters', axis=1)
    return finish(g, 'spots', 1, 'emitters', 6)


def linear(out):
    """What the exported network gives, from the network's own output."""
    return torch.cat([out[:, :3], out[:, 3:4].exp(), out[:, 4:5].sinh(), out[:, 5:6].exp()], 1)


def load(path):
    c = torch.load(path, map_location='cpu', weights_only=False)
    net = SpotNet(c['config']['features'], c['config']['dilations'])
    net.load_state_dict(c['ema'])
    return net.eval(), c


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    net, c = load(a.checkpoint)
    onnx.save(build(net), a.out)
    x = torch.randn(1, 1, 37, 53) * 5
    with torch.no_grad():
        want = linear(net(x)).numpy()
    got = onnxruntime.InferenceSession(a.out).run(None, {'image': x.numpy()})[0]
    error = (abs(want - got) / (1 + abs(want))).max()
    print(f'{a.out}: step {c["step"]}, {c["minutes"]:.1f} min, {sum(q.numel() for q in net.parameters())} parameters, '
          f'radius {net.radius()}, ONNX error {error:.1e}')
    assert error < 1e-3


if __name__ == '__main__':
    main()
