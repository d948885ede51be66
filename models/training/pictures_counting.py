"""Draws docs/images/counting.png and docs/images/localisation.png with the shell commands.

    python pictures_counting.py --data DATA --vernier "java -cp ... vernier.cli.Main" --out ../../docs/images

Counting: nuclei of a BBBC039 test image (CC0) and the density of `count`, and the same image reduced to block means of 16
pixels. Localisation: a simulated movie of blinking emitters on two curves, its mean, a frame with the spots of `locate`,
and all spots rendered.
"""

import argparse
import itertools
import os
import shlex
import subprocess
import tempfile

import numpy as np
import tifffile
from PIL import Image, ImageDraw

import count_data as data
from spots_data import camera, gaussian_image

# dark to bright: black, violet, red, orange, light yellow
HEAT = np.array([[0, 0, 4], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]])
CELL = 256
GAP, HEAD = 6, 20


def run(command, *arguments):
    subprocess.run([*shlex.split(command), *map(str, arguments), '--quiet'], check=True)


def gray(image, high=99.8):
    low, top = np.percentile(image, [0.5, high])
    return np.repeat((np.clip((image - low) / (top - low), 0, 1) * 255).astype(np.uint8)[..., None], 3, 2)


def hot(image, high=99.8):
    top = np.percentile(image, high) or image.max()
    at = np.clip(image / top, 0, 1) * (len(HEAT) - 1)
    return np.stack([np.interp(at, np.arange(len(HEAT)), HEAT[:, c]) for c in range(3)], -1).astype(np.uint8)


def enlarged(image, side=CELL):
    return Image.fromarray(image).resize((side, side), Image.NEAREST if image.shape[0] < side else Image.BOX)


def sheet(cells, file):
    picture = Image.new('RGB', (len(cells) * (CELL + GAP) - GAP, CELL + HEAD), 'white')
    draw = ImageDraw.Draw(picture)
    for i, (title, image) in enumerate(cells):
        draw.text((i * (CELL + GAP) + 2, 4), title, fill='black')
        picture.paste(image, (i * (CELL + GAP), HEAD))
    picture.save(file)


def nuclei(folder):
    """A square of 512 pixels and its number of nuclei, each spread over its pixels."""
    image, labels = next(itertools.islice(data.bbbc(f'{folder}/test/bbbc039'), 3, None))
    return image[:512, :512], data.mass(labels)[:512, :512].sum()


def counting(a, folder):
    image, number = nuclei(a.data)
    small = data.blocks(image, 16) / 256
    cells = []
    for name, picture, size in (('nuclei', image, 28), ('reduced by 16', small, 1.75)):
        tifffile.imwrite(f'{folder}/in.tif', picture)
        run(a.vernier, 'count', f'{folder}/in.tif', '--object-size', size, '--density', f'{folder}/density.tif')
        density = tifffile.imread(f'{folder}/density.tif')
        cells += [(f'{name}: {number:.1f}', enlarged(gray(picture))), (f'density, sum {density.sum():.1f}', enlarged(hot(density)))]
    sheet(cells, f'{a.out}/counting.png')


def movie(rng, n=64, frames=240):
    """Emitters on two curves that come as near as 1.5 pixels; about eight shine in a frame."""
    pictures = []
    for _ in range(frames):
        t = rng.uniform(0, 1, rng.poisson(8))
        upper = rng.random(t.size) < 0.5
        x = 8 + 48 * t
        y = 32 + np.where(upper, -1, 1) * (0.75 + 14 * (2 * t - 1)**2) + 3 * np.sin(7 * t)
        light = gaussian_image((n, n), x, y, rng.exponential(700, t.size) + 300, np.full(t.size, 1.3))
        pictures.append(100 + 2 * camera(rng, 5 + light, 'scmos'))
    return np.round(pictures).astype(np.uint16)


def localisation(a, folder):
    stack = movie(np.random.default_rng(4))
    tifffile.imwrite(f'{folder}/movie.tif', stack, imagej=True, metadata={'axes': 'TYX'})
    run(a.vernier, 'locate', f'{folder}/movie.tif', '--table', f'{folder}/spots.csv', '--sigma', 1.3, '--render',
        f'{folder}/rendered.tif', '--magnification', 8, '--gain', 2, '--offset', 100, '--read-noise', 1.6)
    spots = np.genfromtxt(f'{folder}/spots.csv', delimiter=',', names=True, encoding='utf-8', dtype=None)
    frame = enlarged(gray(stack[0], 100))
    draw = ImageDraw.Draw(frame)
    z = CELL / stack.shape[1]
    for spot in spots[spots['frame'] == 1]:
        x, y = spot['x_px'] * z, spot['y_px'] * z
        draw.ellipse((x - 8, y - 8, x + 8, y + 8), outline=(255, 220, 0))
    rendered = np.squeeze(tifffile.imread(f'{folder}/rendered.tif'))
    sheet([('one frame of 240, spots', frame), ('mean of the frames', enlarged(hot(stack.mean(0) - stack.mean(0).min()))),
           (f'{len(spots)} spots rendered', enlarged(hot(rendered, 99.5)))], f'{a.out}/localisation.png')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--vernier', required=True, help='the command that runs the shell')
    p.add_argument('--out', required=True)
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counting(a, folder)
        localisation(a, folder)
    print(os.listdir(a.out))


if __name__ == '__main__':
    main()
