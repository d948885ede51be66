"""Scores the through-plane model against interpolation, inside the head, in three dimensions.

    python mri_evaluate.py --data DATA --model RUN/mri-through-plane.onnx --json results/mri.jsonl

Volumes: those held back from training and the isotropic test heads, the middle 48 sagittal planes. Each is reduced
along z with a Gaussian profile as wide as the slice distance ("thick"), or by taking single voxels, at even factors the
mean of two ("gaps"). The bench VolumeTable does the same with the plugin's own classes, and with its correction of the
result.
"""

import argparse
import json
import math

import numpy as np
import onnxruntime
from scipy import ndimage
from skimage.metrics import structural_similarity

import mri_data as data

VOLUMES = {'Colin27 T1 1 mm': 'train/mri/colin27_ch2_1mm', 'fetal atlas week 29': 'train/mri/STA29',
           'T1 0.8 mm': 'test/mri/niimath_T1_0.8mm', 'T2 1 mm': 'test/mri/M2307_T2'}
SLAB = 48


def psnr(a, b, mask):
    return -10 * math.log10(float(((a - b)[mask].astype(np.float64)**2).mean()))


def ssim(a, b, mask):
    full = structural_similarity(a, b, win_size=7, data_range=1.0, full=True)[1]
    return float(full[mask].mean())


def refine(session, planes, factor, ratio):
    """Both orientations' mean for an interpolated (x, y, z) volume."""
    total = np.zeros_like(planes)
    phase = data.phase(planes.shape[2], factor)[:, None]
    for axis in (0, 1):
        v = planes if axis == 1 else planes.transpose(1, 0, 2)
        n = v.shape[1]
        x = np.empty((1, 6, v.shape[2], v.shape[0]), np.float32)
        x[0, 3], x[0, 4], x[0, 5] = phase, 1 / factor, ratio
        for k in range(n):
            for c in range(3):
                x[0, c] = v[:, min(max(k + c - 1, 0), n - 1)].T
            padded = np.pad(x, ((0, 0), (0, 0), (0, x.shape[2] % 2), (0, x.shape[3] % 2)), mode='edge')
            y = session.run(None, {'planes': padded})[0][0, 0, :x.shape[2], :x.shape[3]].T
            if axis == 1:
                total[:, k] += y / 2
            else:
                total[k] += y / 2
    return total


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--model', required=True)
    p.add_argument('--factors', default='2,3,4,6')
    p.add_argument('--volumes', default=','.join(VOLUMES))
    p.add_argument('--no-ssim', action='store_true')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--json')
    a = p.parse_args()
    threads = onnxruntime.SessionOptions()
    threads.intra_op_num_threads = a.threads
    session = onnxruntime.InferenceSession(a.model, threads, providers=['CPUExecutionProvider'])
    score = lambda x, y, m: [round(psnr(x, y, m), 3), 0 if a.no_ssim else round(ssim(x, y, m), 5)]
    for name in a.volumes.split(','):
        volume = data.unit(data.load(f'{a.data}/{VOLUMES[name]}.nii.gz'))
        volume, mask = data.boxed(volume, data.head_mask(volume))
        middle = slice(volume.shape[0] // 2 - SLAB // 2, volume.shape[0] // 2 + SLAB // 2)
        volume, mask = np.ascontiguousarray(volume[middle]), mask[middle]
        for factor in map(float, a.factors.split(',')):
            # whole slices only
            n = int(volume.shape[2] // factor)
            length = int(n * factor)
            truth, inside = volume[:, :, :length], mask[:, :, :length]
            for slices, ratio in (('thick', 1.0), ('gaps', 0.0)):
                profile = data.profile_matrix(length, data.centres(n, factor), ratio * factor, 'gauss' if ratio else 'point')
                cubic = data.interpolation_matrix(length, n, factor)
                low = data.along(profile, truth, 2)
                planes = data.along(cubic, low, 2)
                place = (np.arange(length) + 0.5) / factor - 0.5
                spline = ndimage.map_coordinates(low, np.meshgrid(*map(np.arange, low.shape[:2]), place, indexing='ij'),
                                                 order=3, mode='nearest').astype(np.float32)
                lanczos = data.along(data.interpolation_matrix(length, n, factor, 0, data.lanczos3, 3), low, 2)
                row = {'volume': name, 'slices': slices, 'factor': factor, 'cubic': score(planes, truth, inside),
                       'spline': score(spline, truth, inside), 'lanczos': score(lanczos, truth, inside)}
                row['network'] = score(refine(session, planes, factor, ratio), truth, inside)
                print(json.dumps(row), flush=True)
                if a.json:
                    with open(a.json, 'a') as f:
                        f.write(json.dumps(row) + '\n')


if __name__ == '__main__':
    main()
