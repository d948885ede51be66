"""Makes the bundled folder of a density network: weights, test tensors, rdf.yaml, card.

    python count_publish.py --data DATA --checkpoint RUN/count-cells.pt --results results/counting.jsonl --out ../count-cells

The interval's two numbers, the factor of the learned variance and the relative error of a
whole count, are set on the training images that validate, of cells also with
sizes given a fifth too small or too large: the narrowest whose 80 % intervals
cover as much of the whole images and of the quarters of each kind, and, for cells, whose
95 % intervals cover as much of all quarters. The 95 % of few images, as there are below a
pixel, would be ruled by the one that is least like the others.
"""

import argparse
import json
import os
import pathlib
import tempfile

import numpy as np
import onnx
from scipy.stats import norm

import count_data as data
from count_evaluate import Network, parts, sets
from count_export import build, load
from publish_sr import AUTHORS
from rdf import write_model

CITE = [{'text': 'Rodriguez and Wegner, Counting the uncountable: deep semantic density estimation from space, GCPR 2018',
         'doi': '10.1007/978-3-030-12939-2_24'},
        {'text': 'Xie, Noble and Zisserman, Microscopy cell counting and detection with fully convolutional regression '
                 'networks, Computer Methods in Biomechanics and Biomedical Engineering 2018',
         'doi': '10.1080/21681163.2016.1149104'}]
SETTINGS = {
    'count-cells': {'object_size': data.CELL_SIZE, 'object_size_min': data.CELL_SIZES[0], 'object_size_max': data.CELL_SIZES[1]},
    'count-subpixel': {'object_size': 3.0, 'object_size_min': 0.2, 'object_size_max': 4.0, 'planes': list(data.PLANES)}}


def calibrated(path, held, many):
    """variance_scale and relative_error for a network on the validating images, a list for each kind; `many` if they suffice to
    ask for 95 % of the quarters."""
    network = Network(onnx=path)
    whole, kinds = [], []
    for items in held:
        outs = [(network(plane, size), truth) for plane, truth, size in items]
        whole += [(*data.moments(out.sum((1, 2))), truth.sum()) for out, truth in outs]
        kinds.append(np.array([(*data.moments(o), t) for out, truth in outs for o, t in zip(parts(out), parts(truth))]).T)
    whole, quarters = np.array(whole).T, np.concatenate(kinds, 1)

    def covered(rows, a, r, share):
        m, v, truth = rows
        return np.mean(abs(m - truth) <= norm.ppf(0.5 + share / 2) * np.sqrt(a * v + (r * m)**2) + 0.5)

    def enough(a, r):
        return all(covered(rows, a, r, 0.8) >= 0.8 for rows in (whole, *kinds)) and \
            (not many or covered(quarters, a, r, 0.95) >= 0.95)

    # for each relative error, which rules whole images, the least factor that covers the quarters; the narrowest of all
    found = []
    for r in np.geomspace(0.01, 0.3, 18):
        for a in np.geomspace(0.05, 8, 26):
            if enough(a, r):
                m, v, _ = np.concatenate([whole, quarters], 1)
                # by factors, or the few large counts would decide
                found.append((np.mean(np.log(a * v + (r * m)**2 + 0.25)), a, r))
                break
    _, a, r = min(found)
    print(f'variance x {a:.3f}, relative error {r:.4f}; 95 % cover: ' + ', '.join(
        f'{name} {covered(rows, a, r, 0.95):.3f}' for name, rows in zip(('whole', 'quarters'), (whole, quarters))), flush=True)
    return round(float(a), 4), round(float(r), 4)


def nothing(path):
    """Root mean square of the density that a network sees in noise alone, objects per pixel."""
    network, rng, found = Network(onnx=path), np.random.default_rng(8), []
    for i in range(24):
        level = np.exp(rng.uniform(np.log(3), np.log(3000)))
        image = rng.poisson(level, (128, 128)) if i % 2 else np.round(100 + np.sqrt(level) * rng.normal(size=(128, 128)))
        found.append(network(image.astype(np.float32), np.exp(rng.uniform(np.log(0.3), np.log(4))))[0].mean())
    usual = f'{np.sqrt(np.mean(np.square(found))):.2e}'
    print(f'noise alone: {usual} objects per pixel, at most {max(found):.2e}', flush=True)
    return float(usual)


