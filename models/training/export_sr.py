"""Writes a trained super-resolution network as ONNX, checked against PyTorch.

    python export_sr.py --checkpoint RUN/sr-fast_x2.pt --out RUN/sr-fast-x2.onnx
    python export_sr.py --checkpoint RUN/sr-fast_x2.pt --symmetric --out RUN/sr-quality-x2.onnx

Opset 17; input `low` (1, 1, H, W), or (1, 2, H, W) with the plane 1/factor for a factor-aware
network, output `high` (1, 1, sH, sW), H and W free. The over-parameterised convolutions are folded
to plain 3x3 ones.

`--symmetric` writes the mean over the eight flips and quarter turns of the image, each undone after
the network (geometric self-ensemble: Timofte, Rothe and Van Gool, Seven ways to improve
example-based single image super resolution, CVPR 2016; the "+" of EDSR+, Lim et al. 2017). A network
that sees a turned image is the network with kernels turned back, on the image: so this is one graph
of eight rows of plain convolutions and a sum, without any turning of images, and tile-exact.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from sr_model import SLOPE, SuperResolutionNet


def symmetries():
    """The eight flips and quarter turns of an array's last two axes."""
    def turned(array, quarters, flip):
        array = np.rot90(array, quarters, (-2, -1))
        return np.flip(array, -1) if flip else array

    return [lambda array, k=k, flip=flip: turned(array, k, flip) for k in range(4) for flip in (False, True)]


class Graph:
    """Nodes and weights of an ONNX graph as they are added."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def constant(self, array, name):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op, inputs, target, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [target], **attributes))
        return target

    def conv(self, kernel, bias, source, target):
        inputs = [source, self.constant(kernel.astype(np.float32), f'{target}.weight'),
                  self.constant(bias.astype(np.float32), f'{target}.bias')]
        return self.node('Conv', inputs, target, kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    def activation(self, source):
        return self.node('LeakyRelu', [source], f'{source}.act', alpha=SLOPE)


def phases(graph, net, symmetry, share, prefix):
    """The s^2 sub-pixel planes that the network adds, seen through a symmetry, times `share`."""

    def conv(layer, source, target):
        return graph.conv(symmetry(layer.weight.detach().numpy()), layer.bias.detach().numpy(), source, prefix + target)

    y = conv(net.head, 'low', 'head')
    if net.kind == 'plain':
        y = graph.activation(y)
        for i, layer in enumerate(net.body):
            y = graph.activation(conv(layer, y, f'body{i}'))
    else:
        first = y
        for i in range(0, len(net.body), 2):
            a = graph.activation(conv(net.body[i], y, f'body{i}'))
            y = graph.node('Add', [y, conv(net.body[i + 1], a, f'body{i + 1}')], f'{prefix}block{i // 2}')
        y = graph.node('Add', [first, conv(net.fuse, y, 'fuse')], f'{prefix}features')
    # turning the enlarged image also moves the places within each source pixel
    places = symmetry(np.arange(net.scale**2).reshape(net.scale, net.scale)).ravel()
    kernel, bias = (net.tail.weight.detach().numpy(), net.tail.bias.detach().numpy())
    return graph.conv(share * symmetry(kernel)[places], share * bias[places], y, f'{prefix}tail')


def build(net, name, symmetric=False):
    """ONNX model of a folded SuperResolutionNet."""
    graph = Graph()
    planes = net.head.weight.shape[1]
    image = 'low'
    if planes > 1:
        parts = [graph.constant(np.array([value], np.int64), f'image.{part}')
                 for part, value in (('start', 0), ('end', 1), ('axis', 1))]
        image = graph.node('Slice', ['low', *parts], 'image')
    views = symmetries() if symmetric else symmetries()[:1]
    prefixes = [f'view{i}.' for i in range(8)] if symmetric else ['']
    added = [phases(graph, net, view, 1 / len(views), prefix) for view, prefix in zip(views, prefixes)]
    graph.node('Sum' if symmetric else 'Add', [*added, image], 'phases')
    graph.node('DepthToSpace', ['phases'], 'high', blocksize=net.scale, mode='CRD')
    shape = lambda label, c, h, w: helper.make_tensor_value_info(label, TensorProto.FLOAT, [1, c, h, w])
    onnx_graph = helper.make_graph(graph.nodes, name, [shape('low', planes, 'H', 'W')],
                                   [shape('high', 1, f'{net.scale}*H', f'{net.scale}*W')], graph.weights)
    model = helper.make_model(onnx_graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='Vernier')
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def load(path):
    """The averaged network of a checkpoint, not folded, and the checkpoint."""
    checkpoint = torch.load(path, map_location='cpu')
    net = SuperResolutionNet(**checkpoint['config'])
    net.load_state_dict(checkpoint['ema'])
    return net, checkpoint


def reference(net, x, symmetric):
    """What the graph has to give, with the image turned instead of the kernels."""
    with torch.no_grad():
        if not symmetric:
            return net(x).numpy()
        results = []
        for turns in range(4):
            for flip in (False, True):
                view = torch.rot90(x, turns, (2, 3))
                y = net(view.flip(3) if flip else view)
                results.append(torch.rot90(y.flip(3) if flip else y, -turns, (2, 3)))
        return torch.stack(results).mean(0).numpy()


def export(path, out, symmetric):
    """Writes and checks; the folded network and the checkpoint."""
    net, checkpoint = load(path)
    folded = net.folded()
    onnx.save(build(folded, out.rsplit('/', 1)[-1].removesuffix('.onnx'), symmetric), out)
    x = torch.rand(1, folded.head.weight.shape[1], 37, 53)
    x[:, 1:] = 1 / 1.6
    error = abs(reference(net, x, symmetric)
                - onnxruntime.InferenceSession(out).run(None, {'low': x.numpy()})[0]).max()
    print(f'{out}: step {checkpoint["step"]}, {checkpoint["minutes"]:.1f} min, {size(out)} parameters, '
          f'radius {folded.receptive_radius()}, ONNX error {error:.1e}')
    assert error < 1e-4
    return folded, checkpoint


def size(path):
    """Number of weights in an ONNX file."""
    return sum(int(np.prod(w.dims)) for w in onnx.load(path).graph.initializer if w.data_type == TensorProto.FLOAT)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--symmetric', action='store_true')
    a = p.parse_args()
    export(a.checkpoint, a.out, a.symmetric)


if __name__ == '__main__':
    main()
