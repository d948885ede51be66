"""Pictures of objects to count, with the place of each: cells, nuclei reduced below a pixel, simulated scenes.

What the plugin does with an image before the network is done here by the same rules:
gray value, resampling to the model's object size, normalisation by percentiles of the
whole plane, planes of numbers taken from it. Density maps hold each object with a mass
of one inside its image.
"""

import glob
import os

import cv2
import numpy as np
import tifffile
from PIL import Image
from scipy.special import erfc
from skimage.measure import label

from sr_data import LUMA
from spots_data import edges, gaussian_image

# the object size of count-cells, and from which to which size an image is not resampled
CELL_SIZE = 11.0
CELL_SIZES = (8.5, 14.0)
SIZES = {'vgg': 11.0, 'mbm': 22.0, 'nuclei': 27.0}
PLANES = ('log_object_size', 'log_noise', 'log_dispersion', 'fraction_bright')


def quantile(values, share):
    """The smallest value with at least `share` of all at or below it (numpy's inverted_cdf)."""
    values = np.ravel(values)
    k = max(int(np.ceil(share * values.size)) - 1, 0)
    return float(np.partition(values, k)[k])


def normalised(plane):
    low, high = quantile(plane, 0.01), quantile(plane, 0.998)
    return ((plane - low) / (high - low) if high > low else np.zeros_like(plane)).astype(np.float32)


