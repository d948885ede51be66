"""Training and validation planes for the super-resolution models.

Four kinds: photographs (BSDS500 train + test, 14 CC0 photographs), nuclei
(BBBC039), other fluorescence (BPAE, HeLa) and MRI slices. Every plane is a
single channel in [0, 1]: full-range BT.601 luma for photographs, the data
range of the image for the others, which is what the plugin does at run time.
"""

import argparse
import glob
import os

import nibabel
import numpy as np
import tifffile
from PIL import Image

from matlab_resize import imresize

Image.MAX_IMAGE_PIXELS = None
SHARE = {'bsds': 0.45, 'cc0': 0.30, 'nuclei': 0.07, 'fluo': 0.08, 'mri': 0.10}
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def modcrop(img, s):
    h, w = img.shape[:2]
    return img[:h - h % s, :w - w % s]


def photo_pair(rgb, s):
    """(low, high) luma in [0, 1] of a uint8 RGB photograph reduced by s."""
    rgb = modcrop(rgb, s)
    low = imresize(rgb, 1.0 / s, round_uint8=True)
    return (low @ LUMA) / 255, (rgb.astype(np.float32) @ LUMA) / 255


def unit(img):
    img = np.asarray(img, np.float32)
    lo, hi = float(img.min()), float(img.max())
    return (img - lo) / max(hi - lo, 1e-6)


def plane_pair(plane, s):
    plane = modcrop(plane, s)
    return imresize(plane, 1.0 / s).astype(np.float32), plane


def photographs(root):
    for f in sorted(glob.glob(f'{root}/bsds500_train_test/**/*.jpg', recursive=True)):
        yield 'bsds', np.asarray(Image.open(f).convert('RGB'))
    for i, f in enumerate(sorted(glob.glob(f'{root}/photos_cc0/*.jpg'))):
        img = Image.open(f).convert('RGB')
        for d in (2, 3.3):
            small = imresize(np.asarray(img), 1.0 / d, round_uint8=True)
            yield 'cc0', small.astype(np.uint8)


def planes(root):
    for f in sorted(glob.glob(f'{root}/bbbc039/images/*.tif')):
        yield 'nuclei', unit(tifffile.imread(f))
    for f in sorted(glob.glob(f'{root}/fluo_sr/*.tif')):
        img = tifffile.imread(f)
        for p in img.reshape((-1,) + img.shape[-2:]) if img.shape[-1] > 4 else np.moveaxis(img, -1, 0):
            p = unit(p)
            yield 'fluo', p
            yield 'fluo', unit(imresize(p, 0.5))
    for f in sorted(glob.glob(f'{root}/mri/*.nii.gz')):
        # Atlas templates are averages and smooth: fewer slices of them.
        template = os.path.basename(f).startswith('STA')
        vol = unit(np.squeeze(nibabel.load(f).get_fdata(dtype=np.float32)))
        for axis in range(3):
            n = vol.shape[axis]
            for k in range(n // 5, n - n // 5, 16 if template else 5):
                yield 'mri', np.ascontiguousarray(np.take(vol, k, axis))


def load(root, s, validation):
    """Dict kind -> list of (low, high) float32 planes. Every 12th image of a
    kind is held out, of MRI every 12th slice, beside others of its volume:
    validation=True returns those, False the others."""
    out = {k: [] for k in SHARE}
    count = {k: 0 for k in SHARE}

    def add(kind, pair):
        out[kind].append(tuple(np.ascontiguousarray(a, np.float32) for a in pair()))

    for source, pair in ((photographs, photo_pair), (planes, plane_pair)):
        for kind, img in source(root):
            # the two sizes of a CC0 photograph and of a fluorescence plane stay together
            group = count[kind] // 2 if kind in ('cc0', 'fluo') else count[kind]
            count[kind] += 1
            if (group % 12 == 5) == validation:
                add(kind, lambda: pair(img, s))
    return out


def pack(root, s, validation, cache):
    """Like load, cached as .npz beside the checkpoints."""
    path = f'{cache}/sr_x{s}_{"val" if validation else "train"}.npz'
    if not os.path.exists(path):
        data = load(root, s, validation)
        arrays = {}
        for kind, pairs in data.items():
            for i, (lo, hi) in enumerate(pairs):
                arrays[f'{kind}/{i}/lo'] = lo.astype(np.float16)
                arrays[f'{kind}/{i}/hi'] = hi.astype(np.float16)
        np.savez(path, **arrays)
    z = np.load(path)
    out = {k: [] for k in SHARE}
    for key in z.files:
        kind, i, part = key.split('/')
        if part == 'lo':
            out[kind].append((z[key], z[f'{kind}/{i}/hi']))
    return out


if __name__ == '__main__':
    p = argparse.ArgumentParser(description='Pack the training planes once.')
    p.add_argument('--data', required=True, help='folder with the training sets')
    p.add_argument('--cache', required=True)
    a = p.parse_args()
    os.makedirs(a.cache, exist_ok=True)
    for s in (2, 3, 4):
        for v in (True, False):
            d = pack(a.data, s, v, a.cache)
            print(s, 'val' if v else 'train', {k: len(x) for k, x in d.items()},
                  {k: sum(h.size for _, h in x) // 1000000 for k, x in d.items()}, flush=True)
