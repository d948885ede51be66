"""Volumes for the through-plane model, and how thick slices come to be.

A volume is (x, y, z) with isotropic voxels and values from 0 to 1 (the range of
`unit`). Along one axis it is reduced to thick slices: slice k has its centre at
(k + 1/2) f - 1/2 + shift, f being the distance of slices in voxels, and is a mean
of the voxels around it by a slice profile: a Gaussian whose full width at half
maximum is the slice thickness, a box of that width, or one voxel (plain
decimation, the thinnest slice with the widest gap). Cubic convolution (Keys 1981,
a = -1/2) brings it back to the voxels' grid. Both are matrices along the axis.
"""

import glob
import os

import nibabel
import numpy as np
from scipy import ndimage

# held back for validation: another scanner and subject, and one week of the atlas
HELD = ('colin27_ch2_1mm', 'STA29')
PROFILES = ('gauss', 'box', 'point')


def load(path):
    """(x, y, z) float32 volume of a NIfTI file."""
    return np.ascontiguousarray(np.squeeze(nibabel.load(path).get_fdata(dtype=np.float32)))


def unit(volume):
    """Values from 0 to 1 between the minimum and the 99.8th percentile of what is above it; not clipped."""
    low = float(volume.min())
    high = float(np.percentile(volume[volume > low], 99.8))
    return (volume - low) / max(high - low, 1e-6)


def head_mask(volume):
    """The head (or brain) in a volume of `unit`: where it is bright, closed and filled."""
    smooth = ndimage.gaussian_filter(volume, 1.5)
    inside = ndimage.binary_closing(smooth > 0.08, iterations=3)
    label, n = ndimage.label(inside)
    if n > 1:
        inside = label == 1 + np.argmax(ndimage.sum(inside, label, range(1, n + 1)))
    return ndimage.binary_fill_holes(inside)


def keys(t):
    """Cubic convolution kernel, a = -1/2."""
    t = np.abs(t)
    return np.where(t < 1, (1.5 * t - 2.5) * t * t + 1, np.where(t < 2, ((-0.5 * t + 2.5) * t - 4) * t + 2, 0))


def lanczos3(t):
    return np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3), 0)


def centres(n, factor, shift=0.0):
    """Centres of n thick slices in voxels of the fine grid."""
    return (np.arange(n) + 0.5) * factor - 0.5 + shift


def ends_go_on(weights, beyond):
    """Rows that sum to 1; the columns beyond either end are added to the last one."""
    weights = weights / weights.sum(1, keepdims=True)
    out = weights[:, beyond:-beyond].astype(np.float32)
    out[:, 0] += weights[:, :beyond].sum(1)
    out[:, -1] += weights[:, -beyond:].sum(1)
    return out


def profile_matrix(length, places, thickness, profile):
    """(slices, voxels) weights; beyond the ends the last voxel goes on."""
    reach = int(np.ceil(max(1, 1.3 * thickness))) + 1
    at = np.arange(-reach, length + reach)
    d = at[None] - np.asarray(places)[:, None]
    if profile == 'gauss' and thickness > 0:
        w = np.exp(-4 * np.log(2) * (d / max(thickness, 0.3))**2)
    elif profile == 'box' and thickness > 1:
        # the share of each voxel that the slice covers
        w = np.clip(np.minimum(d + 0.5, thickness / 2) - np.maximum(d - 0.5, -thickness / 2), 0, None)
    else:
        w = np.clip(1 - np.abs(d), 0, None)
    return ends_go_on(w, reach)


def interpolation_matrix(length, n, factor, shift=0.0, kernel=keys, support=2):
    """(voxels, slices) weights of a kernel between slices; beyond the ends the last slice goes on."""
    p = (np.arange(length) - shift + 0.5) / factor - 0.5
    beyond = support + int(np.ceil(max(-p[0], p[-1] - n + 1, 0)))
    return ends_go_on(kernel(p[:, None] - np.arange(-beyond, n + beyond)), beyond)


def phase(length, factor, shift=0.0):
    """How far a voxel is from the next slice's centre: 0 on it, 1 midway between two."""
    p = (np.arange(length) - shift + 0.5) / factor - 0.5
    return (2 * np.abs(p - np.round(p))).astype(np.float32)


def along(matrix, volume, axis):
    """A matrix applied along an axis."""
    return np.moveaxis(np.tensordot(matrix, volume, (1, axis)), 0, axis)


def smaller(volume, factor):
    """Reduced by a factor along every axis: cubic with antialiasing."""
    for axis in range(3):
        n = volume.shape[axis]
        m = int(n / factor)
        p = centres(m, factor)
        d = (np.arange(n)[None] - p[:, None]) / factor
        w = keys(d)
        volume = along((w / w.sum(1, keepdims=True)).astype(np.float32), volume, axis)
    return np.ascontiguousarray(volume)


def boxed(volume, mask, margin=6):
    """Volume and mask cut to the mask's bounding box and a margin."""
    box = tuple(slice(max(0, s.start - margin), s.stop + margin) for s in ndimage.find_objects(mask.astype(int))[0])
    return np.ascontiguousarray(volume[box]), np.ascontiguousarray(mask[box])


def training_volumes(root):
    """(weight, volume, mask): the head at three sizes, atlas weeks (averages, smooth) with little weight."""
    out = []
    for f in sorted(glob.glob(f'{root}/mri/*.nii.gz')):
        name = os.path.basename(f).removesuffix('.nii.gz')
        if name in HELD:
            continue
        volume = unit(load(f))
        if name.startswith('STA'):
            out.append((0.03, *boxed(volume, head_mask(volume))))
        else:
            for size, weight in ((1, 0.25), (1.25, 0.3), (1.5, 0.3)):
                v = volume if size == 1 else smaller(volume, size)
                out.append((weight, *boxed(v, head_mask(v))))
    return out


def held_volumes(root):
    """name -> (volume, mask) of what is held back."""
    out = {}
    for name in HELD:
        volume = unit(load(f'{root}/mri/{name}.nii.gz'))
        out[name] = boxed(volume, head_mask(volume))
    return out
