"""Makes the bundled folder of the through-plane model: weights, test tensors, rdf.yaml, card.

    python mri_publish.py --checkpoint RUN/mri-through-plane.pt --results results/mri.jsonl --shipped results/mri-shipped.jsonl \
        --fusion results/mri-fusion.md --out ..

`shipped` is what the bench VolumeTable prints: the plugin's own figures, in the place of those of mri_evaluate.py.
"""

import argparse
import json

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import mri_data as data
from mri_model import CENTRE, CHANNELS, ThroughPlaneNet
from rdf import write_model
from sr_model import SLOPE

NAME = 'mri-through-plane'
NAMES = ['plane behind', 'plane', 'plane before', 'distance from the next slice', '1 / factor', 'thickness / distance']
CITE = [{'text': 'Zhao, Dewey, Pham, Calabresi, Reich and Prince, SMORE: a self-supervised anti-aliasing and super-resolution '
                 'algorithm for MRI using deep learning, IEEE Transactions on Medical Imaging 40, 2021',
         'doi': '10.1109/TMI.2020.3037187'},
        {'text': 'Zhang, Zeng and Zhang, Edge-oriented convolution block for real-time super resolution on mobile devices, '
                 'ACM Multimedia 2021', 'doi': '10.1145/3474085.3475291'}]


