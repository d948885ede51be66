"""Makes the bundled folder of the emitter network: weights, test tensors, rdf.yaml, card.

    python spots_publish.py --checkpoint RUN/spots.pt --results results/spots.jsonl --out ../spots

`results` has a line for every method, as written by `spots_evaluate.py score --json`.
"""

import argparse
import json
import os
import tempfile

import numpy as np
import onnx

import spots_data
from publish_sr import AUTHORS
from rdf import write_model
from spots_evaluate import DENSITIES, PHOTONS, bound
from spots_export import build, load

CITE = [{'text': 'Speiser et al., Deep learning enables fast and dense single-molecule localization with high accuracy, '
                 'Nature Methods 18, 2021', 'doi': '10.1038/s41592-021-01236-x'}]
METHODS = ('LoG', 'LoG-best', 'fit', 'network-alone', 'network')


def tables(rows):
    """Markdown: isolated spots over photons, crowded ones over density."""
    known = [m for m in METHODS if m in rows]
    lines = ['| photons | bound, px | ' + ' | '.join(f'{m}: F1, RMSE / bound' for m in known) + ' |', '|---' * (2 + len(known)) + '|']
    for p in PHOTONS:
        cells = [rows[m][f'photons {p:g}'] for m in known]
        lines.append(f'| {p:g} | {bound(p):.3f} | ' + ' | '.join(f'{c["F1"]:.3f}, {c["over_bound"]:.2f}' for c in cells) + ' |')
    lines += ['', '| density, 1/px² | ' + ' | '.join(f'{m}: F1, integral, RMSE px' for m in known) + ' |', '|---' * (1 + len(known)) + '|']
    for d in DENSITIES:
        cells = [rows[m][f'density {d:g}'] for m in known]
        lines.append(f'| {d:g} | ' + ' | '.join(f'{c["F1"]:.3f}, {c["F1_integral"]:.3f}, {c["rmse"]:.2f}' for c in cells) + ' |')
    return '\n'.join(lines)


def card(net, c, rows, real):
    config = net.config
    steps, minutes = map(sum, zip((c['step'], c['minutes']), *c.get('earlier', [])))
    return f"""# spots

Finds blurred point emitters and their place below the pixel. {len(config["dilations"])} full-resolution 3x3 convolutions of
{config["features"]} features in residual pairs, two of them dilated: {sum(q.numel() for q in net.parameters()):,} parameters. The receptive
field is {2 * net.radius() + 1} x {2 * net.radius() + 1} pixels (radius {net.radius()}); no operation reads more, so that an image computed in tiles is
the image computed whole.

Input (1, 1, H, W): (value - background) / noise, background the plane's median, noise 1.4826 times the median of
|v(x,y) - v(x+1,y) - v(x,y+1) + v(x+1,y+1)| / 2. Output (1, 6, H, W): logit of the probability that an emitter lies in the
pixel, its offset dx and dy from the pixel's centre (px), integrated intensity and background (in the input's units),
sigma (px). A spot's probability is the sum over the pixel and its neighbours. Spots without near neighbours are then
fitted by maximum likelihood, which starts from the network's values (setting `refine`).

## Figures

Simulated: sigma 1.3 px, 10 photons per pixel of background, read noise 1 electron, gain and offset unknown to every
method but the width of the spots known to LoG and fit. Isolated spots over photons; 1,000 photons (spread 30 %) over
density. F1 at 3 px, its integral from 0 to 3 px, RMSE of x and y of the matched spots; the bound is Cramer and Rao's for
the pixel-integrated Gaussian. `LoG-best` is LoG with
the best of 57 cuts by intensity for the very slice, `fit` is LoG with a maximum-likelihood fit, `network-alone` is without the fit.

{tables(rows)}

{real}
## Training

- Recipe: `models/training/spots_train.py`. {steps:,} steps of {c["config"]["batch"]} scenes of {c["config"]["size"]} x {c["config"]["size"]} pixels,
  {minutes:.0f} minutes on one or two CPU cores that others used too.
- Data: simulated only (`spots_data.py`). Gaussian and Airy-like spots, sigma 0.8 to 2.5 px, 50 to 20,000 photons, 0.001 to
  0.1 emitters per square pixel, 0.3 to 300 photons of uneven background, sCMOS, EMCCD and ideal cameras.
- Loss: cross-entropy of the presence, Gaussian likelihood with learned spread of offset and log intensity, as in DECODE.

## Known failures

- Spots wider than 2.5 px are split or missed, as are elongated ones. The plugin, where the width is stated or found, reduces
  the image for the network (means of squares of pixels); other programs have to.
- In texture of its own size, such as tissue, the probabilities are too high.
- Spots narrower than 0.8 px were not trained on, but from 0.5 px on are found as well as by a fit (0.55 px, 1,500 photons: F1
  0.981, RMSE 0.045 px; LoG and fit 0.978, 0.057 px), so that the plugin uses it there.
- Above 0.05 emitters per square pixel places are those of groups as much as of emitters.
- Dark spots on bright ground are nothing to it: the plugin inverts such images, other programs have to.

## Licence

The weights are released under BSD-2-Clause; they were trained on simulated pictures alone.
"""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--results', required=True)
    p.add_argument('--real', help='Markdown about real images, for the card, such as results/spots-real.md')
    p.add_argument('--probability', type=float, default=0.5)
    p.add_argument('--no-refine', action='store_true')
    p.add_argument('--out', required=True)
    a = p.parse_args()
    net, c = load(a.checkpoint)
    rows = {}
    if os.path.exists(a.results):
        with open(a.results) as f:
            rows = {r['method']: r for r in map(json.loads, f)}
    real = open(a.real).read() if a.real else ''
    image = spots_data.scene(np.random.default_rng(5), 64, density=0.01, photons=1500, sigma=1.3, background=20, kind='scmos',
                             airy=False)[0]
    with tempfile.TemporaryDirectory() as folder:
        path = f'{folder}/spots.onnx'
        onnx.save(build(net), path)
        write_model(a.out, path, spots_data.normalised(image)[0][None, None], name='spots emitter localisation',
                    description='Probability, offset, intensity, background and width of point emitters, tile-exact.',
                    task='localisation', scale=1, authors=AUTHORS, cite=CITE, halo=net.radius(), input_range=None,
                    values='(value - median of the plane) / noise of the plane', channels=['intensity'], tolerance=1e-3,
                    tags=['localisation', 'spots', '2d', 'fluorescence', 'single-molecule'],
                    settings={'refine': not a.no_refine, 'sigma_min': 0.5, 'sigma_max': 2.5, 'probability': a.probability},
                    card=card(net, c, rows, real))


if __name__ == '__main__':
    main()
