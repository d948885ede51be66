"""Simulated spots to score localisation with: over photons where isolated, over density where not.

    python spots_evaluate.py make --out RUN/bench              two stacks and their truth
    vernier locate RUN/bench/photons.tif --table RUN/bench/photons-LoG.csv --method LoG ...
    python spots_evaluate.py score --out RUN/bench --method LoG --json results/spots.jsonl

Gaussian spots of sigma 1.3 px on 10 photons per pixel, shot noise and a read noise of one
electron, two gray levels per photon on an offset of 100. `photons`: one slice per brightness,
spots at least 15 px apart. `density`: one to eight slices per density, 1,000 photons with a spread of 30 %.
A method whose name ends in "best" is cut at the intensity, of 57, that gives it the best F1 at 3 px for each density.
The bound is Cramer and Rao's of the five parameters of the pixel-integrated Gaussian.
"""

import argparse
import csv
import json

import numpy as np
import tifffile
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from spots_data import edges, gaussian_image

SIGMA, GROUND, READ, GAIN, OFFSET = 1.3, 10.0, 1.0, 2.0, 100.0
PHOTONS = (100, 200, 500, 1000, 2000, 5000, 20000)
DENSITIES = (0.001, 0.003, 0.01, 0.03, 0.05, 0.1)
SIDES = {'photons': 384, 'density': 160}


def exposed(rng, side, x, y, photons):
    mean = GROUND + gaussian_image((side, side), x, y, photons, np.full(len(x), SIGMA))
    return np.round(OFFSET + GAIN * (rng.poisson(mean) + READ * rng.normal(size=mean.shape))).clip(0, 65535).astype(np.uint16)


def slices(name, value):
    return 1 if name == 'photons' else int(np.clip(np.ceil(300 / (value * SIDES[name]**2)), 1, 8))


def make(folder, seed):
    rng = np.random.default_rng(seed)
    for name, values in (('photons', PHOTONS), ('density', DENSITIES)):
        planes, rows, side = [], [], SIDES[name]
        for value in (v for v in values for _ in range(slices(name, v))):
            if name == 'photons':
                grid = np.arange(12, side - 12, 18.0)
                x, y = (g.ravel() + rng.uniform(-1.5, 1.5, g.size) for g in np.meshgrid(grid, grid))
                photons = np.full(x.size, float(value))
            else:
                x, y = rng.uniform(0, side, (2, rng.poisson(value * side**2)))
                photons = 1000 * np.exp(0.3 * rng.normal(size=x.size))
            planes.append(exposed(rng, side, x, y, photons))
            rows += [(len(planes), *r) for r in zip(x, y, photons * GAIN)]
        tifffile.imwrite(f'{folder}/{name}.tif', np.stack(planes), imagej=True, metadata={'axes': 'ZYX'})
        with open(f'{folder}/{name}.csv', 'w', newline='') as f:
            w = csv.writer(f)
            w.writerow(['slice', 'x_px', 'y_px', 'intensity'])
            w.writerows(rows)


def bound(photons):
    """Standard deviation of x that no unbiased method beats, averaged over places within the pixel."""
    n, step, result = 21, 1e-4, []
    for fx in np.linspace(0.05, 0.95, 5):
        at = np.array([photons, n // 2 + fx, n // 2 + 0.4, SIGMA, GROUND])

        def mean(p):
            s = np.array([p[3]])
            return p[4] + p[0] * edges(np.array([p[2]]), s, n).T @ edges(np.array([p[1]]), s, n)

        slopes = []
        for i in range(5):
            d = np.zeros(5)
            d[i] = step * max(1, at[i])
            slopes.append(((mean(at + d) - mean(at - d)) / (2 * d[i])).ravel())
        slopes = np.array(slopes)
        result.append(np.linalg.inv((slopes / (mean(at).ravel() + READ**2)) @ slopes.T)[1, 1])
    return float(np.sqrt(np.mean(result)))


def read(path):
    """Columns x, y, intensity and slice."""
    with open(path) as f:
        rows = [[float(r[k]) for k in ('x_px', 'y_px', 'intensity', 'slice')] for r in csv.DictReader(f)]
    return np.array(rows).reshape(-1, 4)


def errors(truth, found, distance=3.0):
    """Differences in x and y of the pairs of least squared distance, none above `distance`, of planes together."""
    parts = [np.zeros((0, 2))]
    for plane in np.unique(truth[:, 3]):
        t, g = (a[a[:, 3] == plane, :2] for a in (truth, found))
        d = cdist(t, g)
        a, b = linear_sum_assignment(np.where(d > distance, 1e6, d**2))
        near = d[a, b] <= distance
        parts.append(g[b[near]] - t[a[near]])
    return np.concatenate(parts)


def f1(truth, found, distance=3.0):
    return 2 * len(errors(truth, found, distance)) / max(len(truth) + len(found), 1)


def best(truth, found):
    """The most intense, as many as give the best F1."""
    found = found[np.argsort(-found[:, 2])]
    numbers = np.unique(np.linspace(0.2 * len(truth), 1.6 * len(truth), 57).astype(int))
    return max((found[:n] for n in numbers), key=lambda g: f1(truth, g))


def score(folder, method):
    row = {'method': method}
    for name, values in (('photons', PHOTONS), ('density', DENSITIES)):
        truth, found = read(f'{folder}/{name}.csv'), read(f'{folder}/{name}-{method}.csv')
        first = 1
        for value in values:
            last = first + slices(name, value)
            t, g = (a[(a[:, 3] >= first) & (a[:, 3] < last)] for a in (truth, found))
            first = last
            g = best(t, g) if method.endswith('best') else g
            e = errors(t, g)
            rmse = float(np.sqrt((e**2).mean())) if len(e) else float('nan')
            entry = {'F1': round(f1(t, g), 4), 'rmse': round(rmse, 4), 'spots': len(t), 'found': len(g)}
            if name == 'photons':
                entry['over_bound'] = round(rmse / bound(value), 3)
            else:
                entry['F1_integral'] = round(float(np.mean([f1(t, g, c) for c in np.linspace(0, 3, 50)])), 4)
            row[f'{name} {value:g}'] = entry
    return row


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('action', choices=('make', 'score'))
    p.add_argument('--out', required=True, help='folder of the stacks and tables')
    p.add_argument('--seed', type=int, default=2024)
    p.add_argument('--method', help='of the tables NAME-METHOD.csv')
    p.add_argument('--json', help='append the figures to this file')
    a = p.parse_args()
    if a.action == 'make':
        make(a.out, a.seed)
        return
    row = score(a.out, a.method)
    for k, v in row.items():
        print(k, v)
    if a.json:
        with open(a.json, 'a') as f:
            f.write(json.dumps(row) + '\n')


if __name__ == '__main__':
    main()
