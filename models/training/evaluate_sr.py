"""Scores super-resolution networks by the field's protocol.

Photographs: Set5, Set14, B100 from their published MATLAB-reduced files (B100 x3,
and every set at 1.5 and 2.5, reduced here by the same resampling); output clipped
and rounded, PSNR and SSIM on BT.601 luma (16..235) with `scale` pixels shaved, mean
of the per-image values. Other kinds: PSNR with the image's data range as peak.

    python evaluate_sr.py --data DATA/test --model RUN/sr-fast_x2.onnx --scale 2
    python evaluate_sr.py --data DATA/test --bicubic --scale 2

A factor that the network does not have is reached by enlarging with the network and
reducing the result with the antialiased resampler, as the plugin does. A network
with two input planes gets the factor in the second.
"""

import argparse
import glob
import json
import math
import os

import nibabel
import numpy as np
import onnxruntime
import tifffile
from PIL import Image
from skimage.metrics import structural_similarity

from matlab_resize import imresize
from sr_data import LUMA, unit

STUDIO = np.array([65.481, 128.553, 24.966], np.float64) / 255


def studio_luma(rgb):
    return 16 + rgb.astype(np.float64) @ STUDIO


def psnr(a, b, peak=255.0):
    return 10 * math.log10(peak**2 / max(float(((a - b)**2).mean()), 1e-12))


def ssim(a, b, peak=255.0):
    _, full = structural_similarity(a, b, win_size=11, gaussian_weights=True, sigma=1.5,
                                    use_sample_covariance=False, data_range=peak, full=True)
    return float(full[5:-5, 5:-5].mean())


class Enlarger:
    def __init__(self, path, factor):
        self.factor = factor
        self.session = path and onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider'])

    def __call__(self, low, shape):
        """Enlarges an (H, W) plane in [0, 1] to `shape`."""
        if self.session is None:
            out = imresize(low, self.factor)
        else:
            source = self.session.get_inputs()[0]
            planes = [low] if source.shape[1] == 1 else [low, np.full_like(low, 1 / self.factor)]
            out = self.session.run(None, {source.name: np.stack(planes)[None].astype(np.float32)})[0][0, 0]
            own = out.shape[0] / low.shape[0]
            if own != self.factor:
                out = imresize(out, self.factor / own)
        return out[:shape[0], :shape[1]]


def photographs(root, name, factor):
    """(low, high) uint8 RGB pairs; the published reduced files are numbered by the sorted names."""
    high_files = sorted(glob.glob(f'{root}/{name}/HR*/*'))
    low_files = sorted(glob.glob(f'{root}/{name}/LR_matlab_x{factor:g}/*'))
    for i, f in enumerate(high_files):
        high = np.asarray(Image.open(f).convert('RGB'))
        if low_files:
            small = np.asarray(Image.open(low_files[i]).convert('RGB'))
            high = high[:small.shape[0] * int(factor), :small.shape[1] * int(factor)]
        else:
            h, w = int(high.shape[0] / factor), int(high.shape[1] / factor)
            high = high[:round(h * factor), :round(w * factor)]
            small = imresize(high, 1 / factor, round_uint8=True)[:h, :w]
        yield small, high


def score_photographs(root, name, factor, enlarger):
    shave = math.ceil(factor)
    result = []
    for small, high in photographs(root, name, factor):
        want = studio_luma(high)
        if enlarger.session is None:
            got = studio_luma(imresize(small, factor, round_uint8=True)[:high.shape[0], :high.shape[1]])
        else:
            full = enlarger((small @ LUMA) / 255, high.shape[:2])
            got = np.clip(np.round(16 + 219 * full.astype(np.float64)), 0, 255)
        h, w = min(got.shape[0], want.shape[0]), min(got.shape[1], want.shape[1])
        a, b = (x[:h, :w][shave:-shave, shave:-shave] for x in (got, want))
        result.append((psnr(a, b), ssim(a, b)))
    return tuple(np.mean(result, 0))


def planes(root, kind):
    if kind == 'nuclei':
        for f in sorted(glob.glob(f'{root}/bbbc039/images/*.tif')):
            yield unit(tifffile.imread(f))
    elif kind == 'fluorescence':
        for f in ('stardist/img2d.tif', 'spots_misc/deepblink_image_c1.tif', 'spots_misc/img_hybiss_2d.tif',
                  'spots_misc/img_terra_2d.tif'):
            yield unit(tifffile.imread(f'{root}/{f}'))
        for f in sorted(glob.glob(f'{root}/zebrafish_synapses/*.png')):
            yield unit(np.asarray(Image.open(f).convert('RGB')).max(-1))
    elif kind == 'mri':
        for f in sorted(glob.glob(f'{root}/mri/*.nii.gz')):
            if 'mask' in f:
                continue
            vol = np.squeeze(nibabel.load(f).get_fdata(dtype=np.float32))
            if vol.ndim == 3:
                vol = unit(vol)
                thick = int(np.argmin(vol.shape))
                for k in range(vol.shape[thick] // 4, 3 * vol.shape[thick] // 4, max(1, vol.shape[thick] // 12)):
                    yield np.ascontiguousarray(np.take(vol, k, thick))


def score_planes(root, kind, factor, enlarger):
    shave = math.ceil(factor)
    result = []
    for high in planes(root, kind):
        h, w = int(high.shape[0] / factor), int(high.shape[1] / factor)
        high = high[:round(h * factor), :round(w * factor)]
        low = imresize(high, 1 / factor)[:h, :w]
        got = enlarger(low, high.shape)
        h, w = min(got.shape[0], high.shape[0]), min(got.shape[1], high.shape[1])
        a, b = (x[:h, :w][shave:-shave, shave:-shave].astype(np.float64) for x in (got, high))
        result.append((psnr(a, b, 1.0), ssim(a, b, 1.0)))
    return tuple(np.mean(result, 0)), len(result)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder with the test sets')
    p.add_argument('--scale', type=float, required=True)
    p.add_argument('--model', help='ONNX file')
    p.add_argument('--bicubic', action='store_true')
    p.add_argument('--sets', default='Set5,Set14,BSD100,nuclei,fluorescence,mri')
    p.add_argument('--json', help='append the figures to this file')
    a = p.parse_args()
    enlarger = Enlarger(None if a.bicubic else a.model, a.scale)
    row = {'method': 'bicubic' if a.bicubic else os.path.basename(a.model).removesuffix('.onnx'), 'scale': a.scale}
    for name in a.sets.split(','):
        if name in ('Set5', 'Set14', 'BSD100'):
            value = score_photographs(a.data, name, a.scale, enlarger)
        else:
            value, _ = score_planes(a.data, name, a.scale, enlarger)
        row[name] = [round(float(v), 4) for v in value]
    print(json.dumps(row), flush=True)
    if a.json:
        with open(a.json, 'a') as f:
            f.write(json.dumps(row) + '\n')


if __name__ == '__main__':
    main()