def numbers(x, object_size):
    """The values of PLANES of a normalised plane."""
    d = (x[:, 1::2] - x[:, 0:x.shape[1] // 2 * 2:2]).ravel()
    noise = 1.4826 / np.sqrt(2) * quantile(np.abs(d - quantile(d, 0.5)), 0.5)
    return np.array([np.log2(object_size), np.log2(1e-3 + noise),
                     np.log2(1e-3 + x.var() / max(x.mean(), 1e-3)), (x > 0.5).mean()], np.float32)


def resampled(plane, shape):
    """To (rows, columns): area averages where smaller, linear where larger."""
    smaller = shape[0] <= plane.shape[0]
    return cv2.resize(plane.astype(np.float32), shape[::-1], interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)


def gray(image):
    image = np.asarray(image)
    return (image[..., :3] @ LUMA) / 255 if image.ndim == 3 else image.astype(np.float32)


def nuclei(mask):
    """Labels of a BBBC039 mask: connected parts of one colour index."""
    return label(np.asarray(mask)[..., 0], connectivity=1, background=0)


def vgg(folder):
    """(gray, points) of the synthetic cells in the order of their numbers; points are columns x, y in pixel edges."""
    for f in sorted(glob.glob(f'{folder}/*cell.png')):
        dots = np.asarray(Image.open(f.replace('cell.png', 'dots.png')).convert('RGB'))[..., 0] > 0
        yield gray(Image.open(f)), np.argwhere(dots)[:, ::-1] + 0.5


def bbbc(folder):
    """(gray, labels) of the nuclei."""
    for f in sorted(glob.glob(f'{folder}/images/*.tif')):
        mask = os.path.join(folder, 'masks', os.path.basename(f).replace('.tif', '.png'))
        yield tifffile.imread(f).astype(np.float32), nuclei(Image.open(mask))


def centres(labels):
    n = labels.max()
    y, x = np.indices(labels.shape)
    area = np.bincount(labels.ravel(), minlength=n + 1)[1:]
    mean = lambda a: np.bincount(labels.ravel(), a.ravel(), minlength=n + 1)[1:] / area
    return np.stack([mean(x), mean(y)], 1) + 0.5


def mass(labels):
    """One object's mass spread evenly over its pixels."""
    area = np.bincount(labels.ravel()).astype(np.float32)
    return np.where(labels > 0, 1 / area[labels], 0).astype(np.float32)


def dots(shape, points):
    """Number of points in each pixel."""
    return np.histogram2d(points[:, 1], points[:, 0], bins=[np.arange(n + 1) for n in shape])[0]


def density(shape, points, sigma):
    """Gaussians of mass one inside the image."""
    if not len(points):
        return np.zeros(shape, np.float32)
    rows, columns = (edges(points[:, a], np.full(len(points), sigma), n) for a, n in ((1, shape[0]), (0, shape[1])))
    rows, columns = (e / np.maximum(e.sum(1, keepdims=True), 1e-9) for e in (rows, columns))
    return (rows.T @ columns).astype(np.float32)


def blocks(a, k, dy=0, dx=0):
    """Sums over blocks of k x k pixels, from an offset; what does not fill a block is left out."""
    a = a[dy:dy + (a.shape[0] - dy) // k * k, dx:dx + (a.shape[1] - dx) // k * k]
    return a.reshape(a.shape[0] // k, k, -1, k).sum((1, 3))


def field(rng, shape):
    """Three random plane waves of half to two image sides, unit variance."""
    y, x = np.indices(shape)
    side = max(shape)
    total = 0
    for _ in range(3):
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        k = 2 * np.pi / (side * rng.uniform(0.5, 2))
        total = total + np.cos(k * (x * np.cos(angle) + y * np.sin(angle)) + phase)
    return total * np.sqrt(2 / 3)


def discs(n, x, y, photons, sizes, blur):
    """Discs blurred by `blur`, of four widths, their places on a grid of quarter pixels."""
    margin, fine = 8, 4
    side = (n + 2 * margin) * fine
    order = np.argsort(sizes)
    total = np.zeros((side, side))
    axis = (np.arange(side) + side // 2) % side - side // 2
    r = np.hypot(axis[None], axis[:, None]) / fine
    for part in np.array_split(order, min(4, len(order))):
        points = np.zeros((side, side))
        at = tuple(np.clip(((v[part] + margin) * fine).astype(int), 0, side - 1) for v in (y, x))
        np.add.at(points, at, photons[part])
        disc = erfc((r - sizes[part].mean() / 2) / (np.sqrt(2) * blur))
        total += np.fft.irfft2(np.fft.rfft2(points) * np.fft.rfft2(disc / disc.sum()), (side, side))
    return np.maximum(blocks(total, fine)[margin:-margin, margin:-margin], 0)


def simulate(rng, n, size=None, rate=None):
    """A dense scene of n x n gray levels by the rules of `vernier simulate --kind dense`, with `rate` objects per pixel or
    0.002 to 2; its points (x, y) and object size."""
    size = np.exp(rng.uniform(np.log(0.2), np.log(3.2))) if size is None else size
    rate = np.exp(rng.uniform(np.log(0.002), np.log(2))) if rate is None else rate
    blur, bright = rng.uniform(0.4, 1.5), np.exp(rng.uniform(np.log(20), np.log(5000)))
    ground, uneven = np.exp(rng.uniform(0, np.log(200))), rng.uniform(0, 0.8)
    margin = 4
    wide = n + 2 * margin
    rates = np.exp(rng.uniform(0, 1) * field(rng, (wide, wide)))
    rates *= rate / rates.mean()
    y, x = np.nonzero(counts := rng.poisson(rates))
    y, x = (np.repeat(a, counts[counts > 0]) for a in (y, x))
    x, y = x + rng.random(x.size) - margin, y + rng.random(y.size) - margin
    sizes = size * np.exp(0.15 * rng.normal(size=x.size))
    photons = bright * np.exp(0.25 * rng.normal(size=x.size) - 0.03125)
    small = sizes / 2 < 1.5 * blur
    image = np.zeros((n, n))
    if small.any():
        image += gaussian_image((n, n), x[small], y[small], photons[small], np.sqrt(blur**2 + sizes[small]**2 / 16))
    if not small.all():
        image += discs(n, x[~small], y[~small], photons[~small], sizes[~small], blur)
    image += np.maximum(ground * (1 + uneven * field(rng, (n, n))), 0)
    gain = np.exp(rng.uniform(np.log(0.5), np.log(10)))
    image = 100 + gain * (rng.poisson(image) + rng.uniform(0.5, 5) * rng.normal(size=image.shape))
    inside = (x >= 0) & (x < n) & (y >= 0) & (y < n)
    return np.round(np.clip(image, 0, 65535)), np.stack([x[inside], y[inside]], 1), size


def simulated(held):
    """(image, dots, object size) of simulated scenes with objects of 0.3 to 3 pixels, 0.01 to 0.5 per pixel: those that
    validate, or those to test on."""
    first, number, n = (1000, 36, 96) if held else (5000, 100, 128)
    for i in range(number):
        rng = np.random.default_rng(first + i)
        rate = np.exp(rng.uniform(np.log(0.01), np.log(0.5)))
        image, points, size = simulate(rng, n, size=np.exp(rng.uniform(np.log(0.3), np.log(3))), rate=rate)
        yield image.astype(np.float32), dots(image.shape, points), size


def moments(sums):
    """Mean and variance of a number from the sums of a network's two or three channels: deviations that all pixels share
    add up before they are squared."""
    return sums[0], sums[1] + (sums[2]**2 if len(sums) > 2 else 0)
