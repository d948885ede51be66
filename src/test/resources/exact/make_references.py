"""Makes the text files beside it: width, height, parameters; input; output. scikit-image 0.26, SciPy."""

from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d
from scipy.sparse import coo_matrix, identity
from scipy.sparse.linalg import spsolve
from skimage.color import lab2rgb, rgb2lab
from skimage.restoration import denoise_tv_chambolle, richardson_lucy

HERE = Path(__file__).parent


def write(name, head, values, result, digits):
    rows = []
    for picture in (values, result):
        planes = np.moveaxis(picture, -1, 0) if picture.ndim == 3 else picture
        rows.append(" ".join(f"%.{digits}f" % v for v in planes.ravel()))
    (HERE / name).write_text("\n".join([" ".join(map(str, head)), *rows]) + "\n")


def scene(height, width, *channels):
    y, x = np.mgrid[:height, :width]
    noise = 0.06 * np.random.default_rng(7).standard_normal((height, width, *channels))
    disc = (x - 9) ** 2 + (y - 8) ** 2 < 36
    ramp = 0.3 + 0.4 * disc + 0.004 * x
    return np.clip((ramp[..., None] if channels else ramp) + noise, 0, 1).round(4)


def rof():
    f = scene(18, 23)
    write("rof.txt", (23, 18, 0.1), f, denoise_tv_chambolle(f, weight=0.1, eps=0, max_num_iter=100000), 5)


def deconvolution():
    # the black border is wider than the kernel, so that the treatment of borders does not matter
    sigma, height, width = 1.2, 38, 40
    radius = int(np.ceil(4 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    truth = np.zeros((height, width))
    truth[15, 16], truth[22, 15], truth[18:23, 20:25] = 4, 2, 0.7
    f = gaussian_filter(truth, sigma, truncate=4)
    y, x = np.mgrid[:height, :width]
    f[(y < 11) | (y > 26) | (x < 11) | (x > 28)] = 0
    f = f.round(5)
    result = richardson_lucy(f, np.outer(kernel, kernel), num_iter=10, clip=False)
    write("richardson-lucy.txt", (width, height, sigma, 10), f, result, 6)


def steps(f):
    """Forward differences, 0 beyond the border."""
    return np.diff(f, axis=1, append=f[:, -1:]), np.diff(f, axis=0, append=f[-1:])


def solve(f, right, down):
    """(1 + weighted Laplacian) u = f for each channel, by a direct sparse solver."""
    height, width = right.shape
    i = np.arange(height * width).reshape(height, width)
    a = np.concatenate([i[:, :-1].ravel(), i[:-1].ravel()])
    b = np.concatenate([i[:, 1:].ravel(), i[1:].ravel()])
    w = np.concatenate([right[:, :-1].ravel(), down[:-1].ravel()])
    n = height * width
    laplacian = coo_matrix((np.concatenate([w, w, -w, -w]), (np.concatenate([a, b, a, b]), np.concatenate([a, b, b, a]))),
                           shape=(n, n))
    return spsolve((identity(n) + laplacian).tocsc(), f.reshape(n, -1)).reshape(f.shape)


def relative_total_variation(f, weight, sigma=3.5):
    u = f
    for _ in range(4):
        gx, gy = steps(u)
        total = 1 / np.maximum(np.sqrt(gx**2 + gy**2).mean(2), 0.02)
        radius = (int(round(5 * sigma)) | 1) // 2
        blurred = u
        for axis in (0, 1):
            blurred = gaussian_filter1d(blurred, sigma, axis=axis, mode="reflect", radius=radius)
        bx, by = (1 / np.maximum(np.abs(s).mean(2), 0.001) for s in steps(blurred))
        u = solve(f, weight / 2 * total * bx, weight / 2 * total * by)
        sigma = max(sigma / 2, 0.5)
    return u


def sigmoid(x, a):
    return (1 / (1 + np.exp(-a * x)) - 0.5) * 0.5 / (1 / (1 + np.exp(-a / 2)) - 0.5)


def tone(f):
    lab = rgb2lab(f)
    lightness = lab[..., 0] / 100
    gx, gy = (np.abs(s) ** 1.2 + 1e-4 for s in steps(np.log(lightness + 1e-4)))
    fine, coarse = (solve(lightness, w / gx, w / gy) for w in (0.125, 0.5))
    total = 0
    for a, b, c, exposure in ((25, 1, 1, 1), (1, 40, 1, 1), (4, 1, 15, 1.1)):
        total += sigmoid(lightness - fine, a) + sigmoid(fine - coarse, b) + sigmoid(exposure * coarse - 0.56, c) + 0.56
    lab[..., 0] = total / 3 * 100
    lab[..., 1:] *= 1.1
    return lab2rgb(lab)


if __name__ == "__main__":
    rof()
    deconvolution()
    colour = scene(16, 19, 3)
    write("relative-total-variation.txt", (19, 16, 0.0125), colour, relative_total_variation(colour, 0.0125), 5)
    write("multiscale-tone.txt", (19, 16, 1), colour, tone(colour), 5)
