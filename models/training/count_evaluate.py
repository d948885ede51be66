"""Scores density networks, or local maxima, on the test images.

    python count_evaluate.py --data DATA --models .. --json results/counting.jsonl

Whole images and their four quarters: mean absolute error, bias, mean relative error, and the
share of true numbers inside the 95 % interval. `maxima` is the Laplacian of Gaussian with
local maxima above a threshold set on the training images of the same kind; their interval
is normal, with the number as variance (the plugin's is Garwood's).
"""

import argparse
import csv
import glob
import json
import re

import numpy as np
import onnxruntime
from PIL import Image
from scipy import ndimage
from scipy.stats import nbinom

import count_data as data
from count_marrow import marrow, numbered


def parts(a):
    """Sums over the four quarters of the last two axes."""
    h, w = a.shape[-2] // 2, a.shape[-1] // 2
    return [a[..., y, x].sum((-2, -1)) for y in (slice(None, h), slice(h, None)) for x in (slice(None, w), slice(w, None))]


def interval(mean, variance):
    """95 %: negative binomial where the variance is above the mean, else normal; as the plugin does."""
    if variance > mean > 0:
        p = mean / variance
        r = mean * p / (1 - p)
        return nbinom.ppf(0.025, r, p), nbinom.ppf(0.975, r, p)
    half = 1.959964 * np.sqrt(variance) + 0.5
    return max(0, mean - half), mean + half


class Network:
    """A density network with the settings of its model folder."""

    def __init__(self, folder=None, onnx=None, settings=None):
        if folder:
            text = open(f'{folder}/rdf.yaml').read()
            settings = {k: float(v) for k, v in re.findall(r'(variance_scale|relative_error|density_error): (\S+)', text)}
            onnx = f'{folder}/weights.onnx'
        self.settings = settings or {}
        self.session = onnxruntime.InferenceSession(onnx, providers=['CPUExecutionProvider'])

    def __call__(self, plane, object_size):
        """Density, variance density and possibly deviation of what is shared (2 or 3, H, W) of a plane at the model's grid."""
        x = data.normalised(plane.astype(np.float32))
        rows = [x] + [np.full_like(x, v) for v in data.numbers(x, object_size)] * (self.session.get_inputs()[0].shape[1] > 1)
        return self.session.run(None, {'image': np.stack(rows)[None].astype(np.float32)})[0][0].astype(np.float64)

    def limits(self, mean, variance, pixels):
        """The 95 % interval of a number from its moments, over so many pixels of the model's grid."""
        s = self.settings
        return interval(mean, s.get('variance_scale', 1) * variance + (s.get('relative_error', 0) * mean)**2 +
                        (s.get('density_error', 0) * pixels)**2)


class Maxima:
    """Local maxima of the scale-normalised Laplacian of Gaussian above a multiple of its spread."""

    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, plane, object_size):
        s = max(object_size / (2 * np.sqrt(2)), 0.6)
        y = -s * s * ndimage.gaussian_laplace(plane.astype(np.float64), s, mode='nearest')
        spread = 1.4826 * np.median(abs(y - np.median(y)))
        peak = (y == ndimage.maximum_filter(y, size=3)) & (y > self.threshold * max(spread, 1e-9))
        return np.stack([peak, peak]).astype(float)

    def limits(self, mean, variance, pixels):
        return interval(mean, max(mean, 1))


def at_grid(image, points, size):
    """A plane and its truth map as count-cells gets it of a user who gives this object size."""
    least, most = data.CELL_SIZES
    scale = 1 if least <= size <= most else data.CELL_SIZE / size
    to = tuple(max(1, int(n * scale + 0.5)) for n in image.shape)
    small = data.resampled(image, to) if to != image.shape else image
    truth = np.zeros(to)
    at = (points * (to[1] / image.shape[1], to[0] / image.shape[0])).astype(int)
    np.add.at(truth, (at[:, 1].clip(0, to[0] - 1), at[:, 0].clip(0, to[1] - 1)), 1)
    return small, truth, data.CELL_SIZE


def of_number(image, number, size):
    """The same where only the number is known, not the places: the truth is that of the whole image."""
    small, _, grid = at_grid(image, np.zeros((0, 2)), size)
    return small, np.array([[number]]), grid


def reduced(image, labels, k, dy=0, dx=0):
    return data.blocks(image, k, dy, dx) / k**2, data.blocks(data.mass(labels), k, dy, dx), 25 / k


def trees(folder):
    """Gray tiles with the centres and mean width of the crowns."""
    for f in sorted(glob.glob(f'{folder}/*')):
        if not f.endswith(('.png', '.jpg', '.tif')):
            continue
        image = data.gray(Image.open(f).convert('RGB'))
        stem = f.rsplit('.', 1)[0]
        if glob.glob(stem + '.xml'):
            box = np.array(re.findall(r'<xmin>(.*?)</xmin>\s*<ymin>(.*?)</ymin>\s*<xmax>(.*?)</xmax>\s*<ymax>(.*?)</ymax>',
                                      open(stem + '.xml').read()), float)
        elif glob.glob(stem + '.csv'):
            with open(stem + '.csv') as g:
                box = np.array([[float(r[c]) for c in ('xmin', 'ymin', 'xmax', 'ymax')] for r in csv.DictReader(g)])
        else:
            continue
        yield image, (box[:, :2] + box[:, 2:]) / 2, float((box[:, 2:] - box[:, :2]).mean())


