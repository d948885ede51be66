"""Writes a trained super-resolution network as ONNX, checked against PyTorch.

    python export_sr.py --checkpoint RUN/sr-fast_x2.pt --out RUN/sr-fast_x2.onnx

Opset 17; input `low` (1, 1, H, W), output `high` (1, 1, sH, sW), H and W free.
The over-parameterised convolutions are folded to plain 3x3 ones.
"""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from sr_model import SLOPE, SuperResolutionNet


def build(net, name):
    """ONNX model of a folded SuperResolutionNet."""
    nodes, weights = [], []

    def conv(layer, source, target):
        for part in ('weight', 'bias'):
            array = getattr(layer, part).detach().numpy().astype(np.float32)
            weights.append(numpy_helper.from_array(np.ascontiguousarray(array), f'{target}.{part}'))
        nodes.append(helper.make_node('Conv', [source, f'{target}.weight', f'{target}.bias'], [target],
                                      kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
        return target

    def node(op, inputs, target, **attributes):
        nodes.append(helper.make_node(op, inputs, [target], **attributes))
        return target

    y = conv(net.head, 'low', 'head')
    if net.kind == 'plain':
        y = node('LeakyRelu', [y], 'head.act', alpha=SLOPE)
        for i, layer in enumerate(net.body):
            y = node('LeakyRelu', [conv(layer, y, f'body{i}')], f'body{i}.act', alpha=SLOPE)
    else:
        first = y
        for i in range(0, len(net.body), 2):
            a = node('LeakyRelu', [conv(net.body[i], y, f'body{i}')], f'body{i}.act', alpha=SLOPE)
            y = node('Add', [y, conv(net.body[i + 1], a, f'body{i + 1}')], f'block{i // 2}')
        y = node('Add', [first, conv(net.fuse, y, 'fuse')], 'features')
    y = node('Add', [conv(net.tail, y, 'tail'), 'low'], 'phases')
    node('DepthToSpace', [y], 'high', blocksize=net.scale, mode='CRD')
    shape = lambda label, h, w: helper.make_tensor_value_info(label, TensorProto.FLOAT, [1, 1, h, w])
    graph = helper.make_graph(nodes, name, [shape('low', 'H', 'W')],
                              [shape('high', f'{net.scale}*H', f'{net.scale}*W')], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='Vernier')
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    c = torch.load(a.checkpoint, map_location='cpu')
    net = SuperResolutionNet(**c['config'])
    net.load_state_dict(c['ema'])
    folded = net.folded()
    onnx.save(build(folded, a.checkpoint.rsplit('/', 1)[-1].removesuffix('.pt')), a.out)
    x = torch.rand(1, 1, 37, 53)
    with torch.no_grad():
        want, plain = net(x).numpy(), folded(x).numpy()
    got = onnxruntime.InferenceSession(a.out).run(None, {'low': x.numpy()})[0]
    print(f'{a.out}: step {c["step"]}, {c["minutes"]:.1f} min, '
          f'{sum(q.numel() for q in folded.parameters())} parameters, radius {folded.receptive_radius()}, '
          f'folding error {abs(want - plain).max():.1e}, ONNX error {abs(want - got).max():.1e}')
    assert abs(want - got).max() < 1e-4


if __name__ == '__main__':
    main()
