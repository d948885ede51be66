"""Compares operator networks with the exact operators.

    vernier operator-pairs --whole IMAGE.png REFS/IMAGE --operator l0-smoothing      (exact results, for each image)
    python evaluate_operators.py --refs REFS/* --set B100 --operator l0-smoothing --model RUN/l0-smoothing.onnx
    python evaluate_operators.py --refs REFS/* --set B100 --operator l0-smoothing    (of doing nothing)
    python evaluate_operators.py --time IMAGE.png --shell "java -jar vernier.jar" --operator l0-smoothing
        --model RUN/l0-smoothing.onnx --baseline RUN/can24.onnx --authors RUN/can24-normalised.onnx

PSNR over the three colours and SSIM of the luma, against the exact result, both clipped to 0 to 1; mean of the
images at each place of the slider. Times are of one picture in memory, best of some, on all cores.
"""

import argparse
import json
import math
import os
import shlex
import subprocess
import tempfile
import time

import numpy as np
import onnxruntime

from evaluate_sr import ssim
from op_data import EXTRA, Pairs, Together
from sr_data import LUMA

# Networks work on a grid of this many pixels; pictures are continued by their last row and column.
GRID = 8


def network(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count()
    session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
    name = session.get_inputs()[0].name

    def run(planes):
        """Of (k, H, W) to (3, H, W)."""
        h, w = planes.shape[1:]
        padded = np.pad(planes, ((0, 0), (0, -h % GRID), (0, -w % GRID)), mode='edge')
        return session.run(None, {name: np.ascontiguousarray(padded[None])})[0][0, :, :h, :w]

    return run, session.get_modelmeta().custom_metadata_map.get('operators', '').split(',')


def psnr(a, b, most):
    return min(most, -10 * math.log10(max(float(np.mean((a - b)**2, dtype=np.float64)), 1e-10)))


def score(folders, operator, run, known, most):
    """Rows of slider, PSNR and SSIM, one for each pair; `known` are the operators of the network."""
    rows = []
    for folder in folders:
        pairs = Pairs(folder, operator)
        every = Together(folder, known, [pairs]) if len(known) > 1 else None
        for i in range(len(pairs)):
            planes, exact = every.get(known.index(operator), i) if every else pairs.get(i)
            exact = exact.clip(0, 1)
            got = (run(planes) if run else planes[:3]).clip(0, 1)
            luma = [np.tensordot(LUMA, p, 1) for p in (got, exact)]
            rows.append((float(pairs.slider[i]), psnr(got, exact, most), ssim(*luma, 1.0)))
    return rows


def exact_milliseconds(shell, operator, image):
    """What the exact operator takes at the middle of the slider."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*shlex.split(shell), 'operator-pairs', '--whole', '--slider', '0.5,0.5', image, folder, '--operator',
                        operator], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pairs = Pairs(folder, operator)
        return float(np.load(f'{folder}/{operator}/milliseconds.npy').min()), pairs.get(0)[0]


def milliseconds(runs, planes, rounds=8):
    """The least time of each, run in turn so that a noisy machine is so for all."""
    best = {name: math.inf for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run(planes)
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: round(1000 * seconds) for name, seconds in best.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--operator', choices=EXTRA, required=True)
    p.add_argument('--refs', nargs='*', help='folders of exact results')
    p.add_argument('--set', help='what to call these images')
    p.add_argument('--model', help='ONNX file; none: do nothing')
    p.add_argument('--method', help='what to call the model; its file name if not given')
    p.add_argument('--time', metavar='IMAGE')
    p.add_argument('--shell', help='command line of the shell, for --time')
    p.add_argument('--baseline', help='ONNX file of CAN24 for --time')
    p.add_argument('--authors', help='ONNX file of CAN24 with its normalisation for --time')
    p.add_argument('--most', type=float, default=100, help='PSNR that counts as right, where flat pictures are')
    p.add_argument('--json', help='append the figures to this file')
    a = p.parse_args()
    if a.time:
        exact, planes = exact_milliseconds(a.shell, a.operator, a.time)
        row = {'operator': a.operator, 'time': {'pixels': planes.shape[1] * planes.shape[2], 'exact': round(exact)}}
        paths = {'authors': a.authors, 'can24': a.baseline, 'network': a.model}
        row['time'].update(milliseconds({name: network(path)[0] for name, path in paths.items() if path}, planes))
    else:
        rows = score(a.refs, a.operator, *(network(a.model) if a.model else (None, ())), a.most)
        places = sorted({r[0] for r in rows})
        if len(places) == len(rows):
            # pairs at random places
            places = []
        mean = lambda k, place: round(float(np.mean([r[k] for r in rows if place in (None, r[0])])), 4)
        row = {'operator': a.operator, 'set': a.set, 'images': len(rows) // max(1, len(places)),
               'method': a.method or (os.path.basename(a.model).removesuffix('.onnx') if a.model else 'nothing'),
               'slider': places, 'psnr': [mean(1, u) for u in places], 'ssim': [mean(2, u) for u in places],
               'mean': [mean(1, None), mean(2, None)]}
    print(json.dumps(row), flush=True)
    if a.json:
        with open(a.json, 'a') as f:
            f.write(json.dumps(row) + '\n')


if __name__ == '__main__':
    main()
