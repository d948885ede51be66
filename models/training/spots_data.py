"""Simulated pictures of blurred point emitters, with the truth.

Pixel-integrated Gaussian or Airy-like spots (sigma 0.8 to 2.5 px), 50 to 20,000
photons, 0.001 to 0.1 emitters per square pixel, uneven background, sCMOS and EMCCD
noise. Coordinates as in ImageJ: the first pixel's centre is (0.5, 0.5).
"""

import numpy as np
from scipy.special import erf, j1

MARGIN = 5


def airy_mixture():
    """Widths (in units of the core's sigma, 0.21 lambda / NA: Zhang et al. 2007) and shares of Gaussians that
    together resemble an Airy pattern with its rings; as Gaussians they integrate over pixels in closed form."""
    r = np.linspace(0.005, 9, 900)
    v = r * 2 * np.pi * 0.21
    airy = (2 * j1(v) / v)**2
    widths = np.array([0.7, 0.85, 1.0, 1.3, 1.7, 2.2, 3.0, 4.0])
    basis = np.exp(-r[:, None]**2 / (2 * widths**2)) / (2 * np.pi * widths**2)
    weight = np.sqrt(r)[:, None]
    shares = np.linalg.lstsq(np.vstack([basis * weight, 1e-3 * np.eye(len(widths))]),
                             np.concatenate([airy * weight[:, 0], np.zeros(len(widths))]), rcond=None)[0]
    return widths, shares / shares.sum()


WIDTHS, SHARES = airy_mixture()


def edges(centre, sigma, n):
    """Share of each Gaussian's mass in every pixel of an axis: (emitters, n)."""
    at = erf((np.arange(n + 1)[None] - centre[:, None]) / (np.sqrt(2) * sigma[:, None]))
    return 0.5 * np.diff(at, axis=1)


def gaussian_image(shape, x, y, photons, sigma):
    return (edges(y, sigma, shape[0]) * photons[:, None]).T @ edges(x, sigma, shape[1])


def airy_image(shape, x, y, photons, sigma):
    return sum(gaussian_image(shape, x, y, photons * share, sigma * width) for width, share in zip(WIDTHS, SHARES))


def smooth_field(rng, shape):
    """A smooth random field of mean near 1."""
    y, x = np.mgrid[:shape[0], :shape[1]] / max(shape)
    field = np.ones(shape)
    for _ in range(rng.integers(0, 4)):
        kx, ky, phase = rng.normal(0, 2), rng.normal(0, 2), rng.uniform(0, 2 * np.pi)
        field += rng.uniform(0, 0.3) * np.sin(2 * np.pi * (kx * x + ky * y) + phase)
    for _ in range(rng.integers(0, 3)):
        s = rng.uniform(0.1, 0.4)
        field += rng.uniform(0, 1.5) * np.exp(-((x - rng.random())**2 + (y - rng.random())**2) / (2 * s * s))
    return np.maximum(field, 0.05)


def camera(rng, expected, kind):
    """Photons to gray levels."""
    counts = rng.poisson(np.maximum(expected, 0)).astype(np.float64)
    if kind == 'emccd':
        counts = np.where(counts > 0, rng.gamma(np.maximum(counts, 1e-3)), 0.0)
        counts += rng.normal(0, rng.uniform(0.05, 0.5), counts.shape)
    elif kind == 'scmos':
        read = rng.uniform(0.7, 3) * np.exp(rng.normal(0, 0.3, counts.shape))
        counts += rng.normal(0, 1, counts.shape) * read
    return counts


def normalised(image):
    """(v - background) / noise of a plane, background and noise: medians of the plane and of its diagonal differences."""
    upper = lambda a: np.partition(a.ravel(), a.size // 2)[a.size // 2]
    image = np.asarray(image, np.float64)
    d = (image[:-1, :-1] - image[:-1, 1:] - image[1:, :-1] + image[1:, 1:]) / 2
    background = upper(image)
    noise = 1.4826 * upper(np.abs(d)) or np.sqrt(np.mean(d**2)) or 1.0
    return (image - background) / noise, background, noise


def scene(rng, n, density=None, photons=None, sigma=None, background=None, kind=None, airy=None, spread=None, flat=False):
    """An image of n x n gray levels and its truth.

    Returns image, x, y, intensity (gray levels, integrated), background (gray levels
    per pixel at the emitters), sigma (px), and the gain (gray levels per photon).
    Emitters just outside shine in, and are in the truth only where inside.
    """
    density = np.exp(rng.uniform(np.log(0.001), np.log(0.1))) if density is None else density
    photons = np.exp(rng.uniform(np.log(50), np.log(20000))) if photons is None else photons
    sigma = rng.uniform(0.8, 2.5) if sigma is None else sigma
    background = np.exp(rng.uniform(np.log(0.3), np.log(300))) if background is None else background
    kind = rng.choice(['scmos', 'emccd', 'ideal'], p=[0.55, 0.3, 0.15]) if kind is None else kind
    airy = rng.random() < 0.25 if airy is None else airy
    spread = rng.uniform(0, 0.6) if spread is None else spread
    count = rng.poisson(density * (n + 2 * MARGIN)**2)
    x, y = rng.uniform(-MARGIN, n + MARGIN, (2, count))
    p = np.clip(photons * np.exp(spread * rng.normal(size=count)), 20, 40000)
    s = sigma * np.exp(rng.uniform(0, 0.12) * rng.normal(size=count)) if spread > 0 else np.full(count, sigma)
    s = np.clip(s, 0.7, 3.0)
    base = background * (np.ones((n, n)) if flat else smooth_field(rng, (n, n)))
    spots = np.zeros((n, n))
    if count:
        spots = (airy_image if airy else gaussian_image)((n, n), x, y, p, s)
    image = camera(rng, base + np.maximum(spots, 0), kind)
    gain = np.exp(rng.uniform(np.log(0.3), np.log(30)))
    image = image * gain
    if not flat:
        image = np.round(image + rng.uniform(0, 500))
        if rng.random() < 0.03:
            image = np.minimum(image, np.quantile(image, rng.uniform(0.98, 1)))
    inside = (x >= 0) & (x < n) & (y >= 0) & (y < n)
    x, y, p, s = x[inside], y[inside], p[inside], s[inside]
    return image, x, y, p * gain, base[y.astype(int), x.astype(int)] * gain, s, gain


def targets(image, x, y, intensity, background, sigma, rng=None):
    """Network input (n, n) and maps (6, n, n): presence, dx, dy, log intensity, background, log sigma.

    Intensity and background are in units of the input, whose scale is varied if rng is given, so that the network
    does not lean on the exact estimate of the noise. Where two emitters share a pixel, the brighter one is its truth.
    """
    z, level, noise = normalised(image)
    vary = np.exp(rng.uniform(-0.4, 0.4)) if rng is not None else 1.0
    noise = noise / vary
    z = z * vary
    maps = np.zeros((6,) + image.shape, np.float32)
    order = np.argsort(intensity)
    cx, cy = x.astype(int)[order], y.astype(int)[order]
    maps[0, cy, cx] = 1
    maps[1, cy, cx] = x[order] - cx - 0.5
    maps[2, cy, cx] = y[order] - cy - 0.5
    maps[3, cy, cx] = np.log(intensity[order] / noise)
    maps[4, cy, cx] = (background[order] - level) / noise
    maps[5, cy, cx] = np.log(sigma[order])
    return z.astype(np.float32), maps