def table(rows):
    lines = ['| set | method | MAE | bias | mean relative error | 95 % interval covers | quarters: MAE | relative | covers |',
             '|---' * 9 + '|']
    for r in rows:
        if 'MAE' in r:
            quarters = f'{r["quarter MAE"]:.2f} | {100 * r["quarter relative"]:.1f} % | {100 * r["quarter coverage"]:.0f} %' \
                if 'quarter MAE' in r else '| |'
            lines.append(f'| {r["set"]} ({r["images"]}) | {r["method"]} | {r["MAE"]:.2f} | {r["bias"]:+.2f} | '
                         f'{100 * r["relative"]:.1f} % | {100 * r["coverage"]:.0f} % | {quarters} |')
    return '\n'.join(lines)


STAGES = {'count-cells': 'in stages: sizes true; sizes wrong and drawn scenes; those of the\n  VGG cells true again; '
                         'uneven ground; marrow marked anew; marrow as of other slides;\n  nuclei ten times as bright as others, '
                         'which was added after a test image of dim ones had been seen to fail;\n  16 features more, plain scenes drawn, and for the '
                         'others what the network of 32 features said as half of the truth (`--teacher`)',
          'count-subpixel': 'in stages: few simulated\n  scenes; empty ones too; a third simulated, with the shared error'}
TEXT = {
    'count-cells': ('Counts cells and nuclei of about 11 pixels; other sizes are resampled to that.', """- Data: 64 synthetic cell images (VGG), 40 images of U2OS nuclei (BBBC039), 10 bone-marrow pictures (MBM), whose nuclei were
  marked by eye (`marrow.csv`) since the authors' dots were not at hand; the clear ones, as many as fit the authors' numbers of
  three of these pictures, which a figure of theirs shows (`count_marrow.py`). It shows those of five test pictures, too:
  "authors' numbers" in the table. Validated on 36 and 5 others, and no marrow.
- Nuclei are mixed anew from the images: dimmed, brightened and taken away one by one, those of another image put on top,
  bright debris and fibres out of focus. A sixth of the scenes, in the last stage three tenths, are drawn: ellipses of any
  texture, blur and light, alone and in heaps, in the last stage half of them much alike on an even ground. A third of the nuclei, drawn scenes and marrow lie on uneven ground in uneven light. Marrow is stained and
  exposed otherwise, and has more vacuoles. Sizes within a quarter to a third (VGG cells: 4 %). Then flips, turns, contrast, noise.""", """- Objects that touch and differ in size by more than a factor of two; elongated cells; rings, such as vesicles (93 for 60).
- Textured or dark objects other than stained nuclei: set `objects` and compare with `LoG`.
- Other stains than haematoxylin and eosin were never seen."""),
    'count-subpixel': ('Counts objects of 0.2 to 4 pixels, also several in one pixel, by their light.', """- Data: 38 images of U2OS nuclei (BBBC039), reduced 6 to 36 times by block means, and simulated scenes
  (`count_data.simulate`: 0.2 to 3.2 px, up to 2 per pixel, shot and read noise, uneven background). Validated on 7 others.
- Scenes are mixed anew from the images, in full resolution: nuclei dimmed, brightened and taken away one by one, those of
  another image put on top, bright debris, sizes within 20 %; then flips, turns, offsets of the reduction, noise, object
  sizes wrong by 10 %. A third of all scenes are simulated.""", """- Below a pixel the number follows from the light alone: where objects differ in brightness from image to image more than
  nuclei of one cell line do, counts are off by as much. Calibrate on a few images of known number.
- Objects of one to three pixels with hard edges in a crowd (an optical blur below 0.4 px): a fifth is missed, outside of the interval.
- Small debris and out-of-focus light count as objects. A gradient of the background as strong as the objects does, too.""")}


