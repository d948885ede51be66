"""Writes a trained operator network as ONNX, checked against PyTorch.

    python export_operator.py --checkpoint RUN/l0-smoothing.pt --out RUN/l0-smoothing.onnx

Opset 17; input `planes` (1, 3 + k, H, W), output `picture` (1, 3, H, W), H and W free.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from op_model import CAN_SLOPE, SLOPE, Can24, parameters, restore


class Graph:
    """Nodes and weights, in the order in which they are added."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def constant(self, name, array):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op, inputs, target, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [target], **attributes))
        return target

    def convolution(self, layer, source, target, slope=None):
        weight, bias = (self.constant(f'{target}.{part}', getattr(layer, part).detach().numpy().astype(np.float32))
                        for part in ('weight', 'bias'))
        self.node('Conv', [source, weight, bias], target, kernel_shape=list(layer.kernel_size),
                  strides=list(layer.stride), pads=[*layer.padding, *layer.padding], dilations=list(layer.dilation))
        return target if slope is None else self.node('LeakyRelu', [target], f'{target}.act', alpha=slope)

    def part(self, source, start, end, target):
        """Channels of a tensor."""
        return self.node('Slice', [source, *(self.constant(f'{target}.{name}', np.array([value], np.int64))
                                             for name, value in (('start', start), ('end', end), ('axis', 1)))], target)

    def row(self, net, name, source):
        layers, stride = net.rows()[name]
        if not net.config['hot']:
            for i, layer in enumerate(layers):
                source = self.convolution(layer, source, f'{name}{i}', SLOPE)
            return source
        weight = self.constant(f'{name}.chosen.weight', net.chosen[name].weight.detach().numpy())
        chosen = self.node('Conv', ['hot', weight], f'{name}.chosen', kernel_shape=[1, 1], strides=[stride, stride])
        first = 0
        for i, layer in enumerate(layers):
            n = layer.out_channels
            gain, offset = (self.part(chosen, first + k * n, first + (k + 1) * n, f'{name}{i}.{label}')
                            for k, label in enumerate(('gain', 'offset')))
            y = self.convolution(layer, source, f'{name}{i}')
            y = self.node('Add', [y, self.node('Mul', [y, gain], f'{name}{i}.gained')], f'{name}{i}.sum')
            y = self.node('Add', [y, offset], f'{name}{i}.modulated')
            source = self.node('LeakyRelu', [y], f'{name}{i}.act', alpha=SLOPE)
            first += 2 * n
        return source

    def raised(self, layer, source, target, skip, result):
        """The source on a grid of twice the resolution, added to what is there."""
        y = self.convolution(layer, source, target)
        scales = self.constant(f'{target}.scales', np.array([1, 1, 2, 2], np.float32))
        y = self.node('Resize', [y, '', scales], f'{target}.grid', mode='nearest',
                      coordinate_transformation_mode='asymmetric', nearest_mode='floor')
        return self.node('Add', [skip, y], result)


def build(net, name, operators):
    """ONNX model of an OperatorNet or Can24; its metadata name the operators that it knows."""
    g = Graph()
    if isinstance(net, Can24):
        y = 'planes'
        for i, layer in enumerate(net.layers):
            y = g.convolution(layer, y, f'layer{i}', CAN_SLOPE)
        g.convolution(net.tail, y, 'picture')
        planes = net.layers[0].in_channels
    else:
        planes, hot = net.config['planes'], net.config['hot']
        if hot:
            g.part('planes', planes - hot, planes, 'hot')
        half = g.row(net, 'first', 'planes')
        quarter = g.row(net, 'quarter', half)
        y = g.row(net, 'eighth', quarter)
        y = g.raised(net.up_quarter, y, 'up.quarter', quarter, 'joined.quarter')
        y = g.row(net, 'after', y)
        y = g.raised(net.up_half, y, 'up.half', half, 'joined.half')
        y = g.row(net, 'last', y)
        gained = g.node('Mul', [g.convolution(net.gain, y, 'gain'), g.convolution(net.filter, 'planes', 'filter')], 'gained')
        y = g.node('Add', [g.convolution(net.tail, y, 'tail'), gained], 'detail')
        y = g.node('Add', [y, g.convolution(net.straight, 'planes', 'straight')], 'phases')
        y = g.node('DepthToSpace', [y], 'change', blocksize=2, mode='CRD')
        g.node('Add', [g.part('planes', 0, 3, 'input'), y], 'picture')
    shape = lambda label, channels: helper.make_tensor_value_info(label, TensorProto.FLOAT, [1, channels, 'H', 'W'])
    graph = helper.make_graph(g.nodes, name, [shape('planes', planes)], [shape('picture', 3)], g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='Vernier')
    model.ir_version = 8
    helper.set_model_props(model, {'operators': ','.join(operators)})
    onnx.checker.check_model(model, full_check=True)
    return model


def load(path):
    """The network of a checkpoint with its averaged weights, and the checkpoint."""
    checkpoint = torch.load(path, map_location='cpu')
    net = restore(checkpoint['kind'], checkpoint['config'])
    net.load_state_dict(checkpoint['ema'])
    return net.eval(), checkpoint


def check(net, path):
    """Largest difference between the ONNX file and the network, for random planes."""
    planes = (net.layers[0].in_channels if isinstance(net, Can24) else net.config['planes'])
    x = torch.rand(1, planes, 40, 56)
    with torch.no_grad():
        want = net(x).numpy()
    got = onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider']).run(None, {'planes': x.numpy()})[0]
    return float(abs(want - got).max())


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    net, checkpoint = load(a.checkpoint)
    onnx.save(build(net, a.checkpoint.rsplit('/', 1)[-1].removesuffix('.pt'), checkpoint['operators']), a.out)
    error = check(net, a.out)
    print(f'{a.out}: step {checkpoint["step"]}, {checkpoint["minutes"]:.1f} min, {parameters(net)} parameters, '
          f'ONNX error {error:.1e}')
    assert error < 1e-4


if __name__ == '__main__':
    main()
