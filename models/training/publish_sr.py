"""Makes the bundled folder of a super-resolution model: weights, test tensors, rdf.yaml, card.

    python publish_sr.py --run RUN --name sr-fast --scale 2 --results results/sr.jsonl --out ..

`results` has a line for every scored network and factor, as written by
`evaluate_sr.py --json`, and the bicubic lines to compare with.
"""

import argparse
import json

import numpy as np
import onnx
import torch

from export_sr import build
from matlab_resize import imresize
from rdf import write_model
from sr_model import SuperResolutionNet

AUTHORS = [{'name': 'The Vernier developers'}]
CITE = {
    'sr-fast': [{'text': 'Zhang, Zeng and Zhang, Edge-oriented convolution block for real-time super resolution on '
                         'mobile devices, ACM Multimedia 2021', 'doi': '10.1145/3474085.3475291'}],
    'sr-quality': [{'text': 'Lim, Son, Kim, Nah and Lee, Enhanced deep residual networks for single image '
                            'super-resolution, CVPR Workshops 2017', 'doi': '10.1109/CVPRW.2017.151'}]}
# Y-PSNR as printed in the tables of later papers (SAFMN, ICCV 2023, for one)
PUBLISHED = {2: {'FSRCNN': (37.00, 32.63, 31.53), 'VDSR': (37.53, 33.03, 31.90), 'EDSR-baseline': (37.99, 33.57, 32.16)},
             3: {'FSRCNN': (33.16, 29.43, 28.53), 'VDSR': (33.66, 29.77, 28.82), 'EDSR-baseline': (34.37, 30.28, 29.09)},
             4: {'FSRCNN': (30.71, 27.59, 26.98), 'VDSR': (31.35, 28.01, 27.29), 'EDSR-baseline': (32.09, 28.58, 27.57)}}
SETS = ('Set5', 'Set14', 'BSD100', 'nuclei', 'fluorescence', 'mri')
HEADS = ('Set5', 'Set14', 'B100', 'nuclei', 'fluorescence', 'MRI')
SHAPE = {
    'sr-fast': 'a row of 3x3 convolutions of {features} features with leaky ReLU, trained over-parameterised and folded',
    'sr-quality': '{blocks} residual blocks of two 3x3 convolutions of {features} features with leaky ReLU, no normalisation'}


FRACTIONAL = """The fractional factor is reached by this network and an antialiased cubic reduction. `learned head` is the same network with
the factor as a second input, trained four minutes more with its loss taken at the wanted factor
(`models/training/train_arbitrary.py`): better by 0.1 dB at 1.5, equal at 2.5. It is not bundled.

"""


def pattern(n):
    """A test picture in [0, 1] with edges, a ramp, gratings and noise."""
    y, x = np.mgrid[:n, :n] / n
    rings = 0.5 + 0.5 * np.cos(40 * ((x - 0.4)**2 + (y - 0.6)**2))
    picture = 0.5 * rings + 0.3 * x + 0.2 * ((x + y) * 6 % 1 > 0.5)
    picture += 0.02 * np.random.default_rng(1).standard_normal((n, n))
    return np.clip(imresize(picture.astype(np.float32), 1.0), 0, 1)[None, None].astype(np.float32)


def cell(value):
    return '' if value is None else f'{value[0]:.2f} / {value[1]:.4f}'


def figures(rows, method, factors, scale):
    lines = ['| factor | method | ' + ' | '.join(HEADS) + ' |', '|---' * (len(SETS) + 2) + '|']
    for factor in factors:
        for name in ('bicubic', method, 'learned head'):
            row = [r for r in rows if r['method'] == name and r['scale'] == factor]
            if row:
                lines.append(f'| {factor:g} | {name} | ' + ' | '.join(cell(row[-1].get(s)) for s in SETS) + ' |')
        if factor == scale:
            for other, values in PUBLISHED[scale].items():
                lines.append(f'| {factor:g} | {other} (published) | ' + ' | '.join(f'{v:.2f}' for v in values) + ' | | | |')
    return '\n'.join(lines)


