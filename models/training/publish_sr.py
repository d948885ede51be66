"""Makes the bundled folder of a super-resolution model: weights, test tensors, rdf.yaml, card.

    python publish_sr.py --model sr-fast-x2 --checkpoint start/sr-fast_x2.pt --results results/sr.jsonl --out ..
    python publish_sr.py --model sr-quality-x2 --checkpoint start/sr-fast_x2.pt ...
    python publish_sr.py --model sr-fast-below-2 --checkpoint start/arbitrary_x2.pt ...

Models of the family sr-quality are the mean over all flips and quarter turns, see export_sr.py.
`results` has a line for every scored network and factor, as written by `evaluate_sr.py --json`, and
the bicubic lines to compare with. `--card` writes the card alone.
"""

import argparse
import json
import pathlib
import tempfile

import numpy as np

from export_sr import export, load, size
from matlab_resize import imresize
from rdf import write_model
from sr_card import card

AUTHORS = [{'name': 'The Vernier developers'}]
ECBSR = {'text': 'Zhang, Zeng and Zhang, Edge-oriented convolution block for real-time super resolution on mobile devices, '
                 'ACM Multimedia 2021', 'doi': '10.1145/3474085.3475291'}
SEVEN_WAYS = {'text': 'Timofte, Rothe and Van Gool, Seven ways to improve example-based single image super resolution, '
                      'CVPR 2016', 'doi': '10.1109/CVPR.2016.206'}
CITE = {'sr-fast': [ECBSR], 'sr-quality': [ECBSR, SEVEN_WAYS]}
FACTORS = [1.1, 2.0]


def pattern(n):
    """A test picture in [0, 1] with edges, a ramp, gratings and noise."""
    y, x = np.mgrid[:n, :n] / n
    rings = 0.5 + 0.5 * np.cos(40 * ((x - 0.4)**2 + (y - 0.6)**2))
    picture = 0.5 * rings + 0.3 * x + 0.2 * ((x + y) * 6 % 1 > 0.5)
    picture += 0.02 * np.random.default_rng(1).standard_normal((n, n))
    return np.clip(imresize(picture.astype(np.float32), 1.0), 0, 1)[None, None].astype(np.float32)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', required=True, help='id, such as sr-fast-x2, sr-quality-x3, sr-fast-below-2')
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--results', required=True)
    p.add_argument('--out', required=True, help='folder of the bundled models')
    p.add_argument('--card', action='store_true', help='write the card of a published model anew, and nothing else')
    a = p.parse_args()
    told = a.model.endswith('-below-2')
    family = a.model.removesuffix('-below-2').rsplit('-x', 1)[0]
    with open(a.results) as f:
        rows = [json.loads(line) for line in f]
    if a.card:
        net, checkpoint = load(a.checkpoint)
        folder = pathlib.Path(a.out) / a.model
        (folder / 'README.md').write_text(card(a.model, checkpoint, rows, net.receptive_radius(), size(folder / 'weights.onnx')))
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = f'{scratch}/{a.model}.onnx'
        net, checkpoint = export(a.checkpoint, path, family == 'sr-quality')
        radius, scale = net.receptive_radius(), net.scale
        example = pattern(2 * (radius + 2) + 12)
        if told:
            example = np.concatenate([example, np.full_like(example, 1 / 1.5)], 1)
        write_model(f'{a.out}/{a.model}', path, example, name=f'{a.model} super-resolution',
                    description='Single-image super-resolution of one-channel images by '
                                f'{"factors from 1.1 to 2" if told else scale}, tile-exact.',
                    task='super-resolution', scale=scale, authors=AUTHORS, cite=CITE[family], halo=radius,
                    tags=['super-resolution', '2d', 'fluorescence', 'mri', 'photographs'],
                    channels=['intensity', 'reciprocal of the factor'][:1 + told],
                    settings={'family': family, **({'factors': FACTORS} if told else {})}, tolerance=1e-4,
                    card=card(a.model, checkpoint, rows, radius, size(path)))


if __name__ == '__main__':
    main()
