"""Nuclei of the bone-marrow pictures, found by colour: places to train on where no hand-set dots are at hand.

Haematoxylin by colour deconvolution (Ruifrok and Johnston 2001), blobs by the
scale-normalised Laplacian of Gaussian at several widths, the stronger of two that
overlap. This is a stand-in for annotation, no ground truth: whatever is scored
against it says how well the network repeats this procedure.
"""

import glob

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage.color import rgb2hed

from count_data import gray

WIDTHS = (5.0, 6.0, 7.5, 9.0)
# with this threshold the ten training pictures hold 126 nuclei on average, as the published set does
THRESHOLD, DISTANCE = 0.051, 0.55


def blobs(rgb):
    """Columns x, y (pixel edges) and width of the nuclei of an RGB picture."""
    stain = rgb2hed(rgb)[..., 0]
    stain = np.clip(stain, 0, np.percentile(stain, 99))
    stack = np.stack([-s * s * ndimage.gaussian_laplace(stain, s, mode='nearest') for s in WIDTHS])
    peak = (stack == ndimage.maximum_filter(stack, size=(3, 5, 5))) & (stack > THRESHOLD)
    found = np.argwhere(peak)
    order = np.argsort(-stack[peak])
    kept = []
    for k, y, x in found[order]:
        s = WIDTHS[k]
        if all(np.hypot(y - v, x - u) > DISTANCE * np.sqrt(2) * (s + t) for u, v, t in kept):
            kept.append((x, y, s))
    return np.array(kept, float).reshape(-1, 3) + (0.5, 0.5, 0)


def marrow(folder):
    """(negative gray, points): dark nuclei made bright, as for the plugin's dark objects."""
    for f in sorted(glob.glob(f'{folder}/*.png')):
        rgb = np.asarray(Image.open(f).convert('RGB'))
        yield -gray(rgb), blobs(rgb)[:, :2]