def figures(method, items):
    """Of (plane, truth, object size); of whole images only where the truth is one number."""
    whole, quarter = [], []
    for plane, truth, size in items:
        out = method(plane, size)
        whole.append((*data.moments(out.sum((1, 2))), plane.size, truth.sum()))
        if truth.size > 1:
            quarter += [(*data.moments(o), plane.size / 4, t) for o, t in zip(parts(out), parts(truth))]
    result = {'images': len(whole)}
    for name, rows in (('', np.array(whole)), ('quarter ', np.array(quarter)))[:2 if quarter else 1]:
        true = rows[:, 3]
        error = rows[:, 0] - true
        inside = [lo <= np.round(t) <= hi for (lo, hi), t in zip((method.limits(*row[:3]) for row in rows), true)]
        result |= {f'{name}MAE': round(abs(error).mean(), 2), f'{name}bias': round(error.mean(), 2),
                   f'{name}RMSE': round(np.sqrt((error**2).mean()), 2),
                   f'{name}relative': round((abs(error) / np.maximum(true, 1)).mean(), 4),
                   f'{name}coverage': round(float(np.mean(inside)), 3)}
    return result


def sets(root, part, told=1.0):
    """Name to list of (plane, truth, object size); 'test' or the training images that validate. `told`: the object size
    that a user gives for cells, as a multiple of the usual one."""
    held = part == 'train'
    vgg = list(data.vgg(f'{root}/vgg_cells_{"001_100" if held else "101_200"}'))[64 * held:]
    bone = list(marrow(f'{root}/mbm'))[8 * held:]
    bbbc = list(data.bbbc(f'{root}/bbbc039'))[38 * held:]
    result = {'vgg': [at_grid(*p, told * data.SIZES['vgg']) for p in vgg],
              'marrow (marked by eye)': [at_grid(*p, told * data.SIZES['mbm']) for p in bone],
              "marrow (authors' numbers)": [of_number(*p, told * data.SIZES['mbm']) for p in numbered(f'{root}/mbm')],
              'nuclei': [at_grid(i, data.centres(l), told * data.SIZES['nuclei']) for i, l in bbbc[2 * held:]]}
    for k in (8, 16, 32):
        shifts = [(0, 0), (k // 2, 0), (0, k // 2), (k // 2, k // 2)] if held else [(0, 0)]
        result[f'nuclei / {k}'] = [reduced(i, l, k, *s) for i, l in bbbc for s in shifts]
    result['simulated / 0.3 to 3 px'] = list(data.simulated(held))
    return result


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder with train and test')
    p.add_argument('--models', required=True, help='folder of count-cells and count-subpixel')
    p.add_argument('--only', default='count-cells,count-subpixel')
    p.add_argument('--json', help='append the figures to this file')
    a = p.parse_args()
    held, test = sets(f'{a.data}/train', 'train'), sets(f'{a.data}/test', 'test')
    rows = []
    for model in a.only.split(','):
        network = Network(f'{a.models}/{model}')
        for name, items in test.items():
            if ('/' in name) != (model == 'count-subpixel'):
                continue
            cut = min((3, 5, 8, 12, 20, 30, 50, 80, 120), key=lambda t: figures(Maxima(t), held[name])['MAE'])
            for label, method in ((model, network), ('maxima', Maxima(cut))):
                rows.append({'set': name, 'method': label, **figures(method, items)})
                print(json.dumps(rows[-1]), flush=True)
        for told in (0.8, 1.25) if model == 'count-cells' else ():
            for name, items in sets(f'{a.data}/test', 'test', told).items():
                if '/' not in name:
                    rows.append({'set': f'{name}, size x {told}', 'method': model, **figures(network, items)})
                    print(json.dumps(rows[-1]), flush=True)
        for image, points, size in trees(f'{a.data}/test/neon_trees') if model == 'count-subpixel' else ():
            for to in (2.0, 0.8):
                k = max(1, int(size / to))
                plane = data.blocks(image, k) / k**2
                for label, method in ((model, network), ('dark ' + model, lambda q, s: network(-q, s))):
                    n = method(plane, size / k)[0].sum()
                    rows.append({'set': f'trees / {k}', 'method': label, 'images': 1, 'true': len(points), 'count': round(n, 1)})
                    print(json.dumps(rows[-1]), flush=True)
    if a.json:
        with open(a.json, 'a') as f:
            f.writelines(json.dumps(r) + '\n' for r in rows)


if __name__ == '__main__':
    main()
