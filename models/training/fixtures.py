"""Small networks that the tests of vernier.model read, with the truth about each.

    python fixtures.py --out ../../src/test/resources/onnx

Every network has random weights and, unless stated, free height and width. What
its output pixels read is measured, not computed: one row or column of the input
is changed at a time, and the outputs that change with it are noted. The margin
so found is then confirmed by tiles: with it every tile equals the whole image,
with one pixel less (where the grid allows to say so) some tile does not.
`footprints.txt` holds a line per network:

    name local left right top bottom scale reduction multiple channels-in channels-out
    name whole word-of-the-reason
"""

import argparse
import io
import pathlib

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

import rdf

OPSET = 17


class Net:
    """Builds an ONNX graph layer by layer; `at` is the name of the last tensor."""

    def __init__(self, channels=1, seed=0):
        self.random = np.random.default_rng(seed)
        self.nodes, self.weights, self.at, self.channels = [], [], 'x', channels
        self.inputs = channels

    def constant(self, array, dtype=np.float32):
        name = f'c{len(self.weights)}'
        self.weights.append(numpy_helper.from_array(np.asarray(array, dtype), name))
        return name

    def op(self, kind, *inputs, **attributes):
        """An operation on the last tensor, or on the named ones."""
        out = f't{len(self.nodes)}'
        self.nodes.append(helper.make_node(kind, list(inputs) or [self.at], [out], **attributes))
        self.at = out
        return out

    def conv(self, out, kernel=3, **attributes):
        kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        dilation = attributes.get('dilations', [1, 1])
        pads = [(k - 1) * d // 2 for k, d in zip(kernel, dilation)]
        attributes.setdefault('pads', pads + pads)
        w = self.random.uniform(0.2, 1, (out, self.channels // attributes.get('group', 1), *kernel))
        w *= self.random.choice([-1, 1], w.shape) / (w[0].size ** 0.5)
        self.channels = out
        return self.op('Conv', self.at, self.constant(w), self.constant(self.random.normal(0, 0.1, out)), **attributes)

    def transposed(self, out, kernel, **attributes):
        w = self.random.uniform(0.2, 1, (self.channels, out, kernel, kernel)) / kernel
        self.channels = out
        return self.op('ConvTranspose', self.at, self.constant(w), **attributes)

    def act(self):
        return self.op('LeakyRelu', alpha=0.3)

    def model(self, height='H', width='W', opset=OPSET):
        graph = helper.make_graph(
            self.nodes, 'fixture',
            [helper.make_tensor_value_info('x', TensorProto.FLOAT, [1, self.inputs, height, width])],
            [helper.make_tensor_value_info(self.at, TensorProto.FLOAT, [1, None, None, None])], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', opset)], producer_name='fixtures')
        model.ir_version = 8
        onnx.checker.check_model(model)
        return model


def plain():
    n = Net()
    for out in (4, 4, 1):
        n.conv(out)
        n.act()
    return n.model()


def dilated():
    n = Net()
    for d in (1, 2, 4, 1):
        n.conv(3, dilations=[d, d])
        n.act()
    return n.model()


def residual(scale):
    n = Net(seed=scale)
    first = n.conv(4)
    n.conv(4)
    n.act()
    n.conv(4)
    n.op('Add', first, n.at)
    n.conv(scale * scale)
    n.op('DepthToSpace', blocksize=scale, mode='CRD')
    return n.model()


def espcn():
    n = Net()
    n.conv(4, 5)
    n.op('Tanh')
    n.conv(4)
    n.op('Tanh')
    n.conv(9)
    n.op('DepthToSpace', blocksize=3)
    return n.model()


def unshuffle_dilated():
    n = Net()
    n.op('SpaceToDepth', blocksize=2)
    n.channels = 4
    n.conv(4, dilations=[2, 2])
    n.act()
    n.conv(4)
    n.op('DepthToSpace', blocksize=2)
    return n.model()


def strided_transposed():
    n = Net()
    n.conv(4, strides=[2, 2])
    n.act()
    n.conv(4)
    n.transposed(1, 4, strides=[2, 2], pads=[1, 1, 1, 1])
    return n.model()


def reducing():
    n = Net()
    n.conv(2, 5, strides=[2, 2])
    n.act()
    n.conv(3, strides=[2, 2])
    return n.model()


def asymmetric():
    n = Net()
    n.conv(3, (3, 5))
    n.act()
    n.conv(3, (2, 4), pads=[0, 1, 1, 2])
    n.conv(1, (1, 3), pads=[0, 2, 0, 0])
    return n.model()


def resize(mode, coordinates='half_pixel', scale=2.0):
    n = Net()
    n.conv(2)
    n.op('Resize', n.at, '', n.constant([1, 1, scale, scale]), mode=mode, coordinate_transformation_mode=coordinates,
         **({'nearest_mode': 'floor'} if mode == 'nearest' and coordinates == 'asymmetric' else {}))
    n.conv(1)
    return n.model()


def pools():
    n = Net()
    n.op('AveragePool', kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    n.conv(2)
    n.op('MaxPool', kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    return n.model()


def same_pads():
    n = Net()
    w = n.random.normal(0, 1, (2, 1, 4, 4))
    n.op('Conv', n.at, n.constant(w), auto_pad='SAME_UPPER')
    n.op('Conv', n.at, n.constant(n.random.normal(0, 1, (1, 2, 2, 4))), auto_pad='SAME_LOWER')
    return n.model()


def unet():
    """Pooling, and a resize to the size of the skip connection, read from its shape."""
    n = Net()
    skip = n.conv(2)
    n.act()
    n.op('MaxPool', kernel_shape=[2, 2], strides=[2, 2])
    n.conv(3)
    n.act()
    n.op('MaxPool', kernel_shape=[2, 2], strides=[2, 2])
    n.conv(2)
    low = n.at
    shape = n.op('Shape', skip)
    size = n.op('Slice', shape, n.constant([2], np.int64), n.constant([4], np.int64), n.constant([0], np.int64))
    sizes = n.op('Concat', n.constant([1, 2], np.int64), size, axis=0)
    n.op('Resize', low, '', '', sizes, mode='nearest', coordinate_transformation_mode='asymmetric', nearest_mode='floor')
    n.op('Concat', n.at, skip, axis=1)
    n.channels = 4
    n.conv(1)
    return n.model()


def mirrored(kernels=((3, [1, 1, 1, 1]), (3, [1, 1, 1, 1]))):
    """Reflection padding before unpadded convolutions."""
    n = Net()
    for kernel, (top, left, bottom, right) in kernels:
        n.op('Pad', n.at, n.constant([0, 0, top, left, 0, 0, bottom, right], np.int64), mode='reflect')
        n.conv(2, kernel, pads=[0, 0, 0, 0])
    return n.model()


def cropped():
    """Unpadded convolution, a shifted crop, and zeros put back where they were."""
    n = Net()
    n.conv(2, 5, pads=[0, 0, 0, 0])
    n.op('Slice', n.at, n.constant([1, 0], np.int64), n.constant([2 ** 62, -2], np.int64), n.constant([2, 3], np.int64))
    n.op('Pad', n.at, n.constant([0, 0, 2, 3, 0, 0, 3, 3], np.int64))
    n.conv(1)
    return n.model()


def focus():
    """Pixel unshuffle by strided slices."""
    n = Net()
    parts = [n.op('Slice', 'x', n.constant([y, x], np.int64), n.constant([2 ** 62] * 2, np.int64),
                  n.constant([2, 3], np.int64), n.constant([2, 2], np.int64)) for y in (0, 1) for x in (0, 1)]
    n.op('Concat', *parts, axis=1)
    n.channels = 4
    n.conv(4)
    n.op('DepthToSpace', blocksize=2)
    return n.model()


def channel_mixing():
    """What reads all channels of one pixel: layer normalisation over channels, a linear layer, softmax, a split."""
    n = Net()
    n.conv(4)
    n.op('Transpose', perm=[0, 2, 3, 1])
    n.op('LayerNormalization', n.at, n.constant(np.ones(4)), n.constant(np.zeros(4)), axis=-1)
    n.op('MatMul', n.at, n.constant(n.random.normal(0, 1, (4, 6))))
    n.op('Transpose', perm=[0, 3, 1, 2])
    n.op('Softmax', axis=1)
    n.nodes.append(helper.make_node('Split', [n.at, n.constant([2, 4], np.int64)], ['a', 'b'], axis=1))
    n.op('ReduceMean', 'b', axes=[1], keepdims=1)
    n.op('Mul', 'a', n.at)
    n.channels = 2
    n.conv(1)
    return n.model()


def squeeze_excitation():
    n = Net()
    features = n.conv(4)
    n.op('GlobalAveragePool')
    n.conv(4, 1)
    n.op('Sigmoid')
    n.op('Mul', features, n.at)
    n.conv(4)
    n.op('DepthToSpace', blocksize=2)
    return n.model()


def instance_normalization():
    n = Net()
    n.conv(2)
    n.op('InstanceNormalization', n.at, n.constant(np.ones(2)), n.constant(np.zeros(2)))
    n.conv(1)
    return n.model()


def attention():
    n = Net()
    features = n.conv(4)
    tokens = n.op('Reshape', features, n.constant([0, 4, -1], np.int64))
    n.op('MatMul', n.op('Transpose', tokens, perm=[0, 2, 1]), tokens)
    n.op('Softmax', axis=-1)
    n.op('MatMul', tokens, n.at)
    n.op('Reshape', n.at, n.op('Shape', features))
    return n.model()


def torch_shuffles():
    """pixel_unshuffle and pixel_shuffle as PyTorch's tracing exporter writes them: shapes, reshapes, transposes."""
    import torch
    import torch.nn as nn
    torch.manual_seed(0)
    net = nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(4, 4, 3, padding=1), nn.PReLU(4), nn.Conv2d(4, 16, 3, padding=1),
                        nn.PixelShuffle(4))
    target = io.BytesIO()
    torch.onnx.export(net.eval(), torch.rand(1, 1, 8, 12), target, opset_version=OPSET, dynamo=False, input_names=['x'],
                      dynamic_axes={'x': {2: 'H', 3: 'W'}})
    return onnx.load_from_string(target.getvalue())


def fixed_size():
    """Made for images of 24 rows and 32 columns; the sizes are in the reshapes of its pixel shuffle."""
    n = Net()
    n.conv(4)
    n.op('Reshape', n.at, n.constant([1, 1, 2, 2, 24, 32], np.int64))
    n.op('Transpose', perm=[0, 1, 4, 2, 5, 3])
    n.op('Reshape', n.at, n.constant([1, 1, 48, 64], np.int64))
    return n.model(24, 32)


NETWORKS = {  # name: network, (scale, reduction, multiple) or a word of the reason
    'plain': (plain, (1, 1, 1)),
    'dilated': (dilated, (1, 1, 1)),
    'residual-x2': (lambda: residual(2), (2, 1, 1)),
    'residual-x3': (lambda: residual(3), (3, 1, 1)),
    'residual-x4': (lambda: residual(4), (4, 1, 1)),
    'espcn-x3': (espcn, (3, 1, 1)),
    'unshuffle-dilated': (unshuffle_dilated, (1, 1, 2)),
    'strided-transposed': (strided_transposed, (1, 1, 2)),
    'reducing': (reducing, (1, 4, 4)),
    'asymmetric': (asymmetric, (1, 1, 1)),
    'resize-nearest': (lambda: resize('nearest', 'asymmetric'), (2, 1, 1)),
    'resize-linear': (lambda: resize('linear'), (2, 1, 1)),
    'resize-cubic': (lambda: resize('cubic', 'asymmetric'), (2, 1, 1)),
    'resize-x3-nearest': (lambda: resize('nearest', scale=3.0), (3, 1, 1)),
    'pools': (pools, (1, 1, 1)),
    'same-pads': (same_pads, (1, 1, 1)),
    'unet': (unet, (1, 1, 4)),
    'mirrored': (mirrored, (1, 1, 1)),
    'mirrored-uneven': (lambda: mirrored((((1, 3), [0, 2, 0, 0]), ((1, 3), [0, 0, 0, 2]))), (1, 1, 1)),
    'cropped': (cropped, (1, 1, 1)),
    'focus': (focus, (1, 1, 2)),
    'channel-mixing': (channel_mixing, (1, 1, 1)),
    'torch-shuffles': (torch_shuffles, (2, 1, 2)),
    'fixed-size': (fixed_size, (2, 1, 1)),
    'squeeze-excitation': (squeeze_excitation, 'GlobalAveragePool'),
    'instance-normalization': (instance_normalization, 'InstanceNormalization'),
    'attention': (attention, 'Reshape'),
}


class Runner:
    def __init__(self, model):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(model.SerializeToString(), options)
        self.shape = self.session.get_inputs()[0].shape

    def __call__(self, x):
        return self.session.run(None, {'x': x})[0]


def margins(run, axis, scale, reduction, height, width):
    """Input pixels read before and after those that an output pixel covers, measured."""
    random = np.random.default_rng(1)
    before = after = 0
    for push in (500, -500):
        x = random.uniform(0, 1, (1, run.shape[1], height, width)).astype(np.float32)
        whole = run(x)
        for j in range(x.shape[axis]):
            changed = x.copy()
            changed[(slice(None),) * axis + (j,)] += push
            other = tuple(i for i in range(4) if i != axis)
            for o in np.flatnonzero((run(changed) != whole).any(axis=other)):
                before = max(before, o * reduction // scale - j)
                after = max(after, j - (-(-(o + 1) * reduction // scale) - 1))
    return before, after


def tiles_equal(run, axis, scale, reduction, multiple, before, after, size=48):
    """True if tiles with these margins give the whole image."""
    x = np.random.default_rng(2).uniform(0, 1, (1, run.shape[1], size, size)).astype(np.float32)
    whole = run(x)
    for start, core in [(start, core) for core in (1, 8) for start in range(0, size, core * multiple)]:
        core = min(core * multiple, size - start)
        first = max(0, (start - before) // multiple * multiple)
        last = min(size, -(-(start + core + after) // multiple) * multiple)
        try:
            tile = run(x.take(range(first, last), axis))
        except ort.capi.onnxruntime_pybind11_state.InvalidArgument:
            return False  # too small for an unpadded convolution
        wanted = range(start * scale // reduction, (start + core) * scale // reduction)
        got = tile.take([i - first * scale // reduction for i in wanted], axis)
        if abs(got - whole.take(wanted, axis)).max() > 1e-5 * max(1, abs(whole).max()):
            return False
    return True


def truth(model, scale, reduction, multiple):
    run = Runner(model)
    height, width = (24, 32) if isinstance(run.shape[2], int) else (48, 48)
    top, bottom = margins(run, 2, scale, reduction, height, width)
    left, right = margins(run, 3, scale, reduction, height, width)
    if not isinstance(run.shape[2], int):
        for axis, before, after in ((2, top, bottom), (3, left, right)):
            halo = max(before, after)
            assert tiles_equal(run, axis, scale, reduction, multiple, halo, halo)
            if multiple == 1 and halo > 0:
                assert not tiles_equal(run, axis, scale, reduction, multiple, halo - 1, halo - 1)
    shape = run(np.zeros((1, run.shape[1], height, width), np.float32)).shape
    assert shape[2:] == (height * scale // reduction, width * scale // reduction)
    return f'{left} {right} {top} {bottom} {scale} {reduction} {multiple} {run.shape[1]} {shape[1]}'


def bad_files(out):
    """Files that must be refused, or their results."""
    good = residual(2).SerializeToString()
    (out / 'not-onnx.onnx').write_bytes(b'<html><body>404 Not Found</body></html>\n')
    (out / 'truncated.onnx').write_bytes(good[:len(good) // 2])
    n = Net()
    n.act()
    model = n.model()
    for value in (model.graph.input[0], model.graph.output[0]):
        del value.type.tensor_type.shape.dim[3]
    onnx.save(model, out / 'rank3.onnx')
    n = Net(channels=3)
    n.conv(3)
    onnx.save(n.model(), out / 'rgb.onnx')
    n = Net()
    n.op('Neg')
    n.op('Log')
    onnx.save(n.model(), out / 'no-numbers.onnx')
    n = Net()
    n.act()
    model = n.model()
    model.opset_import[0].version = 99
    onnx.save(model, out / 'opset99.onnx')
    for name, location in (('external-outside', '../../secret.bin'), ('external-beside', 'weights.bin')):
        n = Net()
        n.conv(1)
        model = n.model()
        tensor = model.graph.initializer[0]
        tensor.ClearField('raw_data')
        tensor.data_location = TensorProto.EXTERNAL
        entry = tensor.external_data.add()
        entry.key, entry.value = 'location', location
        (out / f'{name}.onnx').write_bytes(model.SerializeToString())
    n = Net()
    n.conv(1)
    model = n.model()
    dense = numpy_helper.to_array(model.graph.initializer[0])
    sparse = model.graph.sparse_initializer.add()
    sparse.dims.extend(dense.shape)
    sparse.values.CopyFrom(numpy_helper.from_array(dense.ravel(), model.graph.initializer[0].name))
    sparse.indices.CopyFrom(numpy_helper.from_array(np.arange(dense.size), 'indices'))
    del model.graph.initializer[0]
    sparse.values.ClearField('raw_data')
    sparse.values.data_location = TensorProto.EXTERNAL
    entry = sparse.values.external_data.add()
    entry.key, entry.value = 'location', '../../secret.bin'
    (out / 'sparse-outside.onnx').write_bytes(model.SerializeToString())
    n = Net()
    n.act()
    model = n.model()
    for value in (model.graph.input[0], model.graph.output[0]):
        value.type.tensor_type.elem_type = TensorProto.FLOAT16
    onnx.save(model, out / 'half.onnx')
    n = Net()
    n.act()
    model = n.model()
    model.graph.node[0].domain = 'com.example.custom'
    model.opset_import.append(helper.make_opsetid('com.example.custom', 1))
    (out / 'custom-domain.onnx').write_bytes(model.SerializeToString())


def model_folder(out):
    """A complete model, as rdf.py writes them."""
    onnx.save(residual(2), out / 'weights.tmp')
    x = np.random.default_rng(3).uniform(0, 1, (1, 1, 12, 10)).astype(np.float32)
    rdf.write_model(out / 'models' / 'tiny-x2', out / 'weights.tmp', x, name='Tiny network', task='super-resolution',
                    scale=2, halo=4, description='Random weights: for tests only.', channels=['intensity'],
                    authors=[{'name': 'The Vernier developers'}], tags=['super-resolution', 'test'],
                    cite=[{'text': 'Vernier', 'url': 'https://github.com/vernier-imaging/Vernier'}],
                    settings={'family': 'tiny'}, card='# Tiny network\n\nRandom weights: for tests only.\n',
                    timestamp='2026-01-01T00:00:00+00:00')
    (out / 'weights.tmp').unlink()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--out', type=pathlib.Path, required=True)
    out = p.parse_args().out
    (out / 'bad').mkdir(parents=True, exist_ok=True)
    lines = []
    for name, (make, known) in NETWORKS.items():
        model = make()
        onnx.save(model, out / f'{name}.onnx')
        if isinstance(known, str):
            Runner(model)(np.zeros((1, 1, 16, 16), np.float32))
            lines.append(f'{name} whole {known}')
        else:
            lines.append(f'{name} local {truth(model, *known)}')
        print(lines[-1], flush=True)
    (out / 'footprints.txt').write_text('\n'.join(lines) + '\n')
    bad_files(out / 'bad')
    model_folder(out)


if __name__ == '__main__':
    main()
