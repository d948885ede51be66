"""Writes a trained operator network as ONNX, checked against PyTorch.

    python export_operator.py --checkpoint RUN/l0-smoothing.pt --out RUN/l0-smoothing.onnx
    python export_operator.py --checkpoint RUN/can24_rof.pt --normalised --out RUN/can24-normalised.onnx

Opset 17; input `planes` (1, 3 + k, H, W), output `picture` (1, 3, H, W), H and W free.

The graph is written for ONNX Runtime on CPUs: convolutions of one input are joined, and planes that hold one number for
the whole picture are read at half the resolution. The latter changes nothing as long as they do hold one number, and keeps
the input of the large convolutions narrow: without AVX-512, more than 8 planes make them take four times as long.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from op_data import numbers
from op_model import CAN_SLOPE, LEAST_OF, SLOPE, Can24, parameters, restore


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

    def convolution(self, layer, source, target):
        parts = ('weight', 'bias') if layer.bias is not None else ('weight',)
        return self.node('Conv', [source, *(self.constant(f'{target}.{part}', getattr(layer, part).detach().numpy().astype(np.float32))
                                     for part in parts)], target, kernel_shape=list(layer.kernel_size),
                  strides=list(layer.stride), pads=[*layer.padding, *layer.padding], dilations=list(layer.dilation))

    def part(self, source, start, end, target):
        """Channels of a tensor."""
        return self.node('Slice', [source, *(self.constant(f'{target}.{name}', np.array([value], np.int64))
                                             for name, value in (('start', start), ('end', end), ('axis', 1)))], target)


class OperatorGraph(Graph):
    """Reads `planes`, of which those at `numbers` hold one number each: these at half the resolution."""

    def __init__(self, planes, numbers=()):
        super().__init__()
        self.numbers = list(numbers)
        if self.numbers:
            self.rest = [k for k in range(planes) if k not in self.numbers]
            for target, which in (('numbers.whole', self.numbers), ('pixels', self.rest)):
                self.node('Gather', ['planes', self.constant(f'{target}.which', np.array(which, np.int64))], target, axis=1)
            self.node('AveragePool', ['numbers.whole'], 'numbers', kernel_shape=[2, 2], strides=[2, 2])

    def convolution(self, layer, source, target):
        if source != 'planes' or not self.numbers:
            return super().convolution(layer, source, target)
        pixels = super().convolution(with_weight(layer, layer.weight[:, self.rest]), 'pixels', f'{target}.pixels')
        numbers = super().convolution(halved(layer, self.numbers), 'numbers', f'{target}.numbers')
        return self.node('Add', [pixels, numbers], target)

    def pair(self, one, other, source, targets):
        """Two layers of the same shape and input, as one with the features of both."""
        both = with_weight(one, torch.cat([one.weight, other.weight]), torch.cat([one.bias, other.bias]))
        self.nodes.append(helper.make_node('Split', [self.convolution(both, source, '+'.join(targets))], targets, axis=1))
        return targets

    def normalisation(self, source, features):
        """lambda x + mu BN(x) with lambda 1 and mu 0."""
        scale, shift = (self.constant(f'{source}.{part}', np.zeros(features, np.float32)) for part in ('mu', 'shift'))
        one = self.constant(f'{source}.lambda', np.ones((1, 1, 1, 1), np.float32))
        normal = self.node('InstanceNormalization', [source, scale, shift], f'{source}.normal', epsilon=1e-3)
        return self.node('Add', [self.node('Mul', [source, one], f'{source}.kept'), normal], f'{source}.adapted')

    def row(self, net, name, source):
        layers, stride = net.rows()[name]
        if not net.config['hot']:
            for i, layer in enumerate(layers):
                least = net.config['least'] if layer is net.head else None
                y = self.convolution(layer, source, f'{name}{i}')
                if least is not None:
                    y = self.node('Add', [y, self.lowest(net.least, least)], f'{name}{i}.least')
                source = self.node('LeakyRelu', [y], f'{name}{i}.act', alpha=SLOPE)
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

    def lowest(self, layer, plane):
        """What a layer makes of the least values of a plane. The greatest of the negative are taken as they are, by a
        negative weight."""
        negative = self.node('Neg', [self.part('planes', plane, plane + 1, 'least.plane')], 'least.negative')
        parts = [self.node('MaxPool', [negative], 'least.block', kernel_shape=[2, 2], strides=[2, 2])]
        for size in LEAST_OF:
            parts.append(self.node('MaxPool', [parts[0]], f'least.{size}', kernel_shape=[size, size], pads=4 * [size // 2]))
        joined = self.node('Concat', parts, 'least.all', axis=1)
        return super().convolution(with_weight(layer, -layer.weight), joined, 'least')

    def raised(self, layer, source, target, skip, result):
        """The source on a grid of twice the resolution, added to what is there."""
        y = self.convolution(layer, source, target)
        scales = self.constant(f'{target}.scales', np.array([1, 1, 2, 2], np.float32))
        y = self.node('Resize', [y, '', scales], f'{target}.grid', mode='nearest',
                      coordinate_transformation_mode='asymmetric', nearest_mode='floor')
        return self.node('Add', [skip, y], result)


def with_weight(layer, weight, bias=None):
    """A layer of the same geometry with another weight, and its own bias if no other is given."""
    result = torch.nn.Conv2d(weight.shape[1], weight.shape[0], layer.kernel_size, layer.stride, layer.padding, layer.dilation)
    result.weight.data, result.bias.data = weight.detach(), (layer.bias if bias is None else bias).detach()
    return result


def halved(layer, numbers):
    """Of a layer of 6 x 6 pixels and step 2, what does the same to planes of one number each at half the resolution."""
    n, _, h, w = layer.weight.shape
    weight = layer.weight.detach()[:, numbers].reshape(n, len(numbers), h // 2, 2, w // 2, 2).sum((3, 5))
    result = torch.nn.Conv2d(len(numbers), n, 3, padding=1, bias=False)
    result.weight.data = weight
    return result


def build(net, name, operators, normalised=False):
    """ONNX model of an OperatorNet or Can24; its metadata name the operators that it knows.

    normalised: Can24 with the adaptive normalisation of Chen et al., section 3, by the picture's own statistics, as
    their networks run; with weights that change nothing, so as to measure what it costs.
    """
    if isinstance(net, Can24):
        planes = net.layers[0].in_channels
        g, y = OperatorGraph(planes), 'planes'
        for i, layer in enumerate(net.layers):
            y = g.convolution(layer, y, f'layer{i}')
            if normalised:
                y = g.normalisation(y, layer.out_channels)
            y = g.node('LeakyRelu', [y], f'layer{i}.act', alpha=CAN_SLOPE)
        g.convolution(net.tail, y, 'picture')
    else:
        planes, hot = net.config['planes'], net.config['hot']
        g = OperatorGraph(planes, numbers(operators))
        if hot:
            g.part('planes', planes - hot, planes, 'hot')
        half = g.row(net, 'first', 'planes')
        quarter = g.row(net, 'quarter', half)
        y = g.row(net, 'eighth', quarter)
        y = g.raised(net.up_quarter, y, 'up.quarter', quarter, 'joined.quarter')
        y = g.row(net, 'after', y)
        y = g.raised(net.up_half, y, 'up.half', half, 'joined.half')
        y = g.row(net, 'last', y)
        tail, gain = g.pair(net.tail, net.gain, y, ['tail', 'gain'])
        filtered, straight = g.pair(net.filter, net.straight, 'planes', ['filter', 'straight'])
        change = g.node('Add', [tail, g.node('Mul', [gain, filtered], 'gained')], 'detail')
        change = g.node('Add', [change, straight], 'phases')
        colours = g.part('planes', 0, 3, 'input')
        if net.config['knots']:
            above = g.convolution(net.above, colours, 'above')
            if net.config['placed']:
                slope, place = g.pair(net.slope, net.place, y, ['slope', 'place'])
                above = g.node('Sub', [above, place], 'above.place')
            else:
                slope = g.convolution(net.slope, y, 'slope')
            curve = g.node('Mul', [slope, g.node('Relu', [above], 'above.act')], 'curve')
            change = g.node('Add', [change, g.convolution(net.sum, curve, 'sum')], 'curved')
        y = g.node('DepthToSpace', [change], 'change', blocksize=2, mode='CRD')
        g.node('Add', [colours, y], 'picture')
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


def check(net, path, operators):
    """Largest difference between the ONNX file and the network, for random planes and numbers."""
    planes = (net.layers[0].in_channels if isinstance(net, Can24) else net.config['planes'])
    x = torch.rand(1, planes, 40, 56)
    if not isinstance(net, Can24):
        x[:, numbers(operators)] = x[:, numbers(operators), :1, :1]
    with torch.no_grad():
        want = net(x).numpy()
    got = onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider']).run(None, {'planes': x.numpy()})[0]
    return float(abs(want - got).max())


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--normalised', action='store_true', help='CAN24 with the cost of its normalisation')
    a = p.parse_args()
    net, checkpoint = load(a.checkpoint)
    onnx.save(build(net, a.checkpoint.rsplit('/', 1)[-1].removesuffix('.pt'), checkpoint['operators'], a.normalised), a.out)
    error = check(net, a.out, checkpoint['operators'])
    print(f'{a.out}: step {checkpoint["step"]}, {checkpoint["minutes"]:.1f} min, {parameters(net)} parameters, '
          f'ONNX error {error:.1e}')
    assert error < 1e-4


if __name__ == '__main__':
    main()
