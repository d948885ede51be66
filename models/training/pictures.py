"""Draws docs/images/before-after.png: input, cubic, network and original, side by side.

    python pictures.py --data DATA --model ../sr-fast-x2/weights.onnx --out ../../docs/images/before-after.png

A photograph that was held out of training (CC0), nuclei of the BBBC039 test images (CC0) and a
slice of a T1 head (CC0); each reduced by the scale, then enlarged.
"""

import argparse
import glob

import nibabel
import numpy as np
import onnxruntime
import tifffile
from PIL import Image, ImageDraw, ImageFont

from evaluate_sr import psnr
from matlab_resize import imresize
from sr_data import LUMA, unit

SIDE = 108


def enlarge(session, low):
    return session.run(None, {session.get_inputs()[0].name: low[None, None].astype(np.float32)})[0][0, 0]


def colour(session, low, scale):
    """Luma by the network, chroma cubic, as the plugin does; values 0 to 1."""
    cubic = imresize(low, scale)
    if low.ndim == 2:
        return cubic, enlarge(session, low)
    detail = enlarge(session, low @ LUMA) - cubic @ LUMA
    return cubic, cubic + detail[..., None]


def samples(data):
    photo = np.asarray(Image.open(f'{data}/train/photos_cc0/galen-crout-175291.jpg').convert('RGB'))
    yield 'photograph', imresize(photo, 0.5, round_uint8=True) / 255, (160, 620)
    nuclei = unit(tifffile.imread(sorted(glob.glob(f'{data}/test/bbbc039/images/*.tif'))[3]))
    yield 'nuclei', np.clip(nuclei * 1.1, 0, 1), (150, 250)
    head = unit(np.squeeze(nibabel.load(f'{data}/test/mri/niimath_T1_0.8mm.nii.gz').get_fdata(dtype=np.float32)))
    axial = np.rot90(head[:, :, head.shape[2] // 2])
    yield 'T1 head', np.clip(axial / np.percentile(head, 99.8), 0, 1), (90, 20)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--model', required=True)
    p.add_argument('--scale', type=int, default=2)
    p.add_argument('--out', required=True)
    p.add_argument('--zoom', type=int, default=2)
    a = p.parse_args()
    session = onnxruntime.InferenceSession(a.model)
    s, z = a.scale, a.zoom
    cell = SIDE * z
    gap, head = 6, 20
    rows = list(samples(a.data))
    sheet = Image.new('RGB', (4 * cell + 5 * gap, len(rows) * (cell + head + gap) + gap), 'white')
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for r, (name, high, (y, x)) in enumerate(rows):
        high = high[:high.shape[0] // s * s, :high.shape[1] // s * s].astype(np.float32)
        low = np.clip(imresize(high, 1 / s), 0, 1)
        cubic, net = (np.clip(v, 0, 1) for v in colour(session, low, s))
        grey = lambda v: v if v.ndim == 2 else v @ LUMA
        figures = [psnr(grey(v), grey(high), 1.0) for v in (cubic, net)]
        pictures = [('input', np.repeat(np.repeat(low, s, 0), s, 1)), (f'cubic x{s}, {figures[0]:.1f} dB', cubic),
                    (f'network x{s}, {figures[1]:.1f} dB', net), ('original', high)]
        top = gap + r * (cell + head + gap)
        for c, (label, picture) in enumerate(pictures):
            cut = np.round(picture[y:y + SIDE, x:x + SIDE] * 255).astype(np.uint8)
            tile = Image.fromarray(cut).convert('RGB').resize((cell, cell), Image.NEAREST)
            left = gap + c * (cell + gap)
            sheet.paste(tile, (left, top + head))
            draw.text((left, top + 2), f'{name}: {label}' if c == 0 else label, fill='black', font=font)
    sheet.save(a.out, optimize=True)


if __name__ == '__main__':
    main()
