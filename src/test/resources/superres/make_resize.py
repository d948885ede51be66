"""Writes resize.csv and resize_uint8.csv: an image and what the Python reference makes of it.

Run from this folder; needs numpy. Each line: scale, width, height, then the
values row by row; the image itself comes first, with scale 1.
"""

import math
import sys

import numpy as np

sys.path.insert(0, '../../../../models/training')
from matlab_resize import imresize, resize_matrix  # noqa: E402

SCALES = {'2': 2, '3': 3, '1.5': 1.5, '0.5': 0.5, '0.3333333333333333': 1 / 3, '0.4': 0.4}


def write(path, images, form):
    with open(path, 'w') as file:
        for scale, image in images.items():
            h, w = image.shape
            file.write(','.join([scale, str(w), str(h)] + [form % v for v in image.ravel()]) + '\n')


def reduce_uint8(image, scale):
    """Rounds halves up, as MATLAB, where numpy rounds them to even."""
    h, w = image.shape
    out = image.astype(float)
    for axis, n in enumerate((h, w)):
        m = resize_matrix(n, math.ceil(n * scale - 1e-6), scale).astype(float)
        out = np.clip(np.floor(np.moveaxis(np.tensordot(m, out, (1, axis)), 0, axis) + 0.5), 0, 255)
    return out


rng = np.random.default_rng(1)
image = rng.random((11, 13), dtype=np.float32)
write('resize.csv', {'1': image, **{k: imresize(image, s) for k, s in SCALES.items()}}, '%.8g')
image = rng.integers(0, 256, (11, 13))
write('resize_uint8.csv', {'1': image, **{k: reduce_uint8(image, s) for k, s in SCALES.items()}}, '%d')