def card(net, checkpoint, rows, name, scale, radius, count):
    steps, minutes, args = checkpoint['step'], checkpoint['minutes'], checkpoint['args']
    # the factors that this network serves: down to the next smaller network's
    factors = {2: (1.5, 2), 3: (2.5, 3), 4: (4,)}[scale]
    return f"""# {name}-x{scale}

Enlarges one-channel images {scale} times. {SHAPE[name].format(**net.config).capitalize()}: {count:,} parameters.
The receptive field is {2 * radius + 1} x {2 * radius + 1} input pixels (radius {radius}); no operation reads more, so
that an image computed in tiles is the image computed whole.

Input (1, 1, H, W), values 0 to 1 over the image's value range; output (1, 1, {scale}H, {scale}W).

## Figures

PSNR in dB / SSIM. Photographs: luma, {scale} pixels shaved, from the published MATLAB-reduced files (B100 at x3 and all
sets at fractional factors reduced with the same resampling). Nuclei: 20 images of BBBC039; fluorescence: seven images of
spots and nuclei; MRI: slices of T1 and T2 heads, adult and fetal; peak is the image's data range.

{figures(rows, f'{name}-x{scale}', factors, scale)}

{FRACTIONAL if len(factors) > 1 else ''}## Training

- Recipe: `models/training/train_sr.py --name {name} --scale {scale}`{', started from the x2 network' if args.get('init') else ''}; seed {args['seed']}.
- Data: BSDS500 train and test photographs (400; its validation part is B100 and was not used), 14 CC0 photographs at
  1/2 and 1/3.3 of their size, BBBC039 nuclei (45 images), BPAE and HeLa fluorescence, MRI slices (studyforrest T1,
  Colin27 T1, fetal atlas). Every twelfth image was held out for validation. Mixed 45 : 30 : 7 : 8 : 10 with flips,
  turns, and changes of contrast.
- Reduction: MATLAB's antialiased bicubic `imresize`, the only one the network knows.
- {steps:,} steps of {args['batch']} patches of {args['patch']} x {args['patch']} pixels, {minutes:.0f} minutes on two shared CPU cores, 32-bit.
  L1 loss, then mean squared error; Muon and Adam; moving average of the weights.

## Known failures

- Images that were blurred, compressed or sharpened differently from an antialiased bicubic reduction: ringing where they
  were sharpened, little gain where they are softer.
- Noise is enlarged with the image. Detail finer than the input's pixels is a guess that resembles the training images.
- Textures that alias in the input (fine stripes, meshes) may come out in a wrong direction.

## Licence

The weights are released under BSD-2-Clause. BSDS500 is a set for non-commercial research; of the other sets BBBC039 and
the photographs are CC0, the fluorescence images CC BY, studyforrest PDDL, Colin27 and the atlas as their sources state.
No training image can be read back from weights of this size, but whoever must be certain of every source should know it.
"""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--run', required=True)
    p.add_argument('--name', required=True, choices=CITE)
    p.add_argument('--scale', type=int, required=True)
    p.add_argument('--results', required=True)
    p.add_argument('--out', required=True, help='folder of the bundled models')
    a = p.parse_args()
    checkpoint = torch.load(f'{a.run}/{a.name}_x{a.scale}.pt', map_location='cpu')
    net = SuperResolutionNet(**checkpoint['config'])
    net.load_state_dict(checkpoint['ema'])
    net = net.folded()
    count = sum(q.numel() for q in net.parameters())
    radius = net.receptive_radius()
    model = f'{a.name}-x{a.scale}'
    path = f'{a.run}/{model}.onnx'
    onnx.save(build(net, model), path)
    with open(a.results) as f:
        rows = [json.loads(line) for line in f]
    side = 2 * (radius + 2) + 12
    write_model(f'{a.out}/{model}', path, pattern(side), name=f'{model} super-resolution',
                description=f'Single-image super-resolution of one-channel images by {a.scale}, tile-exact.',
                task='super-resolution', scale=a.scale, authors=AUTHORS, cite=CITE[a.name], halo=radius,
                tags=['super-resolution', '2d', 'fluorescence', 'mri', 'photographs'], channels=['intensity'],
                settings={'family': a.name}, tolerance=1e-4,
                card=card(net, checkpoint, rows, a.name, a.scale, radius, count))
    print(model, count, 'parameters')


if __name__ == '__main__':
    main()