def build(net):
    """ONNX model, opset 17, of a folded ThroughPlaneNet."""
    nodes, weights = [], []

    def constant(array, name):
        weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(op, inputs, target, **attributes):
        nodes.append(helper.make_node(op, inputs, [target], **attributes))
        return target

    def conv(layer, source, target, kernel=None):
        kernel = layer.weight.detach().numpy() if kernel is None else kernel
        inputs = [source, constant(kernel, f'{target}.weight'), constant(layer.bias.detach().numpy(), f'{target}.bias')]
        return node('Conv', inputs, target, kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    # PyTorch keeps the four pixels of a channel together, ONNX the channels of a pixel
    order = [c * 4 + pixel for pixel in range(4) for c in range(CHANNELS)]
    y = node('SpaceToDepth', ['planes'], 'folded', blocksize=2)
    y = conv(net.head, y, 'head', net.head.weight.detach().numpy()[:, order])
    y = node('LeakyRelu', [y], 'head.act', alpha=SLOPE)
    for i, layer in enumerate(net.body):
        y = node('LeakyRelu', [conv(layer, y, f'body{i}')], f'body{i}.act', alpha=SLOPE)
    y = node('DepthToSpace', [conv(net.tail, y, 'tail')], 'added', blocksize=2, mode='CRD')
    parts = [constant(np.array([value], np.int64), f'plane.{part}')
             for part, value in (('start', CENTRE), ('end', CENTRE + 1), ('axis', 1))]
    node('Add', [node('Slice', ['planes', *parts], 'plane'), y], 'refined')
    shape = lambda label, c: helper.make_tensor_value_info(label, TensorProto.FLOAT, [1, c, 'H', 'W'])
    graph = helper.make_graph(nodes, NAME, [shape('planes', CHANNELS)], [shape('refined', 1)], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='Vernier')
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def test_input(side, factor=3):
    """Thick slices of a picture of ellipses, interpolated, as the network gets them."""
    z, y, x = np.mgrid[:side, -1:2, :side] / side
    block = 0.2 + 0.5 * (((x - 0.45) / 0.35)**2 + ((z - 0.5) / 0.4)**2 + y**2 < 1)
    block = block + 0.2 * np.sin(25 * (x + 0.7 * z + y)) * (block > 0.5)
    n = side // factor
    slices = data.profile_matrix(side, data.centres(n, factor), 0.8 * factor, 'gauss') @ block.reshape(side, -1)
    planes = (data.interpolation_matrix(side, n, factor) @ slices).reshape(side, 3, side)
    out = np.empty((1, CHANNELS, side, side), np.float32)
    out[0, :3] = planes.transpose(1, 0, 2)
    out[0, 3], out[0, 4], out[0, 5] = data.phase(side, factor)[:, None], 1 / factor, 0.8
    return out.clip(0, 1)


def shipped(rows, own):
    """Rows of mri_evaluate.py with the network's scores as the plugin reaches them."""
    key = lambda r: (r['volume'], r['slices'], r['factor'])
    own = {key(r): r for r in own}
    return [{**r, **{m: own[key(r)][m] for m in ('network', 'consistent')}} for r in rows]


def table(rows):
    """PSNR in dB / SSIM by volume, factor, kind of slice and method."""
    methods = ('cubic', 'spline', 'lanczos', 'network', 'consistent')
    heads = {'cubic': 'cubic', 'spline': 'cubic spline', 'lanczos': 'Lanczos', 'network': f'**{NAME}**',
             'consistent': 'with consistency'}
    lines = ['| volume | slices | factor | ' + ' | '.join(heads[m] for m in methods) + ' |', '|---' * 8 + '|']
    for r in rows:
        if 'network' in r:
            cells = ' | '.join(f'{r[m][0]:.2f} / {r[m][1]:.4f}' for m in methods)
            lines.append(f'| {r["volume"]} | {r["slices"]} | {r["factor"]:g} | {cells} |')
    return '\n'.join(lines)


def card(checkpoint, rows, fusion, radius, count):
    return f"""# {NAME}

Refines stacks of thick slices through the slices, by any factor from 1.5 to 6. It sees one reslice of the stack, already
interpolated to the wanted grid by cubic convolution, with its two neighbours, and is told where the measured slices lie,
how far apart and how thick they are. A row of {checkpoint['config']['blocks'] + 2} 3x3 convolutions on pixels folded two by
two, {checkpoint['config']['features']} features, leaky ReLU, trained over-parameterised and folded: {count:,} parameters. It reads {radius} pixels to each
side at most and nothing else, so that a volume computed in blocks is the volume computed whole. Vernier asks it twice, for
the reslices along either fine axis, and takes the mean.

Input (1, 6, H, W), rows through the slices: the plane behind, the plane, the plane before (0 to 1 from the volume's least
value to the 99.8th percentile of what is above it), distance from the next measured slice (0 on it, 1 midway between two),
1 / factor, thickness / distance of slices. Output (1, 1, H, W).

## Figures

PSNR in dB / SSIM (window of 7 voxels), both three-dimensional and inside the head, on the middle 48 sagittal planes. Volumes
were reduced along z: `thick` slices are Gaussian profiles whose width at half maximum is the slice distance, `gaps` are single
voxels (at even factors the mean of the two that the slice lies between) with nothing measured in between. The thickness was
told. The last two columns are what the plugin itself makes of the slices (`VolumeTable`). None of these volumes was trained on; Colin27
and the atlas served to watch the training. The atlas' week 29 resembles weeks 27 and 31, which were trained on: its figures flatter.

{table(rows)}

{fusion}
## Training

- Recipe: `models/training/mri_train.py`; seed {checkpoint['args']['seed']}.
- Data: studyforrest T1 (0.67 mm, one subject, at its own size and reduced by 1.25 and 1.5) and five weeks of a fetal T2 atlas
  (averages, 15 % of the examples). Held back: Colin27 and the atlas' week 29.
- Slices, made while training: factors 1.5 to 6, Gaussian (55 %) and box (25 %) profiles of 0.3 to 1.2 slice distances, single
  voxels (20 %); any of the three axes; noise up to 2 %, gray values remapped at random in 40 %, bias field in 30 %.
- {checkpoint['step']:,} steps of {checkpoint['args']['batch']} patches of {checkpoint['args']['patch']} x {checkpoint['args']['patch']}, {checkpoint['minutes']:.0f} minutes on two shared CPU cores, 32-bit. L1 loss, then mean
  squared error; Muon and Adam; moving average of the weights.

## Known failures

- One adult head and atlas averages are all it saw. Other parts of the body are refined, but by what a head taught.
- Stacks that are no MRI: on smooth fluorescence it is 1.2 to 1.5 dB below cubic interpolation (`model=cubic`).
- What lies between slices with gaps was not measured; small structures there can be missing or made up.
- Motion between slices is taken for anatomy. Register or fuse several stacks instead.
- Strong noise is smoothed a little, since the training noise was weak.

## Licence

The weights are released under BSD-2-Clause. studyforrest is under the Public Domain Dedication and License; the fetal atlas as
its source states.
"""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--results', required=True)
    p.add_argument('--shipped', required=True, help='lines that VolumeTable printed')
    p.add_argument('--fusion', required=True, help='Markdown about fusion, for the card')
    p.add_argument('--out', required=True, help='folder of the bundled models')
    a = p.parse_args()
    checkpoint = torch.load(a.checkpoint, map_location='cpu')
    net = ThroughPlaneNet(**checkpoint['config'])
    net.load_state_dict(checkpoint['ema'])
    folded = net.folded()
    path = a.checkpoint.removesuffix('.pt') + '.onnx'
    onnx.save(build(folded), path)
    radius = net.receptive_radius()
    x = test_input(2 * radius + 6)
    with torch.no_grad():
        want, plain = net(torch.from_numpy(x)).numpy(), folded(torch.from_numpy(x)).numpy()
    got = onnxruntime.InferenceSession(path).run(None, {'planes': x})[0]
    print(f'folding error {abs(want - plain).max():.1e}, ONNX error {abs(want - got).max():.1e}')
    assert abs(want - got).max() < 1e-4
    count = sum(q.numel() for q in folded.parameters())
    with open(a.results) as results, open(a.shipped) as own, open(a.fusion) as text:
        rows = shipped([json.loads(line) for line in results], [json.loads(line) for line in own])
        fusion = text.read()
    write_model(f'{a.out}/{NAME}', path, x, name='MRI through-plane super-resolution',
                description='Refines reslices of thick-slice stacks through the slices by any factor from 1.5 to 6, tile-exact.',
                task='through-plane', scale=1, authors=[{'name': 'The Vernier developers'}], cite=CITE, halo=radius, multiple=2,
                tags=['super-resolution', 'mri', 'volume'], channels=NAMES, tolerance=1e-4,
                card=card(checkpoint, rows, fusion, radius, count))
    print(NAME, count, 'parameters')


if __name__ == '__main__':
    main()