def card(name, net, c, settings, rows):
    first, recipe, failures = TEXT[name]
    config, planes = net.config, net.config['planes']
    several = c.get('stages', 1) > 1 or c.get('earlier')
    steps, minutes = map(sum, zip((c['step'], c['minutes']), *c.get('earlier', [])))
    shared = config['shared']
    floor = f', plus\n({settings["density_error"]} times the number of pixels) squared, which is what noise alone counts' \
        if 'density_error' in settings else ''
    return f"""# {name}

{first} Gives objects per pixel and the variance of their number: {len(config["dilations"]) // 2} residual blocks at full
resolution, {config["features"]} features, dilated up to {max(config["dilations"])}, no reduction, {sum(q.numel() for q in net.parameters()):,} parameters. The
receptive field is {2 * net.radius() + 1} x {2 * net.radius() + 1} pixels (radius {net.radius()}); no operation reads more: the sum over tiles is the sum over
the whole.

Input (1, {1 + planes}, H, W): (value - low) / (high - low), low and high the 1st and 99.8th percentile of the plane at the model's
grid{'; then constant planes ' + ', '.join(data.PLANES) if planes else ''}. Output (1, {2 + shared}, H, W): density, variance
density{', and the deviation by pixel of an error that all share' if shared else ''}. The variance of a count is {settings["variance_scale"]} times
{'(the sum of the second plus the squared sum of the third)' if shared else 'the sum of the second'}, plus ({settings["relative_error"]} times the count) squared{floor}.

## Figures

Mean absolute error of the image's count, bias, mean relative error, and how often the true number lies in the 95 %
interval, for whole images and their quarters. `maxima`: local maxima of the Laplacian of Gaussian, threshold set on
training images of the same kind.

{table(rows)}

## Training

- Recipe: `models/training/count_train.py --kind {name.removeprefix('count-')}`. {steps:,} steps of about 16,000 pixels,
  {minutes:.0f} minutes on one CPU core, bfloat16, the last quarter and the last stage 32-bit{f'; {STAGES[name]}' if several else ''}.
{recipe}
- Then the last layer alone, on whole images without augmentation (`count_finish.py`).
- Loss: density by pixel, number by block, Gaussian likelihood for the variance of the blocks' numbers.

## Known failures

{failures}

## Licence

The weights are released under BSD-2-Clause. BBBC039 is CC0; the VGG cells are for academic use, and the authors of MBM
state no licence. No training image can be read back from weights of this size, but whoever must be certain of every
source should know it.
"""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder with train and test')
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--results', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    name = pathlib.Path(a.out).name
    net, c = load(a.checkpoint)
    cells = name == 'count-cells'
    rows = []
    if os.path.exists(a.results):
        with open(a.results) as f:
            latest = {(r['set'], r['method']): r for r in map(json.loads, f)}
        rows = [r for (s, _), r in latest.items() if ('/' in s) != cells]
    # users give the size of cells a fifth too small or too large
    held = {(k, told): v for told in ((0.83, 1.0, 1.2) if cells else (1.0,)) for k, v in
            sets(f'{a.data}/train', 'train', told).items() if ('/' in k) != cells and 'marrow' not in k}
    if cells:
        test = data.normalised(data.simulate(np.random.default_rng(2), 96, 3.0)[0].astype(np.float32))[None]
    else:
        plane = data.simulate(np.random.default_rng(2), 96, 1.0)[0].astype(np.float32)
        x = data.normalised(plane)
        test = np.stack([x] + [np.full_like(x, v) for v in data.numbers(x, 1.0)])
    with tempfile.TemporaryDirectory() as folder:
        path = f'{folder}/{name}.onnx'
        onnx.save(build(net, name), path)
        scale, relative = calibrated(path, list(held.values()), many=cells)
        settings = SETTINGS[name] | {'variance_scale': scale, 'relative_error': relative}
        if not cells:
            settings['density_error'] = nothing(path)
        write_model(a.out, path, test[None], name=f'{name} density', task='counting', scale=1, authors=AUTHORS, cite=CITE,
                    description=f'{TEXT[name][0]} Density and variance, tile-exact.', halo=net.radius(), input_range=None,
                    values='(value - 1st percentile) / (99.8th - 1st percentile) of the plane at the model\'s object size',
                    channels=['intensity', *(data.PLANES if net.config['planes'] else ())], tolerance=1e-4,
                    tags=['counting', 'density', '2d', 'fluorescence'], settings=settings,
                    card=card(name, net, c, settings, rows))


if __name__ == '__main__':
    main()
